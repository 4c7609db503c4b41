/// Places that can be changed: a variable, and the path from it to a part of its value.
extension Compiler {
  /// The variable at the root of `x`, `r.items` or `grid[i][j]`, the steps from it, and the registers with
  /// the values between the brackets.
  struct PlaceCode {
    var root: Root
    var path: Int
    var hasSteps: Bool
    var firstIndex: Int
  }

  /// Where the variable is, as the machine's extra word says it.
  struct Root {
    var kind: RootKind
    var number: Int
    /// The model's box for a captured field, the name's number for other shared variables.
    var detail = 0
  }

  /// Emits the values between the brackets; nothing else runs before the change itself.
  mutating func place(_ base: Expression, _ steps: [PathStep], _ entries: [Subscript]) throws(Diagnostic)
    -> PlaceCode
  {
    let firstIndex = f.allocate(entries.count)
    for (i, entry) in entries.enumerated() { try subscriptEntry(entry, into: firstIndex + i) }
    let root = try root(base)
    f.parts.paths.append(steps)
    return PlaceCode(
      root: root, path: f.parts.paths.count - 1, hasSteps: !steps.isEmpty, firstIndex: firstIndex)
  }

  private mutating func root(_ base: Expression) throws(Diagnostic) -> Root {
    guard case .name(let name) = base.kind else {
      return Root(kind: .register, number: try operand(base))
    }
    switch f.reference(name) {
    case .register(let index) where f.scope.kind == .module && !f.assigned.contains(name):
      return Root(kind: .global, number: index)
    case .register: return Root(kind: .register, number: try operand(base))
    case .box(let box): return Root(kind: .box, number: box, detail: f.name(name))
    case .captured(let index): return Root(kind: .captured, number: index, detail: f.name(name))
    case .field(let index): return Root(kind: .field, number: index)
    case .capturedField(let index, let model): return Root(kind: .capturedField, number: index, detail: model)
    case .global(let index): return Root(kind: .global, number: index)
    case .method, .capturedMethod: return Root(kind: .register, number: try operand(base))
    }
  }

  /// An expression as a base, the steps from it, and all entries of its brackets in order.
  func path(of expression: Expression) -> (base: Expression, steps: [PathStep], entries: [Subscript]) {
    var steps: [PathStep] = []
    var entries: [[Subscript]] = []
    var base = expression
    while true {
      if case .field(let inner, let name, _) = base.kind {
        steps.append(.field(f.name(name)))
        base = inner
      } else if case .index(let inner, let subscripts) = base.kind {
        steps.append(.index(subscripts.count))
        entries.append(subscripts)
        base = inner
      } else {
        return (base, steps.reversed(), entries.reversed().flatMap { $0 })
      }
    }
  }

  /// The target of an assignment as the expression that reads it.
  private func expression(of target: Target) -> Expression {
    switch target {
    case .name(let name, let range): Expression(.name(name), range)
    case .index(let base, let subscripts, let range): Expression(.index(base, subscripts), range)
    case .field(let base, let name, let range): Expression(.field(base, name, nameRange: range), range)
    case .list(_, let range): Expression(.none, range)
    }
  }

  // MARK: Assignment to a place

  /// `target = value`, or `target op= value`: one instruction makes the change, so that a failure leaves
  /// the variable whole.
  mutating func changePlace(
    _ target: Target, _ operation: BinaryOperator?, _ value: Expression, _ place: Place
  ) throws(Diagnostic) {
    if operation == nil, try setElement(target, value, place) { return }
    try changePlace(target, operation, place) { (self: inout Self, register) throws(Diagnostic) in
      try self.expression(value, into: register)
    }
  }

  mutating func changePlace(
    _ target: Target, _ operation: BinaryOperator?, _ place: Place,
    _ makeValue: (inout Self, Int) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let (base, steps, entries) = path(of: expression(of: target))
    let value = f.allocate()
    let code = try self.place(base, steps, entries)
    try makeValue(&self, value)
    let number = operation.flatMap { BinaryOperator.allCases.firstIndex(of: $0) } ?? 0
    let (opcode, detail) = instruction(for: code, steps, operation)
    f.emit(opcode, value, code.path, detail, at: place)
    f.emit(.extra, code.root.kind.rawValue | number << 8, code.root.number, code.root.detail, at: place)
  }

  /// The instruction that changes a place, and its last operand.
  private func instruction(
    for code: PlaceCode, _ steps: [PathStep], _ operation: BinaryOperator?
  ) -> (Opcode, Int) {
    let general = (operation == nil ? Opcode.setPath : .augmentPath, code.firstIndex)
    switch (code.root.kind, steps.count, steps.first) {
    case (.register, 1, .field(let name)): return (operation == nil ? .setField : .augmentField, name)
    case (.register, 1, .index(1)) where operation != nil: return (.augmentElement, code.firstIndex)
    case (.register, _, _): return general
    case (_, 0, _) where operation != nil: return (.augmentVariable, code.firstIndex)
    default: return general
    }
  }

  /// `xs[i] = value` on a variable in a register, in the short form.
  private mutating func setElement(
    _ target: Target, _ value: Expression, _ place: Place
  ) throws(Diagnostic) -> Bool {
    guard case .index(let base, let subscripts, _) = target, subscripts.count == 1,
      case .expression(let index) = subscripts[0], case .name(let name) = base.kind,
      case .register(let variable) = f.reference(name), f.assigned.contains(name)
    else { return false }
    let register = f.allocate()
    let entry = try operand(index)
    if let constant = f.constant(value) {
      f.emit(.setElementK, variable, entry, constant, at: place)
    } else {
      try expression(value, into: register)
      f.emit(.setElement, variable, entry, register, at: place)
    }
    return true
  }
}
