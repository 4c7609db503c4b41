/// Conditions and what depends on them.
extension Compiler {
  // MARK: Jumps

  /// Jumps when the condition holds (or, with `if: false`, when it doesn't) and otherwise goes on with the
  /// next instruction. Gives the jumps, still to be patched.
  ///
  /// `and`, `or`, `not` and chains become jumps themselves: nothing is put together only to be asked again.
  mutating func jumps(if wanted: Bool, _ condition: Expression) throws(Diagnostic) -> [Int] {
    let mark = f.top
    defer { f.release(to: mark) }
    switch condition.kind {
    case .unary(.not, let inner): return try jumps(if: !wanted, inner)
    case .and(let left, let right): return try jumps(if: wanted, left, right, shortcut: false)
    case .or(let left, let right): return try jumps(if: wanted, left, right, shortcut: true)
    // A comparison that is stepped has a value to show.
    case .comparison(let first, let rest) where !shared.isObserved:
      return try comparison(first, rest, if: wanted, condition.range)
    default:
      let register = try operand(condition)
      return [f.emit(wanted ? .jumpIfTrue : .jumpIfFalse, register, at: condition.range)]
    }
  }

  /// Two conditions, of which the first one decides when it is `shortcut`.
  private mutating func jumps(
    if wanted: Bool, _ left: Expression, _ right: Expression, shortcut: Bool
  ) throws(Diagnostic) -> [Int] {
    let early = try jumps(if: shortcut, left)
    let before = f.assigned
    let late = try jumps(if: wanted, right)
    f.assigned = before
    if wanted == shortcut { return early + late }
    f.patch(early)
    return late
  }

  private mutating func comparison(
    _ first: Expression, _ rest: [Comparison], if wanted: Bool, _ range: SourceRange
  ) throws(Diagnostic) -> [Int] {
    var exits: [Int] = []
    var left = try leftOperand(first, rest)
    var leftRange = first.range
    let before = f.assigned
    for (i, comparison) in rest.enumerated() {
      let isLast = i == rest.count - 1
      let place = Place(range: range, operands: [leftRange, comparison.right.range])
      let (plain, withConstant) = Self.jump(on: comparison.operation, if: isLast && wanted)
      let keeps = rest.count > 1 ? 1 : 0
      if isLast, let constant = f.constant(comparison.right) {
        f.emit(withConstant, left, constant, keeps, at: place)
      } else {
        let right = try rightOperand(comparison, isOnly: rest.count == 1)
        f.emit(plain, left, right, keeps, at: place)
        left = right
        leftRange = comparison.right.range
      }
      exits.append(f.emit(.extra, at: place))
    }
    if rest.count > 1 { f.assigned = before }
    guard wanted, let last = exits.popLast() else { return exits }
    f.patch(exits)
    return [last]
  }

  private static func jump(
    on operation: ComparisonOperator, if wanted: Bool
  ) -> (plain: Opcode, withConstant: Opcode) {
    let first = (wanted ? Opcode.jumpEqual : .skipEqual).rawValue
    let number = UInt8(ComparisonOperator.allCases.firstIndex(of: operation) ?? 0)
    // The opcodes stand in the order of the comparisons.
    return (Opcode(rawValue: first + number) ?? .fail, Opcode(rawValue: first + 8 + number) ?? .fail)
  }

  // MARK: If

  mutating func conditional(
    _ condition: Expression, _ then: Block, _ otherwise: Block?, into target: Int?, _ range: SourceRange
  ) throws(Diagnostic) {
    let skip = try jumps(if: false, condition)
    let before = f.assigned
    try statements(then.statements, into: target, then.range)
    let afterThen = f.assigned
    f.assigned = before
    guard otherwise != nil || target != nil else { return f.patch(skip) }
    let end = f.emit(.jump, at: range)
    f.patch(skip)
    if let otherwise {
      try statements(otherwise.statements, into: target, otherwise.range)
      // What both branches assign has a value for certain.
      f.assigned = f.assigned.intersection(afterThen)
    } else if let target {
      f.emit(.loadNone, target, at: range)
    }
    f.patch(end)
  }

  // MARK: The end of a function

  /// Compiles a function's body: its last value is returned from where it comes about.
  mutating func tail(_ block: Block) throws(Diagnostic) {
    guard case .expression(let last)? = block.statements.last?.kind else {
      for statement in block.statements { try self.statement(statement) }
      f.emit(.returnNone, at: block.range)
      return
    }
    for statement in block.statements.dropLast() { try self.statement(statement) }
    try tail(last, block.range)
  }

  private mutating func tail(_ expression: Expression, _ range: SourceRange) throws(Diagnostic) {
    let mark = f.top
    defer { f.release(to: mark) }
    guard case .conditional(let condition, let then, let otherwise) = expression.kind else {
      return try giveBack(expression, range)
    }
    let skip = try jumps(if: false, condition)
    let before = f.assigned
    try tail(then)
    f.assigned = before
    f.patch(skip)
    if let otherwise {
      try tail(otherwise)
      f.assigned = before
    } else {
      f.emit(.returnNone, at: range)
    }
  }

  /// Returns an expression's value; a variable's straight from its register, which ends with the call.
  mutating func giveBack(_ expression: Expression, _ range: SourceRange) throws(Diagnostic) {
    if case .name(let name) = expression.kind, case .register(let register) = f.reference(name),
      f.assigned.contains(name)
    {
      f.emit(.returnValue, register, at: range)
      return
    }
    if let constant = f.constant(expression) { return void(f.emit(.returnConstant, constant, at: range)) }
    let result = f.allocate()
    try self.expression(expression, into: result)
    f.emit(.returnValue, result, at: range)
  }

  // MARK: Match and try

  mutating func match(
    _ subject: Expression, _ arms: [MatchArm], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let value = f.allocate()
    try expression(subject, into: value)
    var ends: [Int] = []
    for arm in arms {
      var hits: [Int] = []
      for pattern in arm.patterns {
        let mark = f.top
        let result = f.allocate(2)
        let before = f.assigned
        try expression(pattern, into: result)
        f.assigned = before
        f.emit(.matches, result + 1, value, result, at: pattern.range)
        hits.append(f.emit(.jumpIfTrue, result + 1, at: pattern.range))
        f.release(to: mark)
      }
      let skip = arm.patterns.isEmpty ? nil : f.emit(.jump, at: range)
      f.patch(hits)
      try conditionalBlock(arm.body, into: target)
      ends.append(f.emit(.jump, at: range))
      if let skip { f.patch(skip) }
    }
    f.emit(.loadNone, target, at: range)
    f.patch(ends)
  }

  mutating func attempt(
    _ body: Block, _ name: String?, _ handler: Block, into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let error = f.allocate()
    let result = f.allocate()
    let push = f.emit(.pushHandler, error, at: range)
    f.handlerDepth += 1
    try conditionalBlock(body, into: result)
    f.handlerDepth -= 1
    f.emit(.popHandler, at: range)
    let end = f.emit(.jump, at: range)
    f.patch(push)
    let before = f.assigned
    if let name { try store(error, to: name, at: range) }
    try statements(handler.statements, into: result, handler.range)
    f.assigned = before
    f.patch(end)
    f.emitMove(target, result, at: range)
  }
}
