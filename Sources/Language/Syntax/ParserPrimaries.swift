/// Literals, names and what stands between brackets.
extension RecursiveParser {
  mutating func parsePrimary() throws(Diagnostic) -> Expression {
    let token = current
    switch kind {
    case .integer: return try parseInteger()
    case .float: return try parseFloat()
    case .textStart: return try parseText()
    case .name: return try parseName()
    case .placeholder: return literal(.placeholder)
    case .true: return literal(.boolean(true))
    case .false: return literal(.boolean(false))
    case .none: return literal(.none)
    case .leftParen: return try parseParenthesis()
    case .leftBracket: return try parseTensor()
    case .leftBrace: return try parseRecord()
    case .gradient: return try parseGradient()
    case .if: return try parseConditional()
    case .match: return try parseMatch()
    case .try: return try parseAttempt()
    case .fn: return try parseAnonymousFunction()
    case .import: return try parseImport()
    default: throw expectedExpression(at: token)
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    Expression(kind, advance().range)
  }

  private mutating func parseInteger() throws(Diagnostic) -> Expression {
    let token = advance()
    guard let value = Int(text(token).filter { $0 != "_" }) else {
      let digits = text(token)
      throw error(
        "P05", "this integer is larger than 9223372036854775807, the largest of 64 bits", at: token.range,
        hint: digits.utf8.count <= 40
          ? "write `\(digits).0` for a float" : "write it as a float, as in `1e40`")
    }
    return Expression(.integer(value), token.range)
  }

  private mutating func parseFloat() throws(Diagnostic) -> Expression {
    let token = advance()
    guard let value = Double(text(token).filter { $0 != "_" }), value.isFinite else {
      throw error(
        "P05", "this number is larger than any float", at: token.range, hint: "write `inf` for infinity")
    }
    return Expression(.float(value), token.range)
  }

  private mutating func parseName() throws(Diagnostic) -> Expression {
    if let mistake = foreignName() { throw mistake }
    let token = advance()
    return Expression(.name(name(token)), token.range)
  }

  /// `import "path.md"`
  private mutating func parseImport() throws(Diagnostic) -> Expression {
    let keyword = advance()
    guard kind == .textStart else {
      throw error(
        "P14", "`import` runs another notebook, whose path is a text", at: current.range,
        hint: "write `import \"path.md\"`; built-in functions need no import")
    }
    return Expression(.importFile(try parseText()), range(from: keyword.start))
  }

  /// `∇f`: binds tighter than a call, so that `∇f(x)` is `grad(f)(x)`.
  private mutating func parseGradient() throws(Diagnostic) -> Expression {
    try enter()
    let start = advance().start
    var operand = try parsePrimary()
    while kind == .dot {
      try sink()
      operand = try parseField(of: operand)
    }
    leave()
    return Expression(.unary(.gradient, operand), SourceRange(start, operand.range.end))
  }

  // MARK: - Brackets

  /// `(a)` is `a`; a comma, or nothing at all, makes a list.
  private mutating func parseParenthesis() throws(Diagnostic) -> Expression {
    let opening = index
    let start = advance().start
    let (items, hasComma) = try parseItems(opening, until: .rightParen)
    let range = range(from: start)
    if let only = items.first, items.count == 1, !hasComma { return Expression(only.kind, range) }
    return Expression(.list(items), range)
  }

  /// `[a, b]`
  private mutating func parseTensor() throws(Diagnostic) -> Expression {
    let opening = index
    let start = advance().start
    let (items, _) = try parseItems(opening, until: .rightBracket)
    return Expression(.tensor(items), range(from: start))
  }

  /// Expressions between commas, and the closing bracket.
  private mutating func parseItems(
    _ opening: Int, until closer: TokenKind
  ) throws(Diagnostic) -> (items: [Expression], hasComma: Bool) {
    var items: [Expression] = []
    var hasComma = false
    while kind != closer {
      if kind == .end { throw unclosed(opening) }
      items.append(try parseBracketed())
      guard kind != closer else { break }
      guard take(.comma) != nil else { throw unexpectedInBrackets(opening) }
      hasComma = true
    }
    advance()
    return (items, hasComma)
  }

  // MARK: - Records

  /// `{` begins a record, not a block: `{}`, or a key and a colon.
  var isRecordAhead: Bool {
    guard kind == .leftBrace else { return false }
    var next = index + 1
    while tokens[next].kind == .newline { next += 1 }
    switch tokens[next].kind {
    case .rightBrace: return true
    case .textStart, .leftParen: return token(afterBracketAt: next)?.kind == .colon
    case .integer, .float: return tokens[next + 1].kind == .colon
    case .minus:
      return [.integer, .float].contains(tokens[next + 1].kind) && tokens[next + 2].kind == .colon
    case let kind: return (kind == .name || kind.isKeyword) && tokens[next + 1].kind == .colon
    }
  }

  /// `{w: 0.0, "l": 1}`; other keys than names are numbers and lists: `{2: "even", (3, 4): true}`
  private mutating func parseRecord() throws(Diagnostic) -> Expression {
    guard isRecordAhead else {
      // `{'a': 1}`: what the lexer has to say about the key explains more.
      if let lexicalFailure, peek().kind == .invalid { throw lexicalFailure }
      throw misplacedBlock()
    }
    let opening = index
    let start = advance().start
    try enter()
    var entries: [RecordEntry] = []
    var keys: Set<String> = []
    skipBreaks()
    while kind != .rightBrace {
      if kind == .end { throw unclosed(opening) }
      let entry = try parseEntry()
      if let key = plainKey(entry.key), !keys.insert(key).inserted {
        throw error("P16", "the key `\(key)` occurs twice in this record", at: entry.key.range)
      }
      entries.append(entry)
      skipBreaks()
      guard kind != .rightBrace else { break }
      guard take(.comma) != nil else { throw unexpectedInBrackets(opening) }
      skipBreaks()
    }
    advance()
    leave()
    return Expression(.record(entries), range(from: start))
  }

  private mutating func parseEntry() throws(Diagnostic) -> RecordEntry {
    let key = try parseKey()
    guard take(.colon) != nil else {
      throw error(
        "P16", "a record's key is followed by `:`", at: current.range, hint: "write `name: value`")
    }
    return RecordEntry(key: key, value: try parseBracketed())
  }

  private mutating func parseKey() throws(Diagnostic) -> Expression {
    switch kind {
    case .textStart: return try parseText()
    case .leftParen: return try parseParenthesis()
    case .integer, .float: return try parsePrimary()
    case .minus where [.integer, .float].contains(peek().kind) && peek(2).kind == .colon:
      return try parseUnary()
    case _ where kind == .name || kind.isKeyword:
      let token = advance()
      return Expression(.text([.literal(name(token))]), token.range)
    default:
      throw error(
        "P16", "a record's key is a name, a text, a number or a list of them", at: current.range,
        hint: "write `{name: value}`, `{\"any text\": value}` or `{(1, 2): value}`")
    }
  }

  private func plainKey(_ key: Expression) -> String? {
    guard case .text(let parts) = key.kind else { return nil }
    var text = ""
    for part in parts {
      guard case .literal(let piece) = part else { return nil }
      text += piece
    }
    return text
  }
}
