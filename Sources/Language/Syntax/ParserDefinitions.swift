/// Functions and models.
extension RecursiveParser {
  // MARK: - Lambdas

  /// `x ->` or `(…) ->`.
  var isLambdaAhead: Bool {
    switch kind {
    case .name: peek().kind == .arrow
    case .leftParen: token(afterBracketAt: index)?.kind == .arrow
    default: false
    }
  }

  /// `x -> x^2`, `(x, y) -> { … }`
  mutating func parseLambda() throws(Diagnostic) -> Expression {
    try enter()
    let start = current.start
    let parameters: [FunctionParameter]
    if kind == .name {
      let token = advance()
      parameters = [FunctionParameter(name: name(token), defaultValue: nil, range: token.range)]
    } else {
      parameters = try parseParameters()
    }
    advance()
    let body: Block
    if kind == .leftBrace, !isRecordAhead {
      body = try parseBlock(after: tokens[index - 1])
    } else {
      let value = try parseUnpiped()
      body = Block([Statement(.expression(value), value.range)], value.range)
    }
    leave()
    let range = range(from: start)
    return Expression(.function(Function(name: "", parameters: parameters, body: body, range: range)), range)
  }

  /// `fn (x) { … }`
  mutating func parseAnonymousFunction() throws(Diagnostic) -> Expression {
    let keyword = advance()
    guard kind == .leftParen else {
      throw error(
        "P15", "`fn` is followed by its parameters", at: current.range,
        hint: "write `fn (x) { … }`; a function with a name is a statement, `fn f(x) { … }`")
    }
    let parameters = try parseParameters()
    let body = try parseFunctionBody(after: keyword)
    let range = range(from: keyword.start)
    return Expression(.function(Function(name: "", parameters: parameters, body: body, range: range)), range)
  }

  private mutating func parseFunctionBody(after keyword: Token) throws(Diagnostic) -> Block {
    if kind == .assign {
      throw error(
        "P10", "after `fn` the body stands between braces", at: current.range,
        hint: "write `fn f(x) { … }`, or `f(x) = …` without `fn`")
    }
    return try parseBlock(after: keyword)
  }

  // MARK: - Named functions

  /// `fn f(x, n=2, *rest) { … }`
  mutating func parseNamedFunction() throws(Diagnostic) -> Function {
    let documentation = documentation[index]
    let keyword = advance()
    let name = name(advance())
    guard kind == .leftParen else {
      throw error(
        "P15", "the parameters of `\(name)` are missing", at: current.range,
        hint: "write `fn \(name)() { … }` for a function without parameters")
    }
    let parameters = try parseParameters()
    let body = try parseFunctionBody(after: keyword)
    return Function(
      name: name, parameters: parameters, body: body, documentation: documentation,
      range: range(from: keyword.start))
  }

  /// `f(x) =`
  var isShortDefinitionAhead: Bool {
    kind == .name && peek().kind == .leftParen && token(afterBracketAt: index + 1)?.kind == .assign
  }

  /// `f(x) = x^2`; the body may be a block.
  mutating func parseShortDefinition() throws(Diagnostic) -> Function {
    let documentation = documentation[index]
    let nameToken = advance()
    let parameters = try parseParameters()
    let symbol = advance()
    let body: Block
    if kind == .leftBrace, !isRecordAhead {
      body = try parseBlock(after: symbol)
    } else {
      let value = try parseExpression()
      body = Block([Statement(.expression(value), value.range)], value.range)
    }
    return Function(
      name: name(nameToken), parameters: parameters, body: body, documentation: documentation,
      range: range(from: nameToken.start))
  }

  // MARK: - Parameters

  /// `(x, n=2, *rest, by=name)`
  mutating func parseParameters() throws(Diagnostic) -> [FunctionParameter] {
    let opening = index
    advance()
    var parameters: [FunctionParameter] = []
    while kind != .rightParen {
      if kind == .end { throw unclosed(opening) }
      parameters.append(try parseParameter(after: parameters))
      guard kind != .rightParen else { break }
      if kind == .colon {
        throw error("P15", "parameters have no types", at: current.range, hint: "leave the type out")
      }
      guard take(.comma) != nil else { throw unexpectedInBrackets(opening) }
    }
    advance()
    return parameters
  }

  private mutating func parseParameter(
    after previous: [FunctionParameter]
  ) throws(Diagnostic) -> FunctionParameter {
    let start = current.start
    let isVariadic = take(.star) != nil
    guard kind == .name else {
      if kind.isKeyword { throw keywordAsName() }
      throw error(
        "P15", "a parameter is a name", at: current.range, hint: "write `f(x, n=2) = …`")
    }
    if isVariadic, previous.contains(where: \.isVariadic) {
      throw error("P15", "one parameter with `*` gathers the rest, and there is no second", at: current.range)
    }
    let token = advance()
    try check(parameter: token, among: previous)
    var defaultValue: Expression?
    if !isVariadic, take(.assign) != nil { defaultValue = try parseBracketed() }
    if defaultValue == nil, !isVariadic, previous.last?.isVariadic == true {
      throw error(
        "P15", "`\(name(token))` follows `*\(previous.last?.name ?? "")`, so it needs a default",
        at: token.range,
        hint: "what stands behind `*` is given by name only: write `\(name(token))=…`")
    }
    if defaultValue == nil, !isVariadic, previous.contains(where: { $0.defaultValue != nil }) {
      throw error(
        "P15", "`\(name(token))` has no default, but follows a parameter that has one", at: token.range,
        hint: "put the parameters with defaults last")
    }
    return FunctionParameter(
      name: name(token), defaultValue: defaultValue, isVariadic: isVariadic, range: range(from: start))
  }

  func check(parameter token: Token, among previous: [FunctionParameter]) throws(Diagnostic) {
    guard previous.count < Parser.maximumParameters else {
      throw error(
        "P15", "a function has at most \(Parser.maximumParameters) parameters", at: token.range,
        hint: "gather them in a record")
    }
    let name = name(token)
    guard let first = previous.first(where: { $0.name == name }), name != "_" else { return }
    var diagnostic = error("P15", "the parameter `\(name)` occurs twice", at: token.range)
    diagnostic.labels.append(.init(first.range, in: source, isPrimary: false))
    throw diagnostic
  }

  // MARK: - Models

  /// `model` is a word only before a name, so that it may be one itself.
  var isModelAhead: Bool {
    isWord(current, "model") && peek().kind == .name && !peek().followsBreak
  }

  /// `model Name(inputs, hidden) { … }`
  mutating func parseModel() throws(Diagnostic) -> ModelDefinition {
    let documentation = documentation[index]
    let keyword = advance()
    let nameToken = advance()
    let parameters = try kind == .leftParen ? parseParameters() : []
    let body = try parseBlock(after: keyword)
    return ModelDefinition(
      name: name(nameToken), parameters: parameters, body: body, documentation: documentation,
      nameRange: nameToken.range)
  }
}
