import Formatting

/// Expressions, with the parentheses that the precedence of their surroundings asks for.
extension SyntaxPrinter {
  /// Loosest to tightest.
  enum Level: Int, Comparable {
    case pipe, lambda, or, and, not, comparison, range, additive, multiplicative, unary, power, postfix

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    var tighter: Level { Level(rawValue: rawValue + 1) ?? .postfix }
  }

  /// `value` as an operand of level `minimum`: in parentheses when it binds more loosely.
  func expression(_ value: Expression, _ minimum: Level) -> String {
    if level(value) >= minimum, !(isHead && endsInBlock(value)) { return bare(value) }
    return "(\(bracketed().bare(value)))"
  }

  private func endsInBlock(_ value: Expression) -> Bool {
    guard case .call(_, let arguments) = value.kind else { return false }
    return trailingBlock(arguments) != nil
  }

  private func trailingBlock(_ arguments: [Argument]) -> Function? {
    guard let last = arguments.last, last.name == nil, case .function(let function) = last.value.kind,
      function.isBlock
    else { return nil }
    return function
  }

  private func level(_ value: Expression) -> Level {
    switch value.kind {
    case .pipe: .pipe
    case .function, .conditional, .match, .attempt: .lambda
    case .or: .or
    case .and: .and
    case .unary(.not, _): .not
    case .comparison: .comparison
    case .range: .range
    case .binary(let operation, _, _, _): SyntaxPrinter.level(operation)
    case .unary(.gradient, _): .postfix
    case .unary: .unary
    case .integer(let number) where number < 0: .unary
    default: .postfix
    }
  }

  private static func level(_ operation: BinaryOperator) -> Level {
    switch operation {
    case .add, .subtract: .additive
    case .multiply, .divide, .floorDivide, .modulo, .matmul: .multiplicative
    case .power: .power
    }
  }

  // MARK: - One expression without parentheses around it

  private func bare(_ value: Expression) -> String {
    switch value.kind {
    case .integer(let number): return String(number)
    case .float(let number): return Numbers.shortest(number)
    case .boolean(let flag): return flag ? "true" : "false"
    case .none: return "none"
    case .placeholder: return "___"
    case .name(let name): return name
    case .text(let parts): return text(parts)
    case .tensor(let items): return "[\(bracketed().items(items))]"
    case .list(let items): return "(\(bracketed().items(items))\(items.count == 1 ? ",)" : ")")"
    case .record(let entries): return "{\(bracketed().entries(entries))}"
    case .function(let function): return self.function(function)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then, otherwise)
    case .match(let value, let arms): return match(value, arms)
    case .importFile(let path): return "import \(expression(path, .pipe))"
    case .attempt(let body, let name, let handler):
      let inner = bracketed()
      return "try \(inner.block(body)) catch \(name.map { $0 + " " } ?? "")\(inner.block(handler))"
    default: return operation(value)
    }
  }

  private func operation(_ value: Expression) -> String {
    switch value.kind {
    case .pipe(let left, let right): return "\(expression(left, .pipe)) |> \(expression(right, .lambda))"
    case .or(let left, let right): return "\(expression(left, .or)) or \(expression(right, .and))"
    case .and(let left, let right): return "\(expression(left, .and)) and \(expression(right, .not))"
    case .comparison(let first, let rest):
      return rest.reduce(expression(first, .range)) {
        "\($0) \($1.operation.rawValue) \(expression($1.right, .range))"
      }
    case .range(let from, let to, let by, let closed):
      let step = by.map { " by \(expression($0, .additive))" } ?? ""
      return "\(expression(from, .additive))\(closed ? "..." : "..<")\(expression(to, .additive))\(step)"
    case .unary(let operation, let operand): return unary(operation, operand)
    case .binary(.power, let base, let exponent, _):
      return "\(expression(base, .postfix))^\(expression(exponent, .unary))"
    case .binary(let operation, let left, let right, _):
      let level = SyntaxPrinter.level(operation)
      return "\(expression(left, level)) \(operation.rawValue) \(expression(right, level.tighter))"
    default: return postfix(value)
    }
  }

  private func unary(_ operation: UnaryOperator, _ operand: Expression) -> String {
    switch operation {
    case .not: return "not \(expression(operand, .not))"
    case .gradient: return "∇" + (isFieldPath(operand) ? bare(operand) : "(\(bracketed().bare(operand)))")
    default:
      let inner = expression(operand, .unary)
      // `--x` at the beginning of a line looks like a decrement.
      return operation.rawValue + (inner.hasPrefix(operation.rawValue) ? " " : "") + inner
    }
  }

  /// `f` or `net.loss`, which `∇` takes whole.
  private func isFieldPath(_ value: Expression) -> Bool {
    switch value.kind {
    case .name: true
    case .field(let object, _, _): isFieldPath(object)
    default: false
    }
  }

  // MARK: - Postfix

  private func postfix(_ value: Expression) -> String {
    switch value.kind {
    case .call(let callee, let arguments): return call(callee, arguments)
    case .index(let object, let subscripts):
      let inner = bracketed()
      return expression(object, .postfix) + "["
        + subscripts.map { inner.subscripted($0) }.joined(separator: ", ") + "]"
    case .field(let object, let name, _):
      // `∇f.x` is `∇(f.x)`.
      if case .unary(.gradient, _) = object.kind { return "(\(bare(object))).\(name)" }
      return "\(expression(object, .postfix)).\(name)"
    default: return ""
    }
  }

  private func call(_ callee: Expression, _ arguments: [Argument]) -> String {
    let function = expression(callee, .postfix)
    guard let block = trailingBlock(arguments) else {
      return "\(function)(\(bracketed().arguments(arguments)))"
    }
    let plain = arguments.dropLast()
    // `f { … }` where f is a name or field; anything else keeps its parentheses.
    let takesBlock: Bool =
      switch callee.kind {
      case .name, .field: true
      default: false
      }
    let list = plain.isEmpty && takesBlock ? "" : "(\(bracketed().arguments(Array(plain))))"
    return "\(function)\(list) \(trailing(block))"
  }

  private func trailing(_ block: Function) -> String {
    guard block.parameters.isEmpty else {
      return self.block(
        block.body, opening: " " + block.parameters.map(\.name).joined(separator: ", ") + " in")
    }
    // A first statement `x in xs` would be read as a parameter.
    if let first = block.body.statements.first, case .expression(let value) = first.kind {
      return self.block(block.body, guardsFirst: beginsWithMembership(value))
    }
    return self.block(block.body)
  }

  /// The leftmost operand is `name in …`.
  private func beginsWithMembership(_ value: Expression) -> Bool {
    switch value.kind {
    case .comparison(let first, let rest):
      if case .name = first.kind { return rest.first?.operation == .isIn }
      return false
    case .or(let left, _), .and(let left, _), .pipe(let left, _): return beginsWithMembership(left)
    default: return false
    }
  }

  private func arguments(_ arguments: [Argument]) -> String {
    arguments.map { ($0.name.map { $0 + "=" } ?? "") + expression($0.value, .pipe) }.joined(separator: ", ")
  }

  private func subscripted(_ entry: Subscript) -> String {
    switch entry {
    case .expression(let value): return expression(value, .pipe)
    case .ellipsis: return "..."
    case .slice(let from, let to, let step, _):
      let head = (from.map { expression($0, .pipe) } ?? "") + ":" + (to.map { expression($0, .pipe) } ?? "")
      return head + (step.map { ":" + expression($0, .pipe) } ?? "")
    }
  }

  // MARK: - Brackets and functions

  private func items(_ items: [Expression]) -> String {
    items.map { expression($0, .pipe) }.joined(separator: ", ")
  }

  private func entries(_ entries: [RecordEntry]) -> String {
    entries.map { "\(key($0.key)): \(expression($0.value, .pipe))" }.joined(separator: ", ")
  }

  /// A text that is a name is written as one.
  private func key(_ key: Expression) -> String {
    guard case .text(let parts) = key.kind, parts.count == 1, case .literal(let word) = parts[0],
      Lexer.isName(word)
    else { return expression(key, .postfix) }
    return word
  }

  private func function(_ function: Function) -> String {
    guard let value = singleExpression(function.body) else {
      return "fn (\(parameters(function.parameters))) \(bracketed().block(function.body))"
    }
    let only = function.parameters.first
    let isPlain = function.parameters.count == 1 && only?.defaultValue == nil && only?.isVariadic == false
    let head = isPlain ? only?.name ?? "" : "(\(parameters(function.parameters)))"
    return "\(head) -> \(expression(value, .lambda))"
  }
}
