/// A formula such as `y ~ x + C(group) + log(z):x`, read but not yet matched with a table.
///
/// The language is that of R and patsy: terms joined by `+`, taken away by `-`; `a:b` is an interaction,
/// `a*b` is `a + b + a:b`, `(a + b)^2` all interactions of two; `0` or `- 1` leaves the intercept out. Text and
/// boolean columns are categories, `C(x)` makes a number one, with `C(x, Treatment("b"))` to choose the
/// reference level. `I(…)` holds arithmetic, `Q("odd name")` names that are no identifiers.
public struct Formula: Sendable {
  public let source: String
  let response: Factor
  let terms: [Term]

  /// - Throws: `FormulaError` with the place of the mistake.
  public init(_ source: String) throws(FormulaError) {
    self.source = source
    var cursor = FormulaCursor(source, try FormulaLexer.tokens(source))
    guard cursor.tokens.contains(where: { $0.kind == .symbol("~") }) else {
      throw FormulaError(.noTilde, in: source, at: 0..<source.utf8.count)
    }
    if cursor.token.kind == .symbol("~") { throw cursor.unexpected("the response") }
    response = Factor(try Expression.parse(&cursor))
    try cursor.expect("~")
    let parsed = try TermParser.sum(&cursor)
    if cursor.token.kind != .end { throw cursor.unexpected("an operator or the end") }
    terms = (parsed.hasIntercept ?? true ? [Term()] : []) + parsed.terms
  }
}

/// The level that a category's other levels are compared with.
struct Reference: Sendable {
  let level: String
  /// As written, with its quotes.
  let text: String
  let range: Range<Int>
}

/// One variable of a formula: a column, or something computed from columns.
struct Factor: Sendable {
  let expression: Expression
  /// Written `C(…)`.
  let isCategory: Bool
  /// The reference level of `C(…, Treatment("b"))`.
  let reference: Reference?
  let name: String

  init(_ expression: Expression, isCategory: Bool = false, reference: Reference? = nil) {
    self.expression = expression
    self.isCategory = isCategory
    self.reference = reference
    let treatment = reference.map { ", Treatment(\($0.text))" } ?? ""
    name = isCategory ? "C(\(expression.name)\(treatment))" : expression.name
  }
}

/// Factors that are multiplied; none of them is the intercept. Equal when the factors are, in any order.
struct Term: Sendable, Equatable {
  var factors: [Factor] = []

  static func == (a: Term, b: Term) -> Bool { Set(a.factors.map(\.name)) == Set(b.factors.map(\.name)) }

  func times(_ other: Term) -> Term {
    Term(factors: factors + other.factors.filter { factor in !factors.contains { $0.name == factor.name } })
  }
}

/// Terms in order of appearance, each once, and whether an intercept was mentioned.
struct TermList {
  var terms: [Term] = []
  var hasIntercept: Bool?

  mutating func add(_ other: TermList) {
    for term in other.terms where !terms.contains(term) { terms.append(term) }
    hasIntercept = other.hasIntercept ?? hasIntercept
  }

  mutating func remove(_ other: TermList) {
    terms.removeAll { other.terms.contains($0) }
    if let mentioned = other.hasIntercept { hasIntercept = !mentioned }
  }

  /// All products; an intercept on one side leaves the other side's terms as they are.
  func crossed(with other: TermList) -> TermList {
    var result = TermList()
    let left = (hasIntercept == true ? [Term()] : []) + terms
    let right = (other.hasIntercept == true ? [Term()] : []) + other.terms
    for a in left {
      for b in right {
        let product = a.times(b)
        if product.factors.isEmpty {
          result.hasIntercept = true
        } else {
          result.add(TermList(terms: [product]))
        }
      }
    }
    return result
  }
}

/// Terms, loosest to tightest: `+ -`, `*`, `:`, `^` or `**`.
enum TermParser {
  static func sum(_ cursor: inout FormulaCursor) throws(FormulaError) -> TermList {
    try cursor.nested { cursor throws(FormulaError) in
      var result = TermList()
      if cursor.take("-") { result.remove(try star(&cursor)) } else { result = try star(&cursor) }
      while true {
        if cursor.take("+") {
          result.add(try star(&cursor))
        } else if cursor.take("-") {
          result.remove(try star(&cursor))
        } else {
          return result
        }
      }
    }
  }

  private static func star(_ cursor: inout FormulaCursor) throws(FormulaError) -> TermList {
    var result = try interaction(&cursor)
    while true {
      if cursor.take("*") {
        let right = try interaction(&cursor)
        let products = result.crossed(with: right)
        result.add(right)
        result.add(products)
      } else if cursor.token.kind == .symbol("/") {
        throw FormulaError(.unsupported("`/` between terms"), in: cursor.source, at: cursor.token.range)
      } else {
        return result
      }
    }
  }

  private static func interaction(_ cursor: inout FormulaCursor) throws(FormulaError) -> TermList {
    var result = try power(&cursor)
    while cursor.take(":") { result = result.crossed(with: try power(&cursor)) }
    return result
  }

  private static func power(_ cursor: inout FormulaCursor) throws(FormulaError) -> TermList {
    let base = try atom(&cursor)
    guard cursor.take("^") || cursor.take("**") else { return base }
    guard case .number(let exponent) = cursor.token.kind, exponent == exponent.rounded(), exponent >= 1,
      exponent <= 8
    else { throw cursor.unexpected("a whole number from 1 to 8 (arithmetic goes inside I(…))") }
    cursor.advance()
    var result = base
    for _ in 1..<Int(exponent) {
      result.add(result.crossed(with: base))
      guard result.terms.count <= 1000 else {
        throw FormulaError(
          .unsupported("a power of more than 1000 terms"), in: cursor.source, at: cursor.token.range)
      }
    }
    return result
  }

  private static func atom(_ cursor: inout FormulaCursor) throws(FormulaError) -> TermList {
    let token = cursor.token
    switch token.kind {
    case .number(0), .number(1):
      cursor.advance()
      return TermList(hasIntercept: token.kind == .number(1))
    case .number: throw cursor.unexpected("a column, 0 or 1 (arithmetic goes inside I(…))")
    case .symbol("("):
      cursor.advance()
      let inner = try sum(&cursor)
      try cursor.expect(")")
      return inner
    case .name(let name):
      cursor.advance()
      guard cursor.take("(") else {
        return TermList(terms: [Term(factors: [Factor(.column(name, token.range))])])
      }
      let factor =
        name == "C"
        ? try category(&cursor) : Factor(try Expression.call(name, token.range, &cursor))
      return TermList(terms: [Term(factors: [factor])])
    default: throw cursor.unexpected("a term")
    }
  }

  /// `C(x)` or `C(x, Treatment("b"))`, after its `(`.
  private static func category(_ cursor: inout FormulaCursor) throws(FormulaError) -> Factor {
    let expression = try Expression.parse(&cursor)
    var reference: Reference?
    if cursor.take(",") {
      guard case .name("Treatment") = cursor.token.kind else { throw cursor.unexpected("`Treatment(…)`") }
      cursor.advance()
      try cursor.expect("(")
      if case .name("reference") = cursor.token.kind {
        cursor.advance()
        try cursor.expect("=")
      }
      let text = cursor.text(cursor.token.range)
      switch cursor.token.kind {
      case .string(let level): reference = Reference(level: level, text: text, range: cursor.token.range)
      case .number: reference = Reference(level: text, text: text, range: cursor.token.range)
      default: throw cursor.unexpected("a level in quotes or a number")
      }
      cursor.advance()
      try cursor.expect(")")
    }
    try cursor.expect(")")
    return Factor(expression, isCategory: true, reference: reference)
  }
}
