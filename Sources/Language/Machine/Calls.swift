import OrderedCollections
import Tensors

/// Everything about calls but the hot path: methods, binding, built-ins, constructors.
extension Interpreter {
  // MARK: Making functions

  @inline(never)
  func makeFunction(
    _ entry: UnsafeMutablePointer<CodeEntry>, _ index: Int, _ r: UnsafeMutablePointer<Slot>,
    _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  ) -> Slot {
    let prototype = entry.pointee.prototype.takeUnretainedValue().prototypes[index]
    let captured = gather(prototype.captures, r, boxes)
    return Slot(
      .function, retaining: FunctionObject(.closure(prototype, boxes: captured), name: prototype.name))
  }

  @inline(never)
  func makeModel(
    _ entry: UnsafeMutablePointer<CodeEntry>, _ index: Int, _ r: UnsafeMutablePointer<Slot>,
    _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  ) -> Slot {
    let prototype = entry.pointee.prototype.takeUnretainedValue().models[index]
    let definition = ModelDefinitionObject(prototype, boxes: gather(prototype.captures, r, boxes))
    return Slot(.function, retaining: FunctionObject(.model(definition), name: prototype.name))
  }

  private func gather(
    _ captures: [Capture], _ r: UnsafeMutablePointer<Slot>, _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  ) -> [Box] {
    captures.map { capture in
      switch capture {
      case .register(let index): r[index].object(Box.self)
      case .captured(let index): boxes.unsafelyUnwrapped[index].takeUnretainedValue()
      }
    }
  }

  // MARK: Methods

  /// What `receiver.name` means in a call: a field or method of the receiver, which then stands in
  /// front of its arguments only if it is a plain function, or else the function called `name`.
  @inline(never)
  func method(
    _ extra: Instruction, _ receiver: Slot, _ callee: UnsafeMutablePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> (function: Slot, dropsReceiver: Bool) {
    let name = entry.pointee.prototype._withUnsafeGuaranteedRef { $0.names[Int(extra.a)] }
    let value = receiver.value
    switch value {
    case .record, .model, .object:
      if let field = try field(of: value, name) { return (Slot(field), true) }
    default: break
    }
    // A variable that happens to have the method's name does not hide it: only what can be called does.
    if callee.pointee.isCallable {
      // A local function was put here beforehand.
      callee.pointee.retain()
      return (callee.pointee, false)
    }
    guard extra.c != 0xFFFF else {
      guard let function = registry.function(name) else { throw noMethod(name, value) }
      return (Slot(.function, retaining: function), false)
    }
    let slot = entry.pointee.globals[Int(extra.c)]
    if slot.isCallable {
      slot.retain()
      return (slot, false)
    }
    let fallback = entry.pointee.prototype.takeUnretainedValue().module.fallbacks[Int(extra.c)]
    guard fallback.tag != .undefined else { throw noMethod(name, value) }
    fallback.retain()
    return (fallback, false)
  }

  private func noMethod(_ name: String, _ value: Value) -> Diagnostic {
    let near = NearNames.best(for: name, among: Attributes.names(of: value) + registry.names)
    return Diagnostic(
      .name, "N06", "\(value.kindName) has no method `\(name)`, and there is no function of that name",
      hints: Self.didYouMean(near))
  }

  // MARK: Binding

  /// Puts the arguments of a call where the callee's code wants them: keywords in their places,
  /// missing ones undefined (the code fills in defaults), a method's model in front.
  @inline(never)
  func bind(
    _ function: FunctionObject, _ first: UnsafeMutablePointer<Slot>, _ count: Int, _ names: Int,
    _ caller: UnsafeMutablePointer<CodeEntry>, into base: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) {
    let arguments = (0..<count).map { first[$0].take() }
    try bind(function, arguments, argumentNames(names, count, caller), into: base)
  }

  private func argumentNames(
    _ index: Int, _ count: Int, _ caller: UnsafeMutablePointer<CodeEntry>
  ) -> [String?] {
    guard index != 0xFFFF else { return [] }
    let names = caller.pointee.prototype._withUnsafeGuaranteedRef { $0.argumentNames[index] }
    // A method's own receiver is dropped from the front, and its place in the names with it.
    return names.count > count ? Array(names.dropFirst(names.count - count)) : names
  }

  func bind(
    _ function: FunctionObject, _ arguments: [Value], _ names: [String?],
    into base: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) {
    let prototype: FunctionPrototype
    let receiver: ModelObject?
    switch function.kind {
    case .closure(let code, _): (prototype, receiver) = (code, nil)
    case .method(let model, let code, _): (prototype, receiver) = (code, model)
    case .model(let definition): (prototype, receiver) = (definition.constructor, ModelObject(definition))
    case .builtIn, .native: return
    }
    let bound = try prototype.binding.bind(arguments, names: names)
    var next = base
    if let receiver {
      put(Slot(.model(receiver)), next)
      next += 1
    }
    for value in bound {
      put(value.map { Slot($0) } ?? .undefined, next)
      next += 1
    }
  }

  private func put(_ slot: Slot, _ register: UnsafeMutablePointer<Slot>) {
    register.pointee.release()
    register.pointee = slot
  }

  // MARK: Calls without code

  /// Calls a built-in, or a value that can be called: a model (its `forward`), a function that an object offers.
  @inline(never)
  func callBuiltIn(
    _ callee: Slot, _ first: UnsafeMutablePointer<Slot>, _ count: Int, _ names: Int,
    _ caller: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> Slot {
    let arguments = (0..<count).map { first[$0].take() }
    return Slot(try invoke(callee.value, arguments, argumentNames(names, count, caller)))
  }

  /// Calls anything that can be called. Code of the language runs in a nested run of the machine.
  func invoke(_ callee: Value, _ arguments: [Value], _ names: [String?]) throws(Diagnostic) -> Value {
    switch callee {
    case .function(let function):
      switch function.kind {
      case .builtIn(let overloads): return try invoke(overloads, arguments, names)
      case .native(let body): return try body(self, arguments)
      case .closure, .method, .model: return try runNested(function, arguments, names)
      }
    case .model(let model):
      guard let forward = try Attributes.field(of: model, "forward", self) else {
        throw Diagnostic(
          .type, "T15", "\(model.definition.name) can't be called: it has no `forward`",
          hints: ["define `forward(x) = …` in the model's body"])
      }
      return try invoke(forward, arguments, names)
    case .object(let object):
      if let function = try object.field("call") { return try invoke(function, arguments, names) }
    default: break
    }
    throw Diagnostic(
      .type, "T15", "\(callee.kindName) can't be called",
      hints: callee.number != nil ? ["for a product write `*`: 2 * (x + 1)"] : [])
  }

  private func invoke(
    _ overloads: [BuiltIn], _ arguments: [Value], _ names: [String?]
  ) throws(Diagnostic) -> Value {
    let builtIn =
      overloads.count == 1
      ? overloads[0]
      : BuiltIn.choose(among: overloads, arguments)
    var bound: [Value]
    if names.isEmpty, arguments.count == builtIn.parameters.count, !builtIn.gathers {
      bound = arguments
    } else {
      let values = try builtIn.binding.bind(arguments, names: names)
      bound = []
      bound.reserveCapacity(values.count)
      for (value, parameter) in zip(values, builtIn.parameters) {
        bound.append(value ?? parameter.defaultValue ?? .none)
      }
    }
    var call = Call(builtIn, bound, self)
    bound = []
    return try builtIn.body(&call)
  }

  private func runNested(
    _ function: FunctionObject, _ arguments: [Value], _ names: [String?]
  ) throws(Diagnostic) -> Value {
    guard let entry = function.entry else { return .none }
    guard nesting < Self.nestingLimit, stackTop + entry.pointee.registerCount + 64 < stackEnd else {
      throw Self.recursionError
    }
    nesting += 1
    let base = stackTop
    defer {
      nesting -= 1
      stackTop = base
    }
    try bind(function, arguments, names, into: base)
    // The nested run's own calls start above its registers.
    var slot = try run(entry: entry, base: base, boxes: function.boxPointers)
    return withExtendedLifetime(function) { slot.take() }
  }

  // MARK: Calls that change their receiver

  /// `xs.append(1)` on a variable: changes it in place if its kind has such a method, and is an
  /// ordinary method call otherwise.
  @inline(never)
  func callMutating(
    _ first: Instruction, _ second: Instruction, _ r: UnsafeMutablePointer<Slot>, _ b: Int, _ count: Int,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> Slot {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let name = prototype.names[Int(first.a)]
    let steps = prototype.paths[Int(second.b)]
    let root = r + Int(second.a)
    let entries = r + Int(second.c)
    let names = argumentNames(Int(first.b), count, entry)
    if let overload = try changingOverload(name, root, steps, entries), let mutate = overload.mutate {
      let arguments = (1..<max(1, count)).map { r[b + 1 + $0].take() }
      return Slot(try change(root, steps, entries, overload, mutate, arguments, names))
    }
    r[b + 1].release()
    r[b + 1] = Slot(try read(root.pointee.value, steps, entries))
    let (function, dropsReceiver) = try method(first, r[b + 1], r + b, entry)
    r[b].release()
    r[b] = function
    let skipped = dropsReceiver ? 1 : 0
    return try callBuiltIn(function, r + b + 1 + skipped, count - skipped, Int(first.b), entry)
  }

  /// The built-in that changes this kind of receiver in place. A function of its own, so that no reference
  /// to the receiver outlives it: a second one would force the change to copy.
  @inline(never)
  private func changingOverload(
    _ name: String, _ root: UnsafeMutablePointer<Slot>, _ steps: [PathStep],
    _ entries: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> BuiltIn? {
    let receiver = try read(root.pointee.value, steps, entries)
    if hasOwn(receiver, name) { return nil }
    return registry.function(name)?.builtIns.first { $0.mutate != nil && $0.accepts(receiver) }
  }

  private func hasOwn(_ receiver: Value, _ name: String) -> Bool {
    if case .record(let record) = receiver { return record[name] != nil }
    return false
  }

  private func change(
    _ root: UnsafeMutablePointer<Slot>, _ steps: [PathStep], _ entries: UnsafeMutablePointer<Slot>,
    _ builtIn: BuiltIn, _ mutate: (inout Value, Call) throws(Diagnostic) -> Value, _ arguments: [Value],
    _ names: [String?]
  ) throws(Diagnostic) -> Value {
    // The receiver's own place is bound to `none`: a second reference would force a copy.
    let bound = try builtIn.binding.bind([.none] + arguments, names: names)
    let values = zip(bound, builtIn.parameters).map { value, parameter in
      value ?? parameter.defaultValue ?? .none
    }
    let call = Call(builtIn, values, self)
    var result = Value.none
    try modify(root, steps[...], entries) { (place: inout Value) throws(Diagnostic) in
      result = try mutate(&place, call)
    }
    return result
  }
}
