/// Operators, loosest to tightest: `|>`, `->`, then the levels of `Precedence`, then unary, `^`, postfix.
enum Precedence: Int, Comparable {
  case or, and, not, comparison, range, additive, multiplicative

  static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }
}

extension TokenKind {
  var arithmetic: (operation: BinaryOperator, level: Precedence)? {
    switch self {
    case .plus: (.add, .additive)
    case .minus: (.subtract, .additive)
    case .star: (.multiply, .multiplicative)
    case .slash: (.divide, .multiplicative)
    case .slashSlash: (.floorDivide, .multiplicative)
    case .percent: (.modulo, .multiplicative)
    case .at: (.matmul, .multiplicative)
    default: nil
    }
  }

  var comparison: ComparisonOperator? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .in: .isIn
    case .notIn: .isNotIn
    default: nil
    }
  }
}

extension RecursiveParser {
  /// A whole expression, pipes included: `x |> f(y) |> g`.
  mutating func parseExpression() throws(Diagnostic) -> Expression {
    try enter()
    let outer = peak
    peak = depth
    var left = try parseUnpiped()
    while kind == .pipe {
      advance()
      try sink()
      let right = try parseUnpiped()
      left = Expression(.pipe(left, right), left.range.joined(right.range))
    }
    peak = max(peak, outer)
    leave()
    return left
  }

  /// A lambda, or an expression without a pipe.
  mutating func parseUnpiped() throws(Diagnostic) -> Expression {
    try isLambdaAhead ? parseLambda() : parseBinary(.or)
  }

  /// An expression inside brackets, where `name {` is a call with a block again.
  mutating func parseBracketed() throws(Diagnostic) -> Expression {
    let outer = allowsBlock
    allowsBlock = true
    let expression = try parseExpression()
    allowsBlock = outer
    return expression
  }

  // MARK: - Binary operators

  mutating func parseBinary(_ minimum: Precedence) throws(Diagnostic) -> Expression {
    let outer = peak
    peak = depth
    // Ranges do not chain, and comparisons are read as a whole; `not` takes all that binds more tightly.
    let isNegated = kind == .not && minimum <= .not
    var left = try isNegated ? parseNot() : parseUnary()
    var ceiling: Precedence = isNegated ? .and : .multiplicative
    while let level = levelOfCurrent, level >= minimum, level <= ceiling {
      try sink()
      switch level {
      case .or, .and: left = try parseLogical(left, level)
      case .not, .comparison:
        left = try parseComparisons(left)
        ceiling = .and
      case .range:
        left = try parseRange(left)
        ceiling = .comparison
      case .additive, .multiplicative:
        left = try parseArithmetic(left, level)
        ceiling = level
      }
    }
    peak = max(peak, outer)
    return left
  }

  private var levelOfCurrent: Precedence? {
    switch kind {
    case .or: .or
    case .and: .and
    case .not: peek().kind == .in ? .comparison : nil
    case .openRange, .ellipsis: .range
    default: kind.comparison != nil ? .comparison : kind.arithmetic?.level
    }
  }

  /// `not a == b` is `not (a == b)`.
  private mutating func parseNot() throws(Diagnostic) -> Expression {
    try enter()
    let start = advance().start
    let operand = try parseBinary(.not)
    leave()
    return Expression(.unary(.not, operand), SourceRange(start, operand.range.end))
  }

  private mutating func parseLogical(_ left: Expression, _ level: Precedence) throws(Diagnostic) -> Expression
  {
    advance()
    let right = try parseBinary(level == .or ? .and : .not)
    let range = left.range.joined(right.range)
    return Expression(level == .or ? .or(left, right) : .and(left, right), range)
  }

  private mutating func parseArithmetic(
    _ left: Expression, _ level: Precedence
  ) throws(Diagnostic) -> Expression {
    guard let operation = kind.arithmetic?.operation else { return left }
    if let mistake = incrementMistake() { throw mistake }
    let token = advance()
    let right = try level == .additive ? parseBinary(.multiplicative) : parseUnary()
    return Expression(
      .binary(operation, left, right, operatorRange: token.range), left.range.joined(right.range))
  }

  /// `a < b <= c`, `x not in xs`.
  private mutating func parseComparisons(_ first: Expression) throws(Diagnostic) -> Expression {
    var comparisons: [Comparison] = []
    while let (operation, operatorRange) = takeComparison() {
      let right = try parseBinary(.range)
      comparisons.append(Comparison(operation, right, operatorRange))
    }
    let end = comparisons.last?.right.range.end ?? first.range.end
    return Expression(.comparison(first, comparisons), SourceRange(first.range.start, end))
  }

  private mutating func takeComparison() -> (ComparisonOperator, SourceRange)? {
    if let operation = kind.comparison { return (operation, advance().range) }
    guard kind == .not, peek().kind == .in else { return nil }
    let start = advance().start
    return (.isNotIn, SourceRange(start, advance().end))
  }

  /// `a..<b`, `a...b`, `a..<b by c`.
  private mutating func parseRange(_ from: Expression) throws(Diagnostic) -> Expression {
    let closed = advance().kind == .ellipsis
    let to = try parseBinary(.additive)
    var by: Expression?
    if isWord(current, "by"), peek().kind.startsExpression {
      advance()
      by = try parseBinary(.additive)
    }
    return Expression(
      .range(from: from, to: to, by: by, closed: closed), range(from: from.range.start))
  }

  // MARK: - Unary operators and powers

  /// `-x^2` is `-(x^2)`, and so is `√x²`.
  mutating func parseUnary() throws(Diagnostic) -> Expression {
    let operation: UnaryOperator
    switch kind {
    case .minus: operation = .minus
    case .plus: operation = .plus
    case .squareRoot: operation = .squareRoot
    case .not:
      throw error(
        "P08", "`not` binds more loosely than the operator before it", at: current.range,
        hint: "put `(not …)` in parentheses")
    default: return try parsePower()
    }
    if let smallest = takeSmallestInteger() { return smallest }
    try enter()
    let start = advance().start
    let operand = try parseUnary()
    leave()
    return Expression(.unary(operation, operand), SourceRange(start, operand.range.end))
  }

  /// `-9223372036854775808`: its digits alone would not fit.
  private mutating func takeSmallestInteger() -> Expression? {
    let digits = peek()
    guard kind == .minus, digits.kind == .integer, digits.end - digits.start >= 19,
      Int("-" + text(digits).filter { $0 != "_" }) == Int.min
    else { return nil }
    switch peek(2).kind {
    case .caret, .superscript, .leftParen, .leftBracket, .dot: return nil
    default: break
    }
    let start = advance().start
    return Expression(.integer(.min), SourceRange(start, advance().end))
  }

  private mutating func parsePower() throws(Diagnostic) -> Expression {
    let outer = peak
    peak = depth
    var base = try parsePostfix()
    if kind == .superscript {
      let token = advance()
      try sink()
      let exponent = try superscriptValue(token)
      base = Expression(
        .binary(.power, base, exponent, operatorRange: token.range),
        SourceRange(base.range.start, token.end))
    }
    if kind == .caret {
      let token = advance()
      try sink()
      try enter()
      let exponent = try parseUnary()
      leave()
      base = Expression(
        .binary(.power, base, exponent, operatorRange: token.range), base.range.joined(exponent.range))
    }
    peak = max(peak, outer)
    return base
  }

  /// `²` → 2, `⁻¹` → -1.
  private func superscriptValue(_ token: Token) throws(Diagnostic) -> Expression {
    let digits: [Character: Character] = [
      "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
      "⁻": "-",
    ]
    let plain = String(text(token).compactMap { digits[$0] })
    guard let value = Int(plain), value > .min else {
      throw error(
        "P05", "this exponent is no 64-bit integer", at: token.range, hint: "write it after `^`")
    }
    guard value < 0 else { return Expression(.integer(value), token.range) }
    // What `x^-1` parses to.
    return Expression(.unary(.minus, Expression(.integer(-value), token.range)), token.range)
  }
}
