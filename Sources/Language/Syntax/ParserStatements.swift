/// Statements and assignments.
extension RecursiveParser {
  mutating func parseStatement() throws(Diagnostic) -> Statement {
    try enter()
    let start = current.start
    let kind = try parseStatementKind()
    leave()
    return Statement(kind, range(from: start))
  }

  private mutating func parseStatementKind() throws(Diagnostic) -> Statement.Kind {
    if kind.isKeyword, peek().kind.assignedOperator != nil { throw keywordAsName() }
    switch kind {
    case .for: return try parseFor()
    case .while: return try parseWhile()
    case .assert: return try parseAssertion()
    case .return: return try parseReturn()
    case .break:
      advance()
      return .breakLoop
    case .continue:
      advance()
      return .continueLoop
    case .fn where peek().kind == .name: return .define(try parseNamedFunction())
    case .name where isModelAhead: return .model(try parseModel())
    case .name where isShortDefinitionAhead: return .define(try parseShortDefinition())
    default: return try parseExpressionOrAssignment()
    }
  }

  private mutating func parseExpressionOrAssignment() throws(Diagnostic) -> Statement.Kind {
    if let mistake = prefixIncrement() { throw mistake }
    let left = try parseExpression()
    guard let operation = kind.assignedOperator else {
      if kind == .comma { throw bareList(left) }
      return .expression(left)
    }
    let symbol = current
    let target = try target(from: left, assignedAt: symbol)
    if operation != nil, case .list = target {
      throw error(
        "P11", "`\(text(symbol))` changes one value, not a list of names", at: left.range,
        hint: "write one statement for each name")
    }
    advance()
    let value = try parseExpression()
    if kind.assignedOperator != nil {
      throw error(
        "P11", "a statement assigns once", at: current.range, hint: "write one statement for each name")
    }
    if kind == .comma { throw bareList(value) }
    return .assign(target, operation, value)
  }

  /// What an expression left of `=` means as a place.
  private func target(from expression: Expression, assignedAt symbol: Token) throws(Diagnostic) -> Target {
    let range = expression.range
    switch expression.kind {
    case .name(let name): return .name(name, range)
    case .index(let object, let subscripts): return .index(object, subscripts, range)
    case .field(let object, let name, _): return .field(object, name, range)
    case .list(let items):
      guard !items.isEmpty else { throw notAssignable("an empty list", range, symbol) }
      var targets: [Target] = []
      for item in items { targets.append(try target(from: item, assignedAt: symbol)) }
      return .list(targets, range)
    case .tensor:
      throw error(
        "P11", "names are taken apart with parentheses, not with square brackets", at: range,
        hint: "write `(a, b) = …`")
    case .call: throw notAssignable("a call", range, symbol)
    case .integer, .float, .text, .boolean, .none, .record, .placeholder:
      throw notAssignable("a literal", range, symbol)
    default: throw notAssignable("this expression", range, symbol)
    }
  }

  private func notAssignable(_ what: String, _ range: SourceRange, _ symbol: Token) -> Diagnostic {
    error(
      "P11", "\(what) is no place to assign to", at: range,
      hint: symbol.kind == .assign ? "compare with `==`" : "assign to a name, `x[i]` or `r.field`")
  }

  // MARK: - Simple statements

  private mutating func parseReturn() throws(Diagnostic) -> Statement.Kind {
    advance()
    guard kind.startsExpression || kind == .invalid else { return .returnValue(nil) }
    let value = try parseExpression()
    if kind == .comma { throw bareList(value) }
    return .returnValue(value)
  }

  /// `assert condition, "message"`
  private mutating func parseAssertion() throws(Diagnostic) -> Statement.Kind {
    advance()
    let condition = try parseExpression()
    if kind == .assign { throw assignmentInCondition() }
    guard take(.comma) != nil else { return .assertion(condition, message: nil) }
    return .assertion(condition, message: try parseExpression())
  }
}
