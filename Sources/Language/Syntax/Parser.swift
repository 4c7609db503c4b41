/// Text → syntax tree. The grammar is in `docs/language.md`.
public enum Parser {
  /// Expressions and blocks inside each other.
  static let maximumDepth = 200
  /// Levels of one tree, long chains such as `a + b + …` included: whoever walks it may recurse.
  static let maximumHeight = 1_000

  /// Parameters of one function; each is compared with those before it.
  static let maximumParameters = 255

  /// The statements of `source`.
  /// - Throws: the first mistake, a diagnostic of kind `syntax` with a code `P01`…`P18`.
  public static func parse(_ source: SourceText) throws(Diagnostic) -> Program {
    var parser = RecursiveParser(source)
    return Program(statements: try parser.parseProgram(), source: source)
  }

  /// More lines are needed before `text` can be judged: a bracket or a `"""` text is open, an operator ends it,
  /// or there is nothing but `##` lines, whose definition is still to come.
  public static func isIncomplete(_ text: String) -> Bool {
    var lexer = Lexer(SourceText(name: "input", text: text))
    lexer.run()
    if lexer.endsTooEarly || (lexer.tokens.count == 1 && lexer.documentation[0] != nil) { return true }
    guard lexer.failure == nil, let last = lexer.tokens.dropLast().last else { return false }
    return last.kind.continuesLine
  }
}

/// Recursive descent over the tokens. `Parser…` files hold one part of the grammar each.
struct RecursiveParser {
  let source: SourceText
  let tokens: [Token]
  let documentation: [Int: String]
  let lexicalFailure: Diagnostic?
  var index = 0

  /// Expressions and blocks that are open.
  var depth = 0
  /// The deepest level that the subtree being built reaches, counted from the root.
  var peak = 0
  /// `name {` is a call with a block; false in the head of `if`, `for`, `while` and `match`.
  var allowsBlock = true

  init(_ source: SourceText) {
    var lexer = Lexer(source)
    lexer.run()
    self.source = source
    tokens = lexer.tokens
    documentation = lexer.documentation
    lexicalFailure = lexer.failure
  }

  // MARK: - Cursor

  var current: Token { tokens[index] }
  var kind: TokenKind { tokens[index].kind }
  /// The end of the last token read.
  var previousEnd: Int { index > 0 ? tokens[index - 1].end : 0 }

  /// The token `distance` ahead; `end` beyond the last.
  func peek(_ distance: Int = 1) -> Token {
    tokens[min(index + distance, tokens.count - 1)]
  }

  /// The token after the one that closes the bracket at `opening`.
  func token(afterBracketAt opening: Int) -> Token? {
    guard let partner = tokens[opening].partner, partner + 1 < tokens.count else { return nil }
    return tokens[partner + 1]
  }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    if index < tokens.count - 1 { index += 1 }
    return token
  }

  mutating func take(_ kind: TokenKind) -> Token? {
    self.kind == kind ? advance() : nil
  }

  mutating func skipBreaks() {
    while kind == .newline { index += 1 }
  }

  func range(from start: Int) -> SourceRange {
    SourceRange(start, max(start, previousEnd))
  }

  func text(_ token: Token) -> String {
    source.slice(token.range)
  }

  /// A name as the language knows it: `π` and `∞` are `pi` and `inf`.
  func name(_ token: Token) -> String {
    let spelled = text(token)
    return switch spelled {
    case "π": "pi"
    case "∞": "inf"
    default: spelled
    }
  }

  func isWord(_ token: Token, _ word: StaticString) -> Bool {
    guard token.kind == .name, token.end - token.start == word.utf8CodeUnitCount else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { source.utf8[token.start + $0] == word.utf8Start[$0] }
  }

  // MARK: - Depth

  /// Opens one more level; `leave` closes it.
  mutating func enter() throws(Diagnostic) {
    depth += 1
    peak = max(peak, depth)
    if depth > Parser.maximumDepth { throw tooDeep("nested more than \(Parser.maximumDepth) levels deep") }
  }

  mutating func leave() {
    depth -= 1
  }

  /// The subtree just read becomes the left child of a new node, one level further down.
  mutating func sink() throws(Diagnostic) {
    peak += 1
    if peak > Parser.maximumHeight {
      throw tooDeep("chained more than \(Parser.maximumHeight) operations long")
    }
  }

  private func tooDeep(_ how: String) -> Diagnostic {
    error("P13", "this is \(how)", at: current.range, hint: "give a part of it a name first")
  }

  // MARK: - Program

  mutating func parseProgram() throws(Diagnostic) -> [Statement] {
    let statements = try parseStatements()
    if kind != .end { throw unexpected("a statement") }
    return statements
  }

  /// Statements up to `}` or the end, which stay.
  mutating func parseStatements() throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while kind == .newline || kind == .semicolon { index += 1 }
      if kind == .rightBrace || kind == .end { return statements }
      let outer = peak
      peak = depth
      var statement = try parseStatement()
      peak = max(peak, outer)
      switch kind {
      case .semicolon:
        advance()
        statement.hidesResult = kind == .newline || kind == .end
      case .newline, .rightBrace, .end: break
      default: throw unexpectedAfterStatement()
      }
      statements.append(statement)
    }
  }

  /// `{ … }`.
  mutating func parseBlock(after keyword: Token) throws(Diagnostic) -> Block {
    guard kind == .leftBrace else { throw missingBrace(after: keyword) }
    let opening = index
    let start = advance().start
    let statements = try parseBlockContents(opening)
    return Block(statements, range(from: start))
  }

  /// Statements and the `}` that closes the block which began at token `opening`.
  mutating func parseBlockContents(_ opening: Int) throws(Diagnostic) -> [Statement] {
    try enter()
    let outer = allowsBlock
    allowsBlock = true
    let statements = try parseStatements()
    guard kind == .rightBrace else { throw unclosed(opening) }
    advance()
    allowsBlock = outer
    leave()
    return statements
  }
}
