/// How other languages spell what this one spells differently: the evidence for errors that teach.
enum ForeignHabits {
  struct Symbol {
    var spelling: StaticString
    var message: String
    var hint: String
  }

  /// Spellings that would otherwise be read as two operators of ours, the longest first.
  static let symbols: [Symbol] = [
    Symbol(spelling: "**=", message: "powers are written with `^`, not with `**`", hint: "write `^=`"),
    Symbol(spelling: "**", message: "powers are written with `^`, not with `**`", hint: "write `x ^ 2`"),
    Symbol(spelling: "/*", message: "a comment begins with `#`", hint: "write `# …` on each of its lines"),
    Symbol(spelling: "===", message: "equality is written `==`", hint: "write `==`"),
    Symbol(spelling: "!==", message: "inequality is written `!=`", hint: "write `!=`"),
    Symbol(spelling: "<>", message: "inequality is written `!=`", hint: "write `!=`"),
    Symbol(
      spelling: "=>", message: "`=>` means nothing here", hint: "write `->` in a function, `>=` to compare"),
    Symbol(spelling: ":=", message: "names are bound with `=`, not with `:=`", hint: "write `x = 3`"),
    Symbol(spelling: "||", message: "`||` is written `or`", hint: "write `a or b`"),
    Symbol(spelling: "&&", message: "`&&` is written `and`", hint: "write `a and b`"),
  ]

  /// Characters that begin no operator of ours.
  static let characters: [Symbol] = [
    Symbol(
      spelling: "&", message: "`&` means nothing here",
      hint: "write `a and b`, or `logical_and(a, b)` for each element"),
    Symbol(
      spelling: "|", message: "`|` means nothing here",
      hint: "write `a or b`, or `logical_or(a, b)` for each element"),
    Symbol(
      spelling: "~", message: "`~` means nothing here",
      hint: "write `not x`, or `logical_not(x)` for each element"),
    Symbol(
      spelling: "?", message: "`?` means nothing inside of an expression",
      hint: "write `if c { a } else { b }` to choose between two values"),
    Symbol(
      spelling: "\\", message: "a line is not continued with `\\`",
      hint: "end the line with its operator, or put the expression in parentheses"),
    Symbol(spelling: "!", message: "`!` is written `not`", hint: "write `not x`"),
  ]

  /// Characters that keyboards and web pages put where an ASCII one is meant.
  static let lookalikes: [Character: String] = [
    "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‘": "\"", "’": "\"", "＂": "\"",
    "（": "(", "）": ")", "［": "[", "］": "]", "｛": "{", "｝": "}", "【": "[", "】": "]",
    "，": ",", "、": ",", "：": ":", "；": ";", "。": ".", "＝": "=", "＋": "+", "＊": "*", "／": "/",
    "＜": "<", "＞": ">", "–": "-", "—": "-", "…": "...", "→": "->", "←": "=", "÷": "/", "∧": "and",
    "∨": "or", "¬": "not", "⊙": "*",
  ]

  /// Words that stand where a value should, and our spelling of them.
  static let values: [String: String] = [
    "True": "true", "False": "false", "None": "none", "TRUE": "true", "FALSE": "false", "NULL": "none",
    "null": "none", "nil": "none",
  ]

  /// Words before the parameters of a function without a name.
  static let functions: Set<String> = ["function", "func", "def", "lambda"]

  struct Word {
    var message: String
    var hint: String
  }

  /// Words that begin a statement elsewhere, recognised when a name or nothing sensible follows them.
  static let statements: [String: Word] = [
    "def": Word(
      message: "functions are not defined with `def`",
      hint: "write `f(x) = x ^ 2` or `fn f(x) { … }`"),
    "function": Word(
      message: "functions are not defined with `function`",
      hint: "write `f(x) = x ^ 2` or `fn f(x) { … }`"),
    "func": Word(
      message: "functions are not defined with `func`",
      hint: "write `f(x) = x ^ 2` or `fn f(x) { … }`"),
    "class": Word(
      message: "there are no classes", hint: "write `model Name(…) { … }`, or use a record `{w: 0.0}`"),
    "struct": Word(message: "there are no structs", hint: "use a record, `{w: 0.0, b: 0.0}`"),
    "let": Word(message: "a name needs no `let`", hint: "write `x = 3`"),
    "var": Word(message: "a name needs no `var`", hint: "write `x = 3`"),
    "const": Word(message: "a name needs no `const`", hint: "write `x = 3`"),
    "global": Word(message: "there is no `global`", hint: "return the new value and assign it"),
    "nonlocal": Word(message: "there is no `nonlocal`", hint: "return the new value and assign it"),
    "del": Word(message: "there is no `del`", hint: "leave it: memory is freed by itself"),
    "from": Word(
      message: "built-in functions need no import",
      hint: "remove this line; `import \"path.md\"` runs a notebook"),
    "with": Word(
      message: "there is no `with`", hint: "end the call in a block, as in `no_grad { … }`"),
    "raise": Word(message: "there is no `raise`", hint: "write `assert condition, \"what went wrong\"`"),
    "throw": Word(message: "there is no `throw`", hint: "write `assert condition, \"what went wrong\"`"),
    "yield": Word(message: "there is no `yield`", hint: "gather the values in a list: `xs.append(x)`"),
    "elif": Word(message: "`elif` is written `else if`", hint: "write `} else if … {`"),
    "elsif": Word(message: "`elsif` is written `else if`", hint: "write `} else if … {`"),
    "elseif": Word(message: "`elseif` is written `else if`", hint: "write `} else if … {`"),
    "except": Word(message: "`except` is written `catch`", hint: "write `try { … } catch e { … }`"),
    "switch": Word(message: "`switch` is written `match`", hint: "write `match x { 1 -> a; else -> b }`"),
    "lambda": Word(message: "functions are not written with `lambda`", hint: "write `x -> x ^ 2`"),
  ]

  /// Words between two operands.
  static let operators: [String: Word] = [
    "is": Word(message: "`is` is written `==`", hint: "write `a == b`"),
    "mod": Word(message: "the remainder is written `%`", hint: "write `a % b`"),
    "xor": Word(message: "there is no `xor`", hint: "write `a != b` for two booleans"),
    "then": Word(message: "there is no `then`", hint: "write `if condition { … }`"),
    "do": Word(message: "there is no `do`", hint: "put the body between `{` and `}`"),
    "step": Word(message: "the step of a range is written `by`", hint: "write `0..<n by 2`"),
    "elif": Word(message: "`elif` is written `else if`", hint: "write `} else if … {`"),
    "except": Word(message: "`except` is written `catch`", hint: "write `try { … } catch e { … }`"),
    "finally": Word(message: "there is no `finally`", hint: "write what must happen after the `try`"),
  ]
}
