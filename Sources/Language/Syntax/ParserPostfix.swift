/// What follows a value: calls, subscripts, fields and trailing blocks.
extension RecursiveParser {
  mutating func parsePostfix() throws(Diagnostic) -> Expression {
    var takesBlock = kind == .name
    var value = try parsePrimary()
    while true {
      switch kind {
      case .leftParen:
        try sink()
        value = try parseCall(of: value)
        takesBlock = true
      case .leftBracket:
        try sink()
        value = try parseIndex(of: value)
        takesBlock = false
      case .dot:
        try sink()
        value = try parseField(of: value)
        takesBlock = true
      case .leftBrace where takesBlock && allowsBlock && !current.followsBreak:
        try sink()
        value = try parseTrailingBlock(of: value)
        takesBlock = false
      default:
        return value
      }
    }
  }

  // MARK: - Calls

  private mutating func parseCall(of callee: Expression) throws(Diagnostic) -> Expression {
    let opening = index
    advance()
    var arguments: [Argument] = []
    var names: Set<String> = []
    while kind != .rightParen {
      if kind == .end { throw unclosed(opening) }
      let argument = try parseArgument()
      if let name = argument.name {
        guard names.insert(name).inserted else {
          throw error("P15", "the argument `\(name)` is given twice", at: argument.range)
        }
      } else if !names.isEmpty {
        throw error(
          "P15", "an argument without a name follows one with a name", at: argument.range,
          hint: "put the named arguments last")
      }
      arguments.append(argument)
      guard kind != .rightParen else { break }
      guard take(.comma) != nil else { throw unexpectedInBrackets(opening) }
    }
    advance()
    return Expression(.call(callee, arguments), range(from: callee.range.start))
  }

  private mutating func parseArgument() throws(Diagnostic) -> Argument {
    if kind == .star {
      throw error(
        "P15", "a list is not spread over arguments with `*`", at: current.range,
        hint: "pass its items one by one")
    }
    let start = current.start
    var name: String?
    if kind.isKeyword, peek().kind == .assign { throw keywordAsName(hint: nil) }
    if kind == .name, peek().kind == .assign {
      name = self.name(advance())
      advance()
    }
    let value = try parseBracketed()
    return Argument(name: name, value: value, range: SourceRange(start, value.range.end))
  }

  /// `repeat(3) { i in … }`: the block is the last argument.
  private mutating func parseTrailingBlock(of callee: Expression) throws(Diagnostic) -> Expression {
    // `f {}` is a call with an empty block.
    if isRecordAhead, tokens[index].partner != index + (peek().kind == .newline ? 2 : 1) {
      throw recordAfterName()
    }
    let opening = index
    let start = advance().start
    let parameters = try parseBlockParameters()
    let statements = try parseBlockContents(opening)
    let range = range(from: start)
    let block = Function(
      name: "", parameters: parameters, body: Block(statements, range), isBlock: true, range: range)
    let argument = Argument(name: nil, value: Expression(.function(block), range), range: range)
    let whole = callee.range.joined(range)
    // `f(x) { … }` adds to the call's arguments, `f { … }` is a call of its own.
    if tokens[opening - 1].kind == .rightParen, case .call(let function, let arguments) = callee.kind {
      return Expression(.call(function, arguments + [argument]), whole)
    }
    return Expression(.call(callee, [argument]), whole)
  }

  /// `i in` or `i, x in` at the beginning of a block.
  private mutating func parseBlockParameters() throws(Diagnostic) -> [FunctionParameter] {
    let beginning = index
    skipBreaks()
    var parameters: [FunctionParameter] = []
    while kind == .name {
      let token = advance()
      try check(parameter: token, among: parameters)
      parameters.append(FunctionParameter(name: name(token), defaultValue: nil, range: token.range))
      if take(.in) != nil { return parameters }
      guard take(.comma) != nil else { break }
    }
    index = beginning
    return []
  }

  // MARK: - Fields and subscripts

  mutating func parseField(of object: Expression) throws(Diagnostic) -> Expression {
    advance()
    let token = current
    guard kind == .name else {
      throw error("P09", "a field's name is expected after the point", at: token.range)
    }
    advance()
    return Expression(
      .field(object, name(token), nameRange: token.range), SourceRange(object.range.start, token.end))
  }

  private mutating func parseIndex(of object: Expression) throws(Diagnostic) -> Expression {
    let opening = index
    advance()
    if kind == .rightBracket {
      throw error(
        "P08", "an index is expected between `[` and `]`", at: current.range,
        hint: "write `x[0]`, or `x[:]` for everything")
    }
    var subscripts: [Subscript] = []
    while kind != .rightBracket {
      if kind == .end { throw unclosed(opening) }
      subscripts.append(try parseSubscript())
      guard kind != .rightBracket else { break }
      guard take(.comma) != nil else { throw unexpectedInBrackets(opening) }
    }
    advance()
    return Expression(.index(object, subscripts), range(from: object.range.start))
  }

  private mutating func parseSubscript() throws(Diagnostic) -> Subscript {
    if kind == .ellipsis, [.comma, .rightBracket].contains(peek().kind) { return .ellipsis(advance().range) }
    let start = current.start
    let from = try parseSlicePart()
    guard take(.colon) != nil else {
      guard let from else { throw expectedExpression(at: current) }
      return .expression(from)
    }
    let to = try parseSlicePart()
    let step = try take(.colon) != nil ? parseSlicePart() : nil
    return .slice(from: from, to: to, step: step, range: range(from: start))
  }

  /// An expression, or nothing before `:`, `,` and `]`.
  private mutating func parseSlicePart() throws(Diagnostic) -> Expression? {
    switch kind {
    case .colon, .comma, .rightBracket: nil
    default: try parseBracketed()
    }
  }
}
