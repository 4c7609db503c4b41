/// What is computed row by row inside a formula: `x`, `log(x + 1)`, `I(x ^ 2)`.
indirect enum Expression: Sendable {
  case number(Double)
  case column(String, Range<Int>)
  case negative(Expression)
  case group(Expression)
  case binary(String, Expression, Expression)
  case call(String, Expression, Range<Int>)
  /// `Q("odd name")`: the name, and as it is written.
  case quoted(String, text: String, Range<Int>)

  /// The text that names its coefficient: one space around operators, as patsy writes it.
  var name: String {
    switch self {
    case .number(let x): x == x.rounded() && abs(x) < 1e15 ? String(Int(x)) : "\(x)"
    case .column(let name, _): name
    case .negative(let inner): "-" + inner.name
    case .group(let inner): "(\(inner.name))"
    case .binary(let symbol, let a, let b): "\(a.name) \(symbol) \(b.name)"
    case .call(let function, let argument, _): "\(function)(\(argument.name))"
    case .quoted(_, let text, _): "Q(\(text))"
    }
  }
}

/// The functions that formulas know.
enum FormulaFunction {
  static let names = [
    "I", "C", "Q", "log", "log2", "log10", "log1p", "exp", "expm1", "sqrt", "abs", "sin", "cos", "tanh",
  ]

  /// A reader who comes from Python may write `np.log`.
  static func plain(_ name: String) -> String { name.hasPrefix("np.") ? String(name.dropFirst(3)) : name }
}

/// Arithmetic, loosest to tightest: comparisons, `+ -`, `* /`, unary `-`, `^` or `**` (right to left).
extension Expression {
  static func parse(_ cursor: inout FormulaCursor) throws(FormulaError) -> Expression {
    try cursor.nested { cursor throws(FormulaError) in
      let left = try sum(&cursor)
      for symbol in ["<=", ">=", "==", "!=", "<", ">"] where cursor.take(symbol) {
        return .binary(symbol, left, try sum(&cursor))
      }
      return left
    }
  }

  private static func sum(_ cursor: inout FormulaCursor) throws(FormulaError) -> Expression {
    var left = try product(&cursor)
    while true {
      if cursor.take("+") {
        left = .binary("+", left, try product(&cursor))
      } else if cursor.take("-") {
        left = .binary("-", left, try product(&cursor))
      } else {
        return left
      }
    }
  }

  private static func product(_ cursor: inout FormulaCursor) throws(FormulaError) -> Expression {
    var left = try unary(&cursor)
    while true {
      if cursor.take("*") {
        left = .binary("*", left, try unary(&cursor))
      } else if cursor.take("/") {
        left = .binary("/", left, try unary(&cursor))
      } else {
        return left
      }
    }
  }

  private static func unary(_ cursor: inout FormulaCursor) throws(FormulaError) -> Expression {
    try cursor.nested { cursor throws(FormulaError) in
      if cursor.take("-") { return .negative(try unary(&cursor)) }
      if cursor.take("+") { return try unary(&cursor) }
      let base = try atom(&cursor)
      for symbol in ["**", "^"] where cursor.take(symbol) { return .binary(symbol, base, try unary(&cursor)) }
      return base
    }
  }

  private static func atom(_ cursor: inout FormulaCursor) throws(FormulaError) -> Expression {
    let token = cursor.token
    switch token.kind {
    case .number(let x) where x.isFinite:
      cursor.advance()
      return .number(x)
    case .name(let name):
      cursor.advance()
      return cursor.take("(") ? try call(name, token.range, &cursor) : .column(name, token.range)
    case .symbol("("):
      cursor.advance()
      let inner = try parse(&cursor)
      try cursor.expect(")")
      return .group(inner)
    default: throw cursor.unexpected("a column, a number or `(`")
    }
  }

  /// The argument of a function whose `(` is taken.
  static func call(
    _ name: String, _ range: Range<Int>, _ cursor: inout FormulaCursor
  ) throws(FormulaError) -> Expression {
    let plain = FormulaFunction.plain(name)
    guard FormulaFunction.names.contains(plain) else {
      throw FormulaError(.unknownFunction(name, names: FormulaFunction.names), in: cursor.source, at: range)
    }
    if plain == "C" {
      throw FormulaError(.unsupported("C(…) inside another expression"), in: cursor.source, at: range)
    }
    if plain == "Q" {
      guard case .string(let column) = cursor.token.kind else { throw cursor.unexpected("a name in quotes") }
      let inner = cursor.token.range
      cursor.advance()
      try cursor.expect(")")
      return .quoted(column, text: cursor.text(inner), inner)
    }
    let argument = try parse(&cursor)
    try cursor.expect(")")
    return .call(name, argument, range)
  }
}
