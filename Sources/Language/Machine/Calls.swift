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

  // MARK: Entering

  /// What a call enters: code, and where its registers begin.
  struct Entrance {
    var entry: UnsafeMutablePointer<CodeEntry>
    var boxes: UnsafeMutablePointer<Unmanaged<Box>>?
    var base: UnsafeMutablePointer<Slot>
  }

  /// All calls that need more than to jump: at the top level, with named or left out arguments, of what has
  /// no code. Gives the code to enter, its arguments in place, or nil when the result is there already.
  ///
  /// - Parameter next: The instruction after the call's two words.
  @inline(never)
  func prepareCall(
    _ next: UnsafePointer<Instruction>, _ frame: Frame, _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> Entrance? {
    let i = (next - 2).pointee, extra = (next - 1).pointee
    let first = frame.base + i.b
    let callee: Slot
    switch i.operation {
    case .callCaptured:
      let variable = frame.boxes.unsafelyUnwrapped[extra.a].takeUnretainedValue().place
      callee = try defined(variable, frame.entry, name: extra.c)
    case .callAny where extra.c == 0, .call: callee = frame.base[extra.a]
    default:
      let value = frame.entry.pointee.globals[extra.a]
      callee = value.tag != .undefined ? value : try fallback(frame.entry, extra.a)
    }
    let names = i.operation == .callAny ? extra.b : 0xFFFF
    if callee.tag == .model, names == 0xFFFF,
      let entrance = try forward(callee, first, i.c, frame, floor)
    {
      return entrance
    }
    guard callee.tag == .function, let entry = callee.callTarget.entry else {
      let result: Slot
      if let value = Intrinsic.value(callee, first, i.c, named: names != 0xFFFF) {
        result = value
      } else {
        result = try callBuiltIn(callee, first, i.c, names, frame, floor)
      }
      set(frame.base + i.a, result)
      return nil
    }
    let target = callee.callTarget
    let base = try place(entry, first, frame, floor)
    if names == 0xFFFF, target.fewest <= i.c, i.c <= target.plainCount {
      if base != first { move(i.c, from: first, to: base) }
      leaveOut(base + i.c, target.plainCount - i.c)
    } else {
      try bind(callee, first, i.c, names, frame.entry, into: base)
    }
    return Entrance(entry: entry, boxes: target.boxes, base: base)
  }

  /// What the call of a model enters, the model in front of its arguments; nil where `forward` is no plain method, or
  /// the arguments have to be bound.
  private func forward(
    _ callee: Slot, _ first: UnsafeMutablePointer<Slot>, _ count: Int, _ frame: Frame,
    _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> Entrance? {
    guard let target = callee.object(ModelObject.self).definition.forward, let entry = target.entry,
      target.fewest <= count, count <= target.plainCount
    else { return nil }
    let base = try place(entry, first, frame, floor)
    for i in (0..<count).reversed() {
      let argument = first[i]
      first[i] = .none
      set(base + 1 + i, argument)
    }
    set(base, callee.retained)
    leaveOut(base + 1 + count, target.plainCount - count)
    return Entrance(entry: entry, boxes: target.boxes, base: base)
  }

  /// Where the registers of a call begin: at its arguments, or at the top level, where the globals end, on
  /// the machine's stack.
  func place(
    _ entry: UnsafeMutablePointer<CodeEntry>, _ first: UnsafeMutablePointer<Slot>, _ frame: Frame,
    _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> UnsafeMutablePointer<Slot> {
    let base = frame.base == frame.entry.pointee.globals ? floor : first
    guard entry.pointee.fits(at: base, before: stackEnd) else { throw Self.recursionError }
    return base
  }

  func move(
    _ count: Int, from source: UnsafeMutablePointer<Slot>, to target: UnsafeMutablePointer<Slot>
  ) {
    for i in 0..<count {
      set(target + i, source[i])
      source[i] = .none
    }
  }

  /// Marks arguments as not given: the code fills in their defaults.
  func leaveOut(_ first: UnsafeMutablePointer<Slot>, _ count: Int) {
    for i in 0..<max(0, count) { set(first + i, .undefined) }
  }

  // MARK: Binding

  /// Puts the arguments of a call where the callee's code wants them: keywords in their places,
  /// missing ones undefined (the code fills in defaults), a method's model in front.
  @inline(never)
  func bind(
    _ callee: Slot, _ first: UnsafeMutablePointer<Slot>, _ count: Int, _ names: Int,
    _ caller: UnsafeMutablePointer<CodeEntry>, into base: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) {
    let arguments = (0..<count).map { first[$0].take() }
    try bind(callee.object(FunctionObject.self), arguments, argumentNames(names, count, caller), into: base)
  }

  /// The same for a method's call, whose model stands in front of the arguments.
  @inline(never)
  func bind(
    _ method: Method, _ first: UnsafeMutablePointer<Slot>, _ count: Int, _ names: Int,
    _ caller: UnsafeMutablePointer<CodeEntry>, into base: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) {
    guard method.takesSelf, let entry = method.target.entry else {
      return try bind(method.function, first, count, names, caller, into: base)
    }
    let model = first.pointee.take()
    let arguments = (1..<max(1, count)).map { first[$0].take() }
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let bound = try prototype.binding.bind(arguments, names: argumentNames(names, count - 1, caller))
    put([model] + bound, into: base)
  }

  func argumentNames(
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
    switch function.kind {
    case .closure(let code, _):
      put(try code.binding.bind(arguments, names: names), into: base)
    case .method(let model, let code, _):
      put([.model(model)] + (try code.binding.bind(arguments, names: names)), into: base)
    case .model(let definition):
      let bound = try definition.constructor.binding.bind(arguments, names: names)
      put([.model(ModelObject(definition))] + bound, into: base)
    case .builtIn, .native: return
    }
  }

  private func put(_ values: [Value?], into base: UnsafeMutablePointer<Slot>) {
    for (i, value) in values.enumerated() { set(base + i, value.map { Slot($0) } ?? .undefined) }
  }

  // MARK: Calls without code

  /// Calls a built-in, or a value that can be called: a model (its `forward`), a function that an object offers.
  @inline(never)
  func callBuiltIn(
    _ callee: Slot, _ first: UnsafeMutablePointer<Slot>, _ count: Int, _ names: Int, _ frame: Frame,
    _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> Slot {
    let state = enter(frame, floor)
    defer { leave(state) }
    let arguments = [Value](few: count) { first[$0].take() }
    do throws(Diagnostic) {
      return Slot(try invoke(callee.value, arguments, argumentNames(names, count, frame.entry)))
    } catch {
      throw describe(error, callee.value, arguments, frame)
    }
  }

  /// What a failed call adds to its error: the kinds of its arguments, or, to an error from further inside,
  /// the call itself.
  private func describe(
    _ error: Diagnostic, _ callee: Value, _ arguments: [Value], _ frame: Frame
  ) -> Diagnostic {
    var error = error
    guard !error.labels.isEmpty else {
      error.operands = arguments.map(\.typeSummary)
      return error
    }
    let inner = error.entered ?? ""
    error.entered = nil
    guard case .function(let function) = callee else {
      error.frames.append(callFrame(inner, frame.entry, frame.next))
      return error
    }
    let name = inner.isEmpty ? function.name : "\(inner), called by \(function.name)"
    error.frames.append(callFrame(name, frame.entry, frame.next))
    return error
  }

  /// Before anything that may call back: nested runs begin above the caller's registers, and the caller
  /// is among the functions that are running.
  func enter(
    _ frame: Frame, _ floor: UnsafeMutablePointer<Slot>
  ) -> (frames: UnsafeMutablePointer<Frame>, floor: UnsafeMutablePointer<Slot>) {
    let state = (frameTop, floor)
    stackTop =
      frame.base == frame.entry.pointee.globals ? floor : frame.base + frame.entry.pointee.registerCount
    if frameTop < frameEnd {
      frameTop.initialize(to: frame)
      frameTop += 1
    }
    return state
  }

  func leave(_ state: (frames: UnsafeMutablePointer<Frame>, floor: UnsafeMutablePointer<Slot>)) {
    (frameTop, stackTop) = state
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
      .type, "T15", "\(callee.kindName) can't be called")
  }

  private func invoke(
    _ overloads: [BuiltIn], _ arguments: [Value], _ names: [String?]
  ) throws(Diagnostic) -> Value {
    let builtIn = overloads.count == 1 ? overloads[0] : BuiltIn.choose(among: overloads, arguments, names)
    let values: [Value]
    if names.isEmpty, let all = builtIn.completed(arguments) {
      values = all
    } else {
      values = zip(try builtIn.binding.bind(arguments, names: names), builtIn.parameters).map {
        $0 ?? $1.defaultValue ?? .none
      }
    }
    var call = Call(builtIn, values, self)
    do throws(Diagnostic) {
      return try builtIn.body(&call)
    } catch {
      throw builtIn.placing(error, among: arguments.count, names: names)
    }
  }

  private func runNested(
    _ function: FunctionObject, _ arguments: [Value], _ names: [String?]
  ) throws(Diagnostic) -> Value {
    try nested(function) { (base) throws(Diagnostic) in
      let target = function.target
      if names.isEmpty, target.fewest <= arguments.count, arguments.count <= target.plainCount {
        for (i, argument) in arguments.enumerated() { set(base + i, Slot(argument)) }
        leaveOut(base + arguments.count, target.plainCount - arguments.count)
      } else {
        try bind(function, arguments, names, into: base)
      }
    }
  }

  /// Runs a function of the language in a run of its own, its arguments put in place by `bind`.
  private func nested(
    _ function: FunctionObject, _ bind: (UnsafeMutablePointer<Slot>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Value {
    guard let entry = function.target.entry else { return .none }
    guard nesting < Self.nestingLimit, entry.pointee.fits(at: stackTop, before: stackEnd) else {
      throw Self.recursionError
    }
    nesting += 1
    let base = stackTop
    defer {
      nesting -= 1
      stackTop = base
    }
    try bind(base)
    // The nested run's own calls start above its registers.
    do throws(Diagnostic) {
      var slot = try run(entry: entry, base: base, boxes: function.target.boxes)
      return withExtendedLifetime(function) { slot.take() }
    } catch {
      var error = error
      error.entered = function.name
      throw error
    }
  }
}
