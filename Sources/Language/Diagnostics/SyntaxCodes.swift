/// The mistakes that the parser finds.
enum SyntaxCodes {
  /// Every code that the parser uses, in order.
  static let all: [ErrorExplanation] = [
    ErrorExplanation(
      "P01", "a character without meaning",
      """
      Outside of texts and comments only letters, digits and the operators of the language mean something. \
      Text copied from a page often brings curly quotes, long dashes or full-width brackets along.
      """,
      wrong: "print(“hello”)", right: "print(\"hello\")"),
    ErrorExplanation(
      "P02", "a text without an end",
      "A text ends on its line. One of several lines stands between three quotes.",
      wrong: "name = \"Ada", right: "name = \"Ada\""),
    ErrorExplanation(
      "P03", "something in a text that cannot be read",
      """
      In a text, a backslash begins an escape and braces hold a value: `{loss:.4f}`. \
      Write `\\\\` for a backslash, `{{` and `}}` for braces.
      """,
      wrong: "print(\"set }\")", right: "print(\"set }}\")"),
    ErrorExplanation(
      "P04", "a number that cannot be read",
      "Numbers have digits on both sides of the point, and `*` stands between a number and a name.",
      wrong: "y = 2x + .5", right: "y = 2 * x + 0.5"),
    ErrorExplanation(
      "P05", "a number that does not fit",
      "Integers have 64 bits, floats reach to about 1.8e308.", wrong: "x = 9223372036854775808",
      right: "x = 9223372036854775808.0"),
    ErrorExplanation(
      "P06", "a bracket without an end",
      """
      While a `(` or `[` is open, a new line does not end the statement, so the mistake shows only further down.
      """,
      wrong: "y = f(x", right: "y = f(x)"),
    ErrorExplanation(
      "P07", "a closing bracket that does not fit",
      "Each bracket is closed by its own kind, the innermost first.", wrong: "y = f([1, 2)]",
      right: "y = f([1, 2])"),
    ErrorExplanation(
      "P08", "an expression is missing",
      "An operator or a bracket lacks a value beside it.",
      wrong: "y = 3 *", right: "y = 3 * x"),
    ErrorExplanation(
      "P09", "something unexpected",
      "Calls have parentheses, items have commas between them, and a new line or `;` ends a statement.",
      wrong: "print x", right: "print(x)"),
    ErrorExplanation(
      "P10", "a block is missing",
      "Blocks stand between braces, and the `{` stands on the line of its keyword.",
      wrong: "if x > 3 y = 1",
      right: "if x > 3 { y = 1 }"),
    ErrorExplanation(
      "P11", "an assignment that cannot be",
      "Left of `=` stands a name, `x[i]`, `r.field`, or a list of these in parentheses.",
      wrong: "a, b = b, a", right: "(a, b) = (b, a)"),
    ErrorExplanation(
      "P12", "`=` where values are compared",
      "`=` assigns and has no value; `==` compares.",
      wrong: "if x = 3 { 1 }", right: "if x == 3 { 1 }"),
    ErrorExplanation(
      "P13", "too deep",
      "Expressions and blocks nest at most 200 levels, and one chain has at most 1,000 operations.",
      wrong: String(repeating: "-", count: 300) + "x", right: "y = -x"),
    ErrorExplanation(
      "P14", "another language's spelling",
      "What Python, C, R, MATLAB or Julia write differently. The message names the spelling of this language.",
      wrong: "y = x ** 2", right: "y = x ^ 2"),
    ErrorExplanation(
      "P15", "parameters or arguments out of order",
      "Plain parameters come first, then those with defaults, then `*rest`; named arguments come last.",
      wrong: "f(n=1, x) = x", right: "f(x, n=1) = x"),
    ErrorExplanation(
      "P16", "a record that cannot be read",
      "A record has keys, each once: `{name: value, \"any text\": value}`. After a name or a call, `{` begins a block.",
      wrong: "r = {1: 2}", right: "r = {\"1\": 2}"),
    ErrorExplanation(
      "P17", "a `match` that cannot be read",
      "Each case stands on its own line or ends with `;`, and `else` comes last.",
      wrong: "match x { case 1 -> a }", right: "match x { 1 -> a; else -> b }"),
    ErrorExplanation(
      "P18", "too large", "A source has at most 64 MiB.",
      wrong: "", right: ""),
  ]
}
