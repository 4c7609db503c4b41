import Formatting
import Tensors

/// Calls of the form `x.f(…)`.
extension Interpreter {
  /// What a call of the form `x.f(…)` enters.
  struct Method {
    /// What to call; for a model's own method there is no object for it, only the target.
    var function: Slot
    var target: CallTarget
    /// 1 when the receiver is no argument, as for a field that holds a function.
    var skipped: Int
    /// The receiver is the model that the method's code expects in its first register.
    var takesSelf: Bool
  }

  /// What `receiver.name` means in a call: a method or a field of the receiver, or else the function
  /// called `name`, which then takes the receiver as its first argument.
  ///
  /// A field's value takes the receiver's place in its register, where it stays alive during the call.
  private func method(
    _ extra: Instruction, _ receiver: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> Method {
    let key = entry.pointee.names[extra.a]
    switch receiver.pointee.tag {
    case .record:
      let record = receiver.pointee.object(RecordObject.self)
      let position = record.shape.find(key)
      if position >= 0 { return field(record.slots[position].retained, receiver) }
    case .model:
      let model = receiver.pointee.object(ModelObject.self)
      let definition = model.definition
      let position = definition.shape.find(key)
      if position >= 0, model.slots[position].tag != .undefined {
        return field(model.slots[position].retained, receiver)
      }
      if case let number = definition.methodShape.find(key), number >= 0 {
        return Method(
          function: receiver.pointee, target: definition.methodTargets[number], skipped: 0, takesSelf: true)
      }
    case .object:
      let object = receiver.pointee.object(ObjectValue.self)
      if let value = try object.field(key.object(TextObject.self).string) {
        return field(Slot(value), receiver)
      }
    default: break
    }
    return function(try global(extra, receiver, entry), skipped: 0)
  }

  private func field(_ value: Slot, _ receiver: UnsafeMutablePointer<Slot>) -> Method {
    set(receiver, value)
    return function(value, skipped: 1)
  }

  private func function(_ slot: Slot, skipped: Int) -> Method {
    let target = slot.tag == .function ? slot.callTarget : CallTarget.none
    return Method(function: slot, target: target, skipped: skipped, takesSelf: false)
  }

  /// The function called `name`: a local one stands below the receiver; otherwise a global or a built-in.
  private func global(
    _ extra: Instruction, _ receiver: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> Slot {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let name = prototype.names[extra.a]
    // A variable that happens to have the method's name does not hide it: only what can be called does.
    if extra.c == 0xFFFF {
      let local = receiver - 1
      if local.pointee.isCallable { return local.pointee }
      guard let function = registry.function(name) else { throw noMethod(name, receiver.pointee.value) }
      set(local, Slot(.function, retaining: function))
      return local.pointee
    }
    let slot = entry.pointee.globals[extra.c]
    if slot.isCallable { return slot }
    let fallback = prototype.module.fallbacks[extra.c]
    if fallback.tag != .undefined { return fallback }
    // The registry keeps the function: nobody counts this reference.
    guard registry.isMethod(name), let function = registry.function(name) else {
      throw noMethod(name, receiver.pointee.value)
    }
    return Slot(tag: .function, bits: Slot.bits(of: function))
  }

  private func noMethod(_ name: String, _ value: Value) -> Diagnostic {
    let fields = Attributes.names(of: value)
    let message =
      fields.contains(name)
      ? "`\(name)` of \(value.kindName) can't be called"
      : "\(value.kindName) has no method `\(name)`, and there is no function of that name"
    var hints = [ForeignNames.hint(method: name, fields: fields) { registry.function($0) != nil }].compactMap
    { $0 }
    if hints.isEmpty {
      hints = Self.didYouMean(NearNames.best(for: name, among: fields + registry.names(taking: value)))
    }
    return Diagnostic(.name, "N06", message, hints: hints)
  }

  /// Finds what a method's call means. Gives the code to enter, its arguments in place, or nil when the
  /// result is there already.
  ///
  /// - Parameter next: The instruction after the call's two words.
  @inline(never)
  func prepareMethod(
    _ next: UnsafePointer<Instruction>, _ frame: Frame, _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> Entrance? {
    let i = (next - 2).pointee, extra = (next - 1).pointee
    let receiver = frame.base + i.b
    let method = try method(extra, receiver, frame.entry)
    let first = receiver + method.skipped, count = i.c - method.skipped
    guard let entry = method.target.entry else {
      let result: Slot
      if let value = Intrinsic.value(method.function, first, count, named: extra.b != 0xFFFF) {
        result = value
      } else {
        result = try callBuiltIn(method.function, first, count, extra.b, frame, floor)
      }
      set(frame.base + i.a, result)
      return nil
    }
    let base = try place(entry, first, frame, floor)
    let given = count - (method.takesSelf ? 1 : 0)
    if extra.b == 0xFFFF, method.target.fewest <= given, given <= method.target.plainCount {
      if base != first { move(count, from: first, to: base) }
      leaveOut(base + count, method.target.plainCount - given)
    } else {
      try bind(method, first, count, extra.b, frame.entry, into: base)
    }
    return Entrance(entry: entry, boxes: method.target.boxes, base: base)
  }

  // MARK: Calls that change their receiver

  /// `xs.append(1)` on a variable: changes it in place if its kind has such a method. Otherwise gives nil,
  /// with the receiver in its register for the ordinary method call that stands below.
  ///
  /// - Parameter words: The instruction's further words, and the method call's two.
  @inline(never)
  func callMutating(
    _ words: UnsafePointer<Instruction>, _ base: UnsafeMutablePointer<Slot>, _ count: Int, _ frame: Frame,
    _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> Slot? {
    let state = enter(frame, floor)
    defer { leave(state) }
    let variable = words[0], rest = words[1], first = words[3]
    let entry = frame.entry
    let root = try root(
      Instruction(.extra, variable.a, variable.b, rest.a), frame.base, frame.boxes, entry)
    let path = path(variable.c, entries: frame.base + rest.b, entry)
    let place = try find(root, path)
    if let place, let result = changeList(place, root, path, first, base, count, entry) { return result }
    if let overload = try changingOverload(first, place, root, path, entry), let mutate = overload.mutate {
      let arguments = (1..<max(1, count)).map { base[$0].take() }
      let names = argumentNames(first.b, count, entry)
      // The receiver's own place is bound to `none`: a second reference would force a copy.
      let bound = try overload.binding.bind([.none] + arguments, names: names)
      let values = zip(bound, overload.parameters).map { $0 ?? $1.defaultValue ?? .none }
      return Slot(try change(root, path, .mutate(mutate, Call(overload, values, self))))
    }
    if let place {
      set(base, place.pointee.retained)
    } else {
      set(base, Slot(try read(root.pointee.value, path)))
    }
    return nil
  }

  /// `append` and `pop` on a list, when they are the library's.
  private func changeList(
    _ place: UnsafeMutablePointer<Slot>, _ root: UnsafeMutablePointer<Slot>, _ path: Path,
    _ first: Instruction, _ base: UnsafeMutablePointer<Slot>, _ count: Int,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) -> Slot? {
    guard place.pointee.tag == .list, first.b == 0xFFFF, first.c != 0xFFFF else { return nil }
    let builtIn = entry.pointee.prototype._withUnsafeGuaranteedRef { $0.module.fallbacks[first.c] }
    guard builtIn.tag == .function, let intrinsic = builtIn.object(FunctionObject.self).intrinsic,
      intrinsic == .append && count == 2 || intrinsic == .pop && count == 1,
      // The lists on the way have to be the variable's own.
      let own = try? owned(root, path)
    else { return nil }
    if intrinsic == .append {
      _ = Slot.append(base + 1, to: own)
      return Slot.none
    }
    let list = own.pointee.object(ListObject.self)
    return list.count > 0 ? Slot(list.remove(at: list.count - 1)) : nil
  }

  /// Where a path leads to, with every list and record on the way and at its end made the variable's own.
  private func owned(
    _ root: UnsafeMutablePointer<Slot>, _ path: Path
  ) throws(Diagnostic) -> UnsafeMutablePointer<Slot> {
    var place = root
    var rest = path
    while let step = rest.steps.first {
      guard let next = try inside(place, step, rest, owning: true, mayBeNew: false) else { return place }
      (place, rest) = (next, rest.behind(step))
    }
    Self.makeOwn(place)
    return place
  }

  /// The built-in that changes this kind of receiver in place. A function of its own, so that no reference
  /// to the receiver outlives it: a second one would force the change to copy.
  @inline(never)
  private func changingOverload(
    _ first: Instruction, _ place: UnsafeMutablePointer<Slot>?, _ root: UnsafeMutablePointer<Slot>,
    _ path: Path, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> BuiltIn? {
    let receiver: Value
    if let place { receiver = place.pointee.value } else { receiver = try read(root.pointee.value, path) }
    let key = entry.pointee.names[first.a]
    if case .record(let record) = receiver, record.shape.find(key) >= 0 { return nil }
    let name = key.object(TextObject.self).string
    return registry.function(name)?.builtIns.first { $0.mutate != nil && $0.accepts(receiver) }
  }

  /// What a path leads to, value by value.
  private func read(_ root: Value, _ path: Path) throws(Diagnostic) -> Value {
    var value = root
    var rest = path
    while let step = rest.steps.first {
      switch step {
      case .field(let number):
        let name = path.text(number)
        guard let inner = try field(of: value, name) else { throw missingField(value, name) }
        value = inner
      case .index(let count):
        value = try element(of: value, (0..<count).map { subscriptValue(rest.entries[$0]) })
      }
      rest = rest.behind(step)
    }
    return value
  }
}
