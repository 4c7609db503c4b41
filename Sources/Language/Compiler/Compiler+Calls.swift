extension Compiler {
  /// Methods that change a list, record or text variable in place: `xs.append(1)`.
  static let mutatingMethods: Set<String> = [
    "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "update",
  ]

  mutating func call(
    _ callee: Expression, _ arguments: [Argument], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    if case .field(let receiver, let name, _) = callee.kind {
      return try methodCall(receiver, name, arguments, into: target, range)
    }
    let base = f.allocate(arguments.count + 1)
    try expression(callee, into: base)
    try place(arguments, from: base + 1)
    emitCall(target, base, arguments, Place(range: range, operands: arguments.map(\.range)))
  }

  private mutating func place(_ arguments: [Argument], from first: Int) throws(Diagnostic) {
    var named: Set<String> = []
    for (i, argument) in arguments.enumerated() {
      if let name = argument.name, !named.insert(name).inserted {
        throw Diagnostic(
          .keyword, "K01", "`\(name)` is given twice", labels: [.init(argument.range, in: shared.source)])
      }
      try expression(argument.value, into: first + i)
    }
  }

  /// Index of the arguments' names, or 0xFFFF when all are positional.
  private func names(_ arguments: [Argument], receiver: Bool = false) -> Int {
    guard arguments.contains(where: { $0.name != nil }) else { return 0xFFFF }
    f.parts.argumentNames.append((receiver ? [nil] : []) + arguments.map(\.name))
    return f.parts.argumentNames.count - 1
  }

  private func emitCall(_ target: Int, _ base: Int, _ arguments: [Argument], _ place: Place) {
    let names = names(arguments)
    if names == 0xFFFF {
      f.emit(.call, target, base, arguments.count, at: place)
    } else {
      f.emit(.callNamed, target, base, arguments.count, at: place)
      f.emit(.extraJump, 0, names, at: place)
    }
  }

  /// `x.f(y)`: the machine looks for a field or method of `x` first, then for the function `f`.
  private mutating func methodCall(
    _ receiver: Expression, _ name: String, _ arguments: [Argument], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    // What a change in place needs must lie below the call's own registers, which the callee takes over.
    let root = Self.mutatingMethods.contains(name) ? try mutableReceiver(receiver) : nil
    let base = f.allocate(arguments.count + 2)
    let global = try methodFallback(name, into: base, range)
    let place = Place(range: range, operands: [receiver.range] + arguments.map(\.range))
    try self.place(arguments, from: base + 2)
    if let root {
      f.emit(.callMutating, target, base, arguments.count + 1, at: place)
      f.emit(.extraJump, f.name(name), names(arguments, receiver: true), global, at: place)
      f.emit(.extraJump, root.register, root.path, root.firstIndex, at: place)
      if let name = root.storeBack { try store(root.register, to: name, at: range) }
    } else {
      try expression(receiver, into: base + 1)
      f.emit(.callMethod, target, base, arguments.count + 1, at: place)
      f.emit(.extraJump, f.name(name), names(arguments, receiver: true), global, at: place)
    }
  }

  /// Puts a local function called `name` into the callee's register, or gives the global's index.
  private mutating func methodFallback(
    _ name: String, into base: Int, _ range: SourceRange
  ) throws(Diagnostic) -> Int {
    switch f.reference(name) {
    case .global(let index):
      f.emit(.loadNone, base, at: range)
      return index
    case .register(let register) where f.scope.kind == .module:
      f.emit(.loadNone, base, at: range)
      return register
    case .register(let register):
      // Perhaps not assigned yet: `sum = x.sum()` in a function is no use of the variable.
      f.emit(.move, base, register, at: range)
      return 0xFFFF
    default:
      try expression(Expression(.name(name), range), into: base)
      return 0xFFFF
    }
  }

  private struct MutableReceiver {
    var register: Int
    var path: Int
    var firstIndex: Int
    /// The variable to store the root to afterwards, when it does not live in a register.
    var storeBack: String?
  }

  /// The variable and path of a receiver such as `xs`, `r.items`, `grid[i]`; nil when it is no variable.
  private mutating func mutableReceiver(_ receiver: Expression) throws(Diagnostic) -> MutableReceiver? {
    var steps: [PathStep] = []
    var entries: [[Subscript]] = []
    var base = receiver
    while true {
      if case .field(let inner, let name, _) = base.kind {
        steps.append(.field(name))
        base = inner
      } else if case .index(let inner, let subscripts) = base.kind {
        steps.append(.index(subscripts.count))
        entries.append(subscripts)
        base = inner
      } else {
        break
      }
    }
    guard case .name(let name) = base.kind else { return nil }
    let flat = Array(entries.reversed().joined())
    let firstIndex = f.allocate(flat.count)
    for (i, entry) in flat.enumerated() { try subscriptEntry(entry, into: firstIndex + i) }
    let register = try operand(base)
    f.parts.paths.append(steps.reversed())
    var storeBack: String?
    if case .register = f.reference(name) {} else { storeBack = name }
    return MutableReceiver(
      register: register, path: f.parts.paths.count - 1, firstIndex: firstIndex, storeBack: storeBack)
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
      let baseRegister = try operand(base)
      let entryRegister = try operand(entry)
      f.emit(.index1, target, baseRegister, entryRegister, at: place)
      return
    }
    let first = f.allocate(subscripts.count + 1)
    try expression(base, into: first)
    for (i, entry) in subscripts.enumerated() { try subscriptEntry(entry, into: first + 1 + i) }
    f.emit(.index, target, first, subscripts.count, at: place)
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
