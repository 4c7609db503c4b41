extension Compiler {
  mutating func statement(_ statement: Statement) throws(Diagnostic) {
    let mark = f.top
    defer { f.release(to: mark) }
    switch statement.kind {
    case .expression(let expression): try discard(expression)
    case .assign(let target, let operation, let value):
      if let operation {
        try augment(target, operation, value, statement.range)
      } else {
        try assign(target, value, statement.range)
      }
    case .define(let function):
      try define(function.name, at: function.range) { (self: inout Self, register) throws(Diagnostic) in
        try self.closure(function, into: register)
      }
    case .model(let model):
      try define(model.name, at: statement.range) { (self: inout Self, register) throws(Diagnostic) in
        try self.model(model, into: register, statement.range)
      }
    case .forLoop(let target, let sequence, let body): try forLoop(target, sequence, body, statement.range)
    case .whileLoop(let condition, let body): try whileLoop(condition, body, statement.range)
    case .breakLoop, .continueLoop: try leaveLoop(statement)
    case .returnValue(let value): try returnValue(value, statement.range)
    case .assertion(let condition, let message): try assertion(condition, message, statement.range)
    }
  }

  /// An expression whose value nobody wants.
  private mutating func discard(_ expression: Expression) throws(Diagnostic) {
    if case .conditional(let condition, let then, let otherwise) = expression.kind {
      try conditional(condition, then, otherwise, into: nil, expression.range)
    } else {
      _ = try operand(expression)
    }
  }

  // MARK: Assignment

  private mutating func define(
    _ name: String, at range: SourceRange,
    _ make: (inout Self, Int) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    if case .register(let register) = f.reference(name) {
      try make(&self, register)
      f.assigned.insert(name)
    } else {
      let register = f.allocate()
      try make(&self, register)
      try store(register, to: name, at: range)
    }
  }

  private mutating func assign(_ target: Target, _ value: Expression, _ range: SourceRange) throws(Diagnostic)
  {
    switch target {
    case .name(let name, _):
      try define(name, at: range) { (self: inout Self, register) throws(Diagnostic) in
        try self.expression(value, into: register)
      }
    case .list(let targets, _):
      let source = try operand(value)
      try unpack(source, to: targets, range)
    case .index, .field: try changePlace(target, nil, value, Place(range: range, operands: [target.range]))
    }
  }

  /// Stores a register to any target.
  mutating func store(_ register: Int, to target: Target, at range: SourceRange) throws(Diagnostic) {
    switch target {
    case .name(let name, _): try store(register, to: name, at: range)
    case .list(let targets, _): try unpack(register, to: targets, range)
    case .index, .field:
      try changePlace(target, nil, Place(range: range, operands: [target.range])) {
        (self: inout Self, place) in
        self.f.emitMove(place, register, at: range)
      }
    }
  }

  mutating func store(_ register: Int, to name: String, at range: SourceRange) throws(Diagnostic) {
    switch f.reference(name) {
    case .register(let variable):
      f.emitMove(variable, register, at: range)
      f.assigned.insert(name)
    // A temporary moves: a second reference would force the variable's next change to copy.
    case .box(let box): f.emit(.storeBox, register, box, f.isTemporary(register) ? 1 : 0, at: range)
    case .captured(let index):
      f.emit(.storeCaptured, register, index, f.isTemporary(register) ? 1 : 0, at: range)
    case .field(let index): f.emit(.storeField, register, index, f.isTemporary(register) ? 1 : 0, at: range)
    case .capturedField(let index, let model): f.emit(.storeCapturedField, register, index, model, at: range)
    case .global(let index): f.emit(.storeGlobal, register, index, f.isTemporary(register) ? 1 : 0, at: range)
    case .method(let method), .capturedMethod(let method, _):
      throw Diagnostic(
        .name, "N04", "`\(method)` is a method of this model and can't be assigned",
        labels: [.init(range, in: shared.source)], hints: ["choose another name for the field"])
    }
  }

  private mutating func unpack(_ source: Int, to targets: [Target], _ range: SourceRange) throws(Diagnostic) {
    let first = f.allocate(targets.count)
    f.emit(.unpack, first, targets.count, source, at: range)
    for (i, target) in targets.enumerated() { try store(first + i, to: target, at: target.range) }
  }

  private mutating func augment(
    _ target: Target, _ operation: BinaryOperator, _ value: Expression, _ range: SourceRange
  ) throws(Diagnostic) {
    switch target {
    case .name(let name, let nameRange):
      let place = Place(range: range, operands: [nameRange, value.range])
      guard case .register(let register) = f.reference(name) else {
        return try changePlace(target, operation, value, place)
      }
      let variable = try operand(Expression(.name(name), nameRange))
      try binary(operation, left: variable, value, into: register, place)
      // What the variable alone holds is updated in place: the machine sees where the result goes.
      f.parts.code[f.here - 1].markAugmented()
      if shared.isObserved { f.emit(.observe, register, at: range) }
    case .index, .field:
      try changePlace(target, operation, value, Place(range: range, operands: [target.range, value.range]))
    case .list(_, let listRange):
      throw Diagnostic(
        .syntax, "P40", "`\(operation.rawValue)=` can't take several targets at once",
        labels: [.init(listRange, in: shared.source)])
    }
  }

  // MARK: Loops

  private mutating func whileLoop(
    _ condition: Expression, _ body: Block, _ range: SourceRange
  ) throws(Diagnostic) {
    // The condition stands below the body, so that each round takes one jump.
    let enter = f.emit(.jump, at: range)
    let start = f.here
    f.loops.append(.init(handlerDepth: f.handlerDepth))
    try conditionalBlock(body, into: nil)
    let test = f.here
    f.patch(enter)
    f.patch(try jumps(if: true, condition), to: start)
    endLoop(continueTarget: test)
  }

  private mutating func forLoop(
    _ target: Target, _ sequence: Expression, _ body: Block, _ range: SourceRange
  ) throws(Diagnostic) {
    let before = f.assigned
    let state = f.allocate(4)
    let element = try loopVariable(target)
    let isRange: Bool
    if case .range(let from, let to, let step, let closed) = sequence.kind {
      isRange = true
      try rangeParts(from, to, step, into: state, sequence.range)
      f.emit(
        .rangePrepare, state, 0, closed ? 1 : 0,
        at: Place(range: sequence.range, operands: [from.range, to.range]))
    } else {
      isRange = false
      let source = try operand(sequence)
      f.emit(
        .iteratorPrepare, state, source, f.isTemporary(source) ? 1 : 0,
        at: Place(range: sequence.range, operands: [sequence.range]))
    }
    let enter = f.emit(.jump, at: range)
    let start = f.here
    f.loops.append(.init(handlerDepth: f.handlerDepth))
    switch target {
    case .name(let name, let nameRange):
      if case .register(let variable) = f.reference(name), variable == element {
        f.assigned.insert(name)
      } else if case .box(let box) = f.reference(name) {
        // A new box each round: closures made in the body keep their own element.
        f.emit(.newBox, box, at: nameRange)
        f.emit(.storeBox, element, box, 1, at: nameRange)
      } else {
        try store(element, to: name, at: nameRange)
      }
    default: try store(element, to: target, at: target.range)
    }
    try conditionalBlock(body, into: nil)
    let test = f.here
    f.patch(enter)
    f.emit(isRange ? .rangeNext : .iteratorNext, state, element, at: sequence.range)
    let back = f.emit(.extra, at: sequence.range)
    f.patch(back, to: start)
    endLoop(continueTarget: test)
    // Lets go of the list: as long as the loop holds it, a change would copy it.
    if !isRange { f.emit(.loadNone, state, at: sequence.range) }
    f.assigned = before
  }

  /// The register that receives each element: the variable itself when it is one.
  private mutating func loopVariable(_ target: Target) throws(Diagnostic) -> Int {
    if case .name(let name, _) = target, case .register(let register) = f.reference(name) { return register }
    return f.allocate()
  }

  private mutating func endLoop(continueTarget: Int) {
    guard let loop = f.loops.popLast() else { return }
    f.patch(loop.continues, to: continueTarget)
    f.patch(loop.breaks)
  }

  private mutating func leaveLoop(_ statement: Statement) throws(Diagnostic) {
    let isBreak: Bool
    if case .breakLoop = statement.kind { isBreak = true } else { isBreak = false }
    guard let loop = f.loops.last else {
      throw Diagnostic(
        .syntax, "P41", "`\(isBreak ? "break" : "continue")` stands outside a loop",
        labels: [.init(statement.range, in: shared.source)],
        hints: f.parts.isBlock ? ["a block is a function of its own: use `for` to be able to leave it"] : [])
    }
    for _ in 0..<(f.handlerDepth - loop.handlerDepth) { f.emit(.popHandler, at: statement.range) }
    let jump = f.emit(.jump, at: statement.range)
    if isBreak {
      f.loops[f.loops.count - 1].breaks.append(jump)
    } else {
      f.loops[f.loops.count - 1].continues.append(jump)
    }
  }

  private mutating func returnValue(_ value: Expression?, _ range: SourceRange) throws(Diagnostic) {
    guard f.scope.kind != .module else {
      throw Diagnostic(
        .syntax, "P42", "`return` stands outside a function", labels: [.init(range, in: shared.source)],
        hints: ["a cell shows the value of its last line by itself"])
    }
    if f.scope.kind != .model, f.handlerDepth == 0, let value { return try giveBack(value, range) }
    let register = f.allocate()
    if f.scope.kind == .model {
      f.emit(.move, register, 0, at: range)
    } else if let value {
      try expression(value, into: register)
    } else {
      f.emit(.loadNone, register, at: range)
    }
    for _ in 0..<f.handlerDepth { f.emit(.popHandler, at: range) }
    f.emit(.returnValue, register, at: range)
  }

  private mutating func assertion(
    _ condition: Expression, _ message: Expression?, _ range: SourceRange
  ) throws(Diagnostic) {
    let pass = try jumps(if: true, condition)
    let text = f.allocate()
    if let message {
      try expression(message, into: text)
    } else {
      f.emit(.loadNone, text, at: range)
    }
    f.emit(.assertion, text, at: condition.range)
    f.patch(pass)
  }
}
