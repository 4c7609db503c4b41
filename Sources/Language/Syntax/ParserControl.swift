/// `if`, `for`, `while`, `match` and `try`.
extension RecursiveParser {
  /// The expression between a keyword and `{`, where `name {` is no call.
  private mutating func parseHead() throws(Diagnostic) -> Expression {
    let outer = allowsBlock
    allowsBlock = false
    let expression = try parseExpression()
    allowsBlock = outer
    return expression
  }

  // MARK: - if

  /// `if c { … } else if d { … } else { … }`
  mutating func parseConditional() throws(Diagnostic) -> Expression {
    try enter()
    let keyword = advance()
    let condition = try parseHead()
    let then = try parseBlock(after: keyword)
    let otherwise = try parseElse()
    leave()
    return Expression(
      .conditional(condition: condition, then: then, otherwise: otherwise), range(from: keyword.start))
  }

  private mutating func parseElse() throws(Diagnostic) -> Block? {
    guard let keyword = takeAfterBreaks(.else) else { return nil }
    guard kind == .if else { return try parseBlock(after: keyword) }
    let nested = try parseConditional()
    return Block([Statement(.expression(nested), nested.range)], nested.range)
  }

  /// The keyword, here or after line breaks: `}` and `else` may stand on two lines.
  private mutating func takeAfterBreaks(_ wanted: TokenKind) -> Token? {
    let beginning = index
    skipBreaks()
    if let token = take(wanted) { return token }
    index = beginning
    return nil
  }

  // MARK: - Loops

  mutating func parseWhile() throws(Diagnostic) -> Statement.Kind {
    let keyword = advance()
    let condition = try parseHead()
    return .whileLoop(condition, try parseBlock(after: keyword))
  }

  /// `for x in xs { … }`, `for (i, x) in pairs { … }`
  mutating func parseFor() throws(Diagnostic) -> Statement.Kind {
    let keyword = advance()
    let target = try parseForTarget()
    if kind == .comma { throw bareForTargets() }
    guard take(.in) != nil else {
      throw error(
        "P09", "`in` is expected here", at: current.range, hint: "write `for x in xs { … }`")
    }
    let sequence = try parseHead()
    return .forLoop(target, sequence, try parseBlock(after: keyword))
  }

  private mutating func parseForTarget() throws(Diagnostic) -> Target {
    if kind == .name {
      let token = advance()
      return .name(name(token), token.range)
    }
    guard kind == .leftParen else {
      if kind.isKeyword { throw keywordAsName() }
      throw error(
        "P09", "a name is expected after `for`", at: current.range, hint: "write `for x in xs { … }`")
    }
    return try parseForTargets()
  }

  /// `(i, x)`; without a comma the parentheses only group.
  private mutating func parseForTargets() throws(Diagnostic) -> Target {
    try enter()
    let opening = index
    let start = advance().start
    var targets: [Target] = []
    var hasComma = false
    repeat {
      if kind == .end { throw unclosed(opening) }
      targets.append(try parseForTarget())
      if kind == .assign || kind == .semicolon {
        throw error(
          "P14", "a loop goes over a range or a collection", at: current.range,
          hint: "write `for i in 0..<n { … }`")
      }
      if kind == .in, !hasComma { throw parenthesisedHead() }
      guard kind != .rightParen else { break }
      guard take(.comma) != nil else { throw unexpectedInBrackets(opening) }
      hasComma = true
    } while kind != .rightParen
    advance()
    leave()
    if let only = targets.first, !hasComma { return only }
    return .list(targets, range(from: start))
  }

  // MARK: - match

  /// `match x { 1, 2 -> a; else -> b }`
  mutating func parseMatch() throws(Diagnostic) -> Expression {
    try enter()
    let keyword = advance()
    let value = try parseHead()
    guard kind == .leftBrace else { throw missingBrace(after: keyword) }
    let opening = index
    advance()
    let outer = allowsBlock
    allowsBlock = true
    let arms = try parseArms(opening)
    allowsBlock = outer
    leave()
    return Expression(.match(value, arms), range(from: keyword.start))
  }

  private mutating func parseArms(_ opening: Int) throws(Diagnostic) -> [MatchArm] {
    var arms: [MatchArm] = []
    while true {
      while kind == .newline || kind == .semicolon { index += 1 }
      if kind == .rightBrace { break }
      if kind == .end { throw unclosed(opening) }
      if let last = arms.last, last.patterns.isEmpty {
        throw error(
          "P17", "nothing can follow the `else` of a `match`", at: current.range,
          hint: "move `else` to the end")
      }
      arms.append(try parseArm())
      guard [.newline, .semicolon, .rightBrace, .end].contains(kind) else { throw unexpectedAfterArm() }
    }
    if arms.isEmpty {
      throw error(
        "P17", "this `match` has no cases", at: current.range, hint: "write `match x { 1 -> a; else -> b }`")
    }
    advance()
    return arms
  }

  private mutating func parseArm() throws(Diagnostic) -> MatchArm {
    if isWord(current, "case") || isWord(current, "default") || isWord(current, "_"), peek().kind != .comma {
      throw foreignCase()
    }
    var patterns: [Expression] = []
    if take(.else) == nil {
      repeat { patterns.append(try parseBinary(.or)) } while take(.comma) != nil
    }
    guard let arrow = take(.arrow) else {
      throw error(
        "P17", "`->` is expected after the value to match", at: current.range, hint: "write `1 -> a`")
    }
    if kind == .leftBrace, !isRecordAhead {
      return MatchArm(patterns: patterns, body: try parseBlock(after: arrow))
    }
    let statement = try parseStatement()
    return MatchArm(patterns: patterns, body: Block([statement], statement.range))
  }

  // MARK: - try

  /// `try { … } catch e { … }`
  mutating func parseAttempt() throws(Diagnostic) -> Expression {
    try enter()
    let keyword = advance()
    let body = try parseBlock(after: keyword)
    guard let catchKeyword = takeAfterBreaks(.catch) else {
      throw error(
        "P10", "this `try` has no `catch`", at: keyword.range, hint: "write `try { … } catch e { … }`")
    }
    let name = take(.name).map { self.name($0) }
    let handler = try parseBlock(after: catchKeyword)
    leave()
    return Expression(.attempt(body, name: name, handler: handler), range(from: keyword.start))
  }
}
