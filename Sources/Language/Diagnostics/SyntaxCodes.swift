/// What `:explain P06` says about each code of the parser.
public enum SyntaxCodes {
  public struct Explanation: Sendable {
    public let code: String
    /// The mistake in a few words.
    public let title: String
    public let text: String
    /// A line that has the mistake, and the line that was meant.
    public let wrong: String
    public let right: String
  }

  public static func explanation(of code: String) -> Explanation? {
    all.first { $0.code == code }
  }

  /// Every code that the parser uses, in order.
  public static let all: [Explanation] = [
    Explanation(
      code: "P01", title: "a character without meaning",
      text: """
        Outside of texts and comments only letters, digits and the operators of the language mean something. \
        Text copied from a page often brings curly quotes, long dashes or full-width brackets along.
        """,
      wrong: "print(“hello”)", right: "print(\"hello\")"),
    Explanation(
      code: "P02", title: "a text without an end",
      text: "A text ends on its line. One of several lines stands between three quotes.",
      wrong: "name = \"Ada", right: "name = \"Ada\""),
    Explanation(
      code: "P03", title: "something in a text that cannot be read",
      text: """
        In a text, a backslash begins an escape and braces hold a value: `{loss:.4f}`. \
        Write `\\\\` for a backslash, `{{` and `}}` for braces.
        """,
      wrong: "print(\"set }\")", right: "print(\"set }}\")"),
    Explanation(
      code: "P04", title: "a number that cannot be read",
      text: "Numbers have digits on both sides of the point, and `*` stands between a number and a name.",
      wrong: "y = 2x + .5", right: "y = 2 * x + 0.5"),
    Explanation(
      code: "P05", title: "a number that does not fit",
      text: "Integers have 64 bits, floats reach to about 1.8e308.", wrong: "x = 9223372036854775808",
      right: "x = 9223372036854775808.0"),
    Explanation(
      code: "P06", title: "a bracket without an end",
      text: """
        While a `(` or `[` is open, a new line does not end the statement, so the mistake shows only further down.
        """,
      wrong: "y = f(x", right: "y = f(x)"),
    Explanation(
      code: "P07", title: "a closing bracket that does not fit",
      text: "Each bracket is closed by its own kind, the innermost first.", wrong: "y = f([1, 2)]",
      right: "y = f([1, 2])"),
    Explanation(
      code: "P08", title: "an expression is missing",
      text: "An operator or a bracket lacks a value beside it.",
      wrong: "y = 3 *", right: "y = 3 * x"),
    Explanation(
      code: "P09", title: "something unexpected",
      text: "Calls have parentheses, items have commas between them, and a new line or `;` ends a statement.",
      wrong: "print x", right: "print(x)"),
    Explanation(
      code: "P10", title: "a block is missing",
      text: "Blocks stand between braces, and the `{` stands on the line of its keyword.",
      wrong: "if x > 3 y = 1",
      right: "if x > 3 { y = 1 }"),
    Explanation(
      code: "P11", title: "an assignment that cannot be",
      text: "Left of `=` stands a name, `x[i]`, `r.field`, or a list of these in parentheses.",
      wrong: "a, b = b, a", right: "(a, b) = (b, a)"),
    Explanation(
      code: "P12", title: "`=` where values are compared",
      text: "`=` assigns and has no value; `==` compares.",
      wrong: "if x = 3 { 1 }", right: "if x == 3 { 1 }"),
    Explanation(
      code: "P13", title: "too deep",
      text: "Expressions and blocks nest at most 200 levels, and one chain has at most 1,000 operations.",
      wrong: String(repeating: "-", count: 300) + "x", right: "y = -x"),
    Explanation(
      code: "P14", title: "another language's spelling",
      text:
        "What Python, C, R, MATLAB or Julia write differently. The message names the spelling of this language.",
      wrong: "y = x ** 2", right: "y = x ^ 2"),
    Explanation(
      code: "P15", title: "parameters or arguments out of order",
      text: "Plain parameters come first, then those with defaults, then `*rest`; named arguments come last.",
      wrong: "f(n=1, x) = x", right: "f(x, n=1) = x"),
    Explanation(
      code: "P16", title: "a record that cannot be read",
      text:
        "A record has keys, each once: `{name: value, \"any text\": value}`. After a name or a call, `{` begins a block.",
      wrong: "r = {1: 2}", right: "r = {\"1\": 2}"),
    Explanation(
      code: "P17", title: "a `match` that cannot be read",
      text: "Each case stands on its own line or ends with `;`, and `else` comes last.",
      wrong: "match x { case 1 -> a }", right: "match x { 1 -> a; else -> b }"),
    Explanation(
      code: "P18", title: "too large", text: "A source has at most 64 MiB.",
      wrong: "", right: ""),
  ]
}
