extension Compiler {
  mutating func call(
    _ callee: Expression, _ arguments: [Argument], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    if case .field(let receiver, let name, _) = callee.kind {
      return try methodCall(receiver, name, arguments, into: target, range)
    }
    let place = Place(range: range, operands: arguments.map(\.range))
    let named = arguments.contains { $0.name != nil }
    let (opcode, number, detail) = try self.callee(callee, named: named)
    if opcode == .callMethod {
      let base = f.allocate(arguments.count + 1)
      try argument(Expression(.name("self"), callee.range), into: base, before: arguments[...])
      try self.place(arguments, from: base + 1)
      return emitMethodCall(target, base, arguments, method: number, fallback: 0xFFFF, place)
    }
    // The result's own register can be the first argument's if it is the last one in use.
    let base = f.isTemporary(target) && target == f.top - 1 ? target : f.allocate()
    _ = f.allocate(max(0, arguments.count - 1))
    try self.place(arguments, from: base)
    let names = names(arguments)
    if names == 0xFFFF, f.scope.kind != .module {
      f.emit(opcode, target, base, arguments.count, at: place)
      f.emit(.extra, number, 0, detail, at: place)
    } else {
      f.emit(.callAny, target, base, arguments.count, at: place)
      f.emit(.extra, number, names, opcode == .callGlobal ? 1 : 0, at: place)
    }
  }

  /// The instruction that calls what an expression gives, and where that is. Variables are called where
  /// they stand: a call neither copies nor retains the function.
  private mutating func callee(
    _ expression: Expression, named: Bool
  ) throws(Diagnostic) -> (opcode: Opcode, number: Int, detail: Int) {
    if case .name(let name) = expression.kind {
      switch f.reference(name) {
      case .register(let index) where f.scope.kind == .module && !f.assigned.contains(name):
        return (.callGlobal, index, 0)
      case .global(let index): return (.callGlobal, index, 0)
      case .captured(let index) where !named: return (.callCaptured, index, f.name(name))
      case .method(let method), .capturedMethod(let method, _): return (.callMethod, f.name(method), 0)
      default: break
      }
    }
    return (.call, try operand(expression), 0)
  }

  private mutating func place(_ arguments: [Argument], from first: Int) throws(Diagnostic) {
    var named: Set<String> = []
    for (i, argument) in arguments.enumerated() {
      if let name = argument.name, !named.insert(name).inserted {
        throw Diagnostic(
          .keyword, "K01", "`\(name)` is given twice", labels: [.init(argument.range, in: shared.source)])
      }
      try self.argument(argument.value, into: first + i, before: arguments[(i + 1)...])
    }
  }

  /// Puts an argument, or a method's receiver, where a call expects it. A variable of this function's own is
  /// lent: it holds its value longer than the call lasts, unless an argument that is still to come changes it.
  private mutating func argument(
    _ value: Expression, into register: Int, before rest: ArraySlice<Argument>
  ) throws(Diagnostic) {
    if f.scope.kind != .module, let variable = f.ownVariable(value),
      rest.allSatisfy({ $0.value.leavesVariables(shared.registry) })
    {
      f.emit(.lend, register, variable, at: value.range)
    } else {
      try expression(value, into: register)
    }
  }

  /// Index of the arguments' names, or 0xFFFF when all are positional.
  private func names(_ arguments: [Argument], receiver: Bool = false) -> Int {
    guard arguments.contains(where: { $0.name != nil }) else { return 0xFFFF }
    f.parts.argumentNames.append((receiver ? [nil] : []) + arguments.map(\.name))
    return f.parts.argumentNames.count - 1
  }

  private func emitMethodCall(
    _ target: Int, _ base: Int, _ arguments: [Argument], method: Int, fallback: Int, _ place: Place
  ) {
    f.emit(.callMethod, target, base, arguments.count + 1, at: place)
    f.emit(.extra, method, names(arguments, receiver: true), fallback, at: place)
  }

  /// `x.f(y)`: the machine looks for a field or method of `x` first, then for the function `f`.
  private mutating func methodCall(
    _ receiver: Expression, _ name: String, _ arguments: [Argument], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let place = Place(range: range, operands: [receiver.range] + arguments.map(\.range))
    // What a change in place needs must lie below the call's own registers, which the callee takes over.
    var variable: PlaceCode?
    if shared.registry.changesReceiver(name), case let (base, steps, entries) = path(of: receiver),
      case .name = base.kind
    {
      variable = try self.place(base, steps, entries)
    }
    // A local function called `name` stands below the receiver.
    let local = f.allocate(arguments.count + 2), base = local + 1
    let fallback = try methodFallback(name, into: local, range)
    if variable == nil { try argument(receiver, into: base, before: arguments[...]) }
    try self.place(arguments, from: base + 1)
    if let variable {
      if name == "append", arguments.count == 1, arguments[0].name == nil, fallback != 0xFFFF,
        variable.root.kind == .register, !variable.hasSteps,
        shared.registry.function(name)?.intrinsic == .append
      {
        f.emit(.append, variable.root.number, base + 1, target, at: place)
      }
      f.emit(.callMutating, target, base, arguments.count + 1, at: place)
      f.emit(.extra, variable.root.kind.rawValue, variable.root.number, variable.path, at: place)
      f.emit(.extra, variable.root.detail, variable.firstIndex, at: place)
    }
    emitMethodCall(target, base, arguments, method: f.name(name), fallback: fallback, place)
  }

  /// Puts a local function called `name` into a register, or gives the global's index.
  private mutating func methodFallback(
    _ name: String, into register: Int, _ range: SourceRange
  ) throws(Diagnostic) -> Int {
    switch f.reference(name) {
    case .global(let index): return index
    case .register(let index) where f.scope.kind == .module: return index
    case .register(let variable):
      // Perhaps not assigned yet: `sum = x.sum()` in a function is no use of the variable.
      f.markUncertain(variable)
      f.emit(.move, register, variable, at: range)
      return 0xFFFF
    default:
      try expression(Expression(.name(name), range), into: register)
      return 0xFFFF
    }
  }

  /// `x |> f(y)` is `f(x, y)`; `x |> f` is `f(x)`; `x |> m.f(y)` is `m.f(x, y)`.
  mutating func pipe(
    _ left: Expression, _ right: Expression, into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let first = Argument(name: nil, value: left, range: left.range)
    if case .call(let callee, let arguments) = right.kind {
      try call(callee, [first] + arguments, into: target, range)
    } else {
      try call(right, [first], into: target, range)
    }
  }

  // MARK: Indexing

  mutating func index(
    _ base: Expression, _ subscripts: [Subscript], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let place = Place(range: range, operands: [base.range])
    if subscripts.count == 1, case .expression(let entry) = subscripts[0] {
      return try element(base, entry, into: target, place)
    }
    let first = f.allocate(subscripts.count + 1)
    try expression(base, into: first)
    for (i, entry) in subscripts.enumerated() { try subscriptEntry(entry, into: first + 1 + i) }
    f.emit(.elements, target, first, subscripts.count, at: place)
  }

  private mutating func element(
    _ base: Expression, _ entry: Expression, into target: Int, _ place: Place
  ) throws(Diagnostic) {
    // `a[i][j]` in one step, so that nothing has to hold the list `a[i]`.
    if case .index(let outer, let subscripts) = base.kind, subscripts.count == 1,
      case .expression(let first) = subscripts[0]
    {
      let register = try containerOperand(outer, target, isReadAtOnce: first.runsNothing && entry.runsNothing)
      let i = try operand(first), j = try operand(entry)
      let place = Place(range: place.range, operands: [base.range, outer.range])
      f.emit(.element2, target, register, i, at: place)
      f.emit(.extra, j, at: place)
      letGo(register, target, place)
      return
    }
    let register = try containerOperand(base, target, isReadAtOnce: entry.runsNothing)
    if let constant = f.constant(entry) {
      f.emit(.elementK, target, register, constant, at: place)
    } else {
      f.emit(.element, target, register, try keyOperand(entry), at: place)
    }
    letGo(register, target, place)
  }

  /// An operand that something is looked up by, before anything else runs: lists of numbers, such as `(r, c)`,
  /// need no list of their own.
  mutating func keyOperand(_ expression: Expression) throws(Diagnostic) -> Int {
    guard case .list(let items) = expression.kind, !items.isEmpty, !shared.isObserved else {
      return try operand(expression)
    }
    let register = f.allocate()
    try collection(.makeKey, items, into: register, expression.range)
    return register
  }

  /// A value that something is read from. Where it is no variable of this function's own, the result takes
  /// its register if it can: a reference that is left behind would force the next change to copy.
  ///
  /// - Parameter isReadAtOnce: Whether no function runs between this and the instruction that reads: a variable
  ///   that other functions reach is then lent.
  mutating func containerOperand(
    _ base: Expression, _ target: Int, isReadAtOnce: Bool
  ) throws(Diagnostic) -> Int {
    if case .name(let name) = base.kind {
      let reference = f.reference(name)
      if case .register = reference { return try operand(base) }
      if isReadAtOnce, let (opcode, number, detail) = lending(reference, name) {
        let register = f.isTemporary(target) ? target : f.allocate()
        f.emit(opcode, register, number, detail, at: base.range)
        return register
      }
    }
    guard f.isTemporary(target) else { return try operand(base) }
    try expression(base, into: target)
    return target
  }

  private func lending(
    _ reference: FunctionBuilder.Reference, _ name: String
  ) -> (opcode: Opcode, number: Int, detail: Int)? {
    switch reference {
    case .global(let index): (.lendGlobal, index, 0)
    case .captured(let index): (.lendCaptured, index, f.name(name))
    case .field(let index): (.lendField, index, 0)
    default: nil
    }
  }

  /// Ends a temporary's reference to what the result was read from.
  mutating func letGo(_ register: Int, _ target: Int, _ place: Place) {
    if register != target, f.isTemporary(register) { f.emit(.loadNone, register, at: place) }
  }

  mutating func subscriptEntry(_ entry: Subscript, into register: Int) throws(Diagnostic) {
    switch entry {
    case .expression(let expression): try self.expression(expression, into: register)
    case .ellipsis(let range): f.emit(.makeEllipsis, register, at: range)
    case .slice(let from, let to, let step, let range):
      let mark = f.top
      let first = f.allocate(3)
      for (i, part) in [from, to, step].enumerated() {
        if let part { try expression(part, into: first + i) } else { f.emit(.loadNone, first + i, at: range) }
      }
      f.emit(.makeSlice, register, first, at: range)
      f.release(to: mark)
    }
  }
}
