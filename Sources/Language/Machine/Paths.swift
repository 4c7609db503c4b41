import Tensors

/// Changing part of a variable: `x[i] = v`, `r.a[0] += 1`, `r.a[0].append(v)`.
///
/// Lists, records and models are walked by pointer: each list and record on the way is made the
/// variable's own first, and the last place is changed where it lies. From the first value on that keeps
/// its parts in another way (a tensor, an object of the library) the walk goes on value by value:
/// part out, change, part in again.
extension Interpreter {
  /// What changes in the end.
  enum Change {
    /// Takes over what the register holds.
    case set(UnsafeMutablePointer<Slot>)
    case augment(BinaryOperator, Slot)
    case mutate((inout Value, Call) throws(Diagnostic) -> Value, Call)

    /// Whether the old value is not needed.
    var replaces: Bool { if case .set = self { true } else { false } }
  }

  /// A path from a variable: its steps, and the values between the brackets in order.
  struct Path {
    var steps: ArraySlice<PathStep>
    var entries: UnsafeMutablePointer<Slot>
    /// The names that steps refer to.
    var names: UnsafeMutablePointer<Slot>

    func text(_ name: Int) -> String { names[name].object(TextObject.self).string }

    /// What is left of it after its first step.
    func behind(_ step: PathStep) -> Path {
      var rest = self
      rest.steps = steps.dropFirst()
      if case .index(let count) = step { rest.entries += count }
      return rest
    }
  }

  /// `setPath`, `augmentPath` and their special cases.
  @inline(never)
  func assign(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>,
    _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) {
    let extra = i[1]
    let root = try root(extra, r, boxes, entry)
    let path = path(i.b, entries: r + i.c, entry)
    let value = r + i.a
    if i.operation == .setPath || i.operation == .setField {
      try change(root, path, .set(value))
    } else {
      try change(root, path, .augment(BinaryOperator.allCases[Int(extra.a >> 8)], value.pointee))
    }
  }

  /// `root[index] = value` where the quick way did not do.
  @inline(never)
  func setElement(
    _ root: UnsafeMutablePointer<Slot>, _ index: Slot, _ value: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) {
    if Slot.setEntry(root, index, value) { return }
    var entries = index
    try withUnsafeMutablePointer(to: &entries) { (entries) throws(Diagnostic) in
      // There are no names in this path.
      _ = try change(root, Path(steps: [.index(1)], entries: entries, names: root), .set(value))
    }
  }

  @inline(never)
  func setElement(
    _ root: UnsafeMutablePointer<Slot>, _ index: Slot, copying value: Slot
  ) throws(Diagnostic) {
    var copy = value.retained
    defer { copy.release() }
    try withUnsafeMutablePointer(to: &copy) { (copy) throws(Diagnostic) in try setElement(root, index, copy) }
  }

  func path(
    _ index: Int, entries: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) -> Path {
    let steps = entry.pointee.prototype._withUnsafeGuaranteedRef { $0.paths[index] }
    return Path(steps: steps[...], entries: entries, names: entry.pointee.names)
  }

  /// Where the variable is that an extra word tells of.
  func root(
    _ extra: Instruction, _ r: UnsafeMutablePointer<Slot>, _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> UnsafeMutablePointer<Slot> {
    let number = extra.b
    switch RootKind(rawValue: extra.a & 0xFF) {
    case .box: return try found(r[number].box, name: extra.c, entry)
    case .captured:
      return try found(
        boxes.unsafelyUnwrapped[number].takeUnretainedValue().place, name: extra.c, entry)
    case .global:
      let place = entry.pointee.globals + number
      // A built-in can't be changed: the walk says so, on a copy of its value.
      if place.pointee.tag == .undefined { place.pointee = try fallback(entry, number).retained }
      return place
    case .field: return try field(number, of: r[0])
    case .capturedField:
      return try field(number, of: boxes.unsafelyUnwrapped[extra.c].takeUnretainedValue().place.pointee)
    case .register, nil: return r + number
    }
  }

  private func found(
    _ place: UnsafeMutablePointer<Slot>, name: Int, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> UnsafeMutablePointer<Slot> {
    if place.pointee.tag == .undefined { throw unknownName(entry, name: name) }
    return place
  }

  private func field(_ index: Int, of model: Slot) throws(Diagnostic) -> UnsafeMutablePointer<Slot> {
    guard model.tag == .model, case let place = model.object(ModelObject.self).slots + index,
      place.pointee.tag != .undefined
    else { throw missingField(model, index) }
    return place
  }

  // MARK: Walking

  /// Changes what a path leads to; gives what a method gives.
  @discardableResult
  func change(
    _ root: UnsafeMutablePointer<Slot>, _ path: Path, _ change: Change
  ) throws(Diagnostic) -> Value {
    var place = root
    var rest = path
    while let step = rest.steps.first {
      let mayBeNew = rest.steps.count == 1 && change.replaces
      guard let next = try inside(place, step, rest, owning: true, mayBeNew: mayBeNew) else { break }
      (place, rest) = (next, rest.behind(step))
    }
    switch change {
    case .set(let source) where rest.steps.isEmpty:
      let value = source.pointee
      source.pointee = .none
      set(place, value)
      return .none
    case .augment(let operation, let right) where rest.steps.isEmpty:
      try augment(place, operation, right)
      return .none
    default:
      var value = place.pointee.take()
      let result: Value
      do throws(Diagnostic) {
        result = try self.change(&value, rest, change)
      } catch {
        try putBack(value, root, path, before: rest)
        throw error
      }
      try putBack(value, root, path, before: rest)
      return result
    }
  }

  /// Puts a value back where it was taken out to be changed. The way there is walked again: what changed
  /// it may have called a function that changed the lists on the way.
  private func putBack(
    _ value: Value, _ root: UnsafeMutablePointer<Slot>, _ path: Path, before rest: Path
  ) throws(Diagnostic) {
    var way = path
    way.steps = path.steps.dropLast(rest.steps.count)
    var slot = Slot(value)
    defer { slot.release() }
    try withUnsafeMutablePointer(to: &slot) { (slot) throws(Diagnostic) in
      _ = try change(root, way, .set(slot))
    }
  }

  /// Where what a path leads to lies, as it is; nil when some value on the way keeps its parts in
  /// another way.
  func find(_ root: UnsafeMutablePointer<Slot>, _ path: Path) throws(Diagnostic) -> UnsafeMutablePointer<
    Slot
  >? {
    var place = root
    var path = path
    while let step = path.steps.first {
      guard let next = try inside(place, step, path, owning: false, mayBeNew: false) else { return nil }
      (place, path) = (next, path.behind(step))
    }
    return place
  }

  /// Where a part of a list, a record or a model lies; nil for other values.
  /// - Parameter owning: Whether the list or record is to be made the variable's own, to be changed.
  func inside(
    _ place: UnsafeMutablePointer<Slot>, _ step: PathStep, _ path: Path, owning: Bool, mayBeNew: Bool
  ) throws(Diagnostic) -> UnsafeMutablePointer<Slot>? {
    switch (place.pointee.tag, step) {
    case (.list, .index(let entries)):
      let count = place.pointee.object(ListObject.self).count
      if entries == 1, Self.isSlice(path.entries.pointee) { return nil }
      let position = try Self.position(try listIndex(path.entries, entries), count, "list")
      if owning { Self.makeOwn(place) }
      return place.pointee.object(ListObject.self).slots + position
    case (.record, .index(let entries)):
      let written = try single((0..<entries).map { subscriptValue(path.entries[$0]) }, "a record")
      guard case .value(let value) = written, let key = path.entries.pointee.normalKey else {
        if case .value(let value) = written { throw Self.noKey(value) }
        throw Diagnostic(.type, "T07", "a slice can't be a key of a record")
      }
      defer { key.release() }
      let found = field(key, of: place, owning: owning, mayBeNew: mayBeNew)
      if let found { return found }
      throw missingKey(value, place.pointee.object(RecordObject.self))
    case (.record, .field(let name)):
      let found = field(path.names[name], of: place, owning: owning, mayBeNew: mayBeNew)
      if let found { return found }
      throw missingField(place.pointee.value, path.text(name))
    case (.model, .field(let name)):
      let model = place.pointee.object(ModelObject.self)
      let position = model.definition.shape.find(path.names[name])
      guard position >= 0 else { throw Self.noModelField(model, path.text(name)) }
      if model.slots[position].tag == .undefined, !mayBeNew { throw missingField(place.pointee, position) }
      return model.slots + position
    default: return nil
    }
  }

  private func field(
    _ key: Slot, of place: UnsafeMutablePointer<Slot>, owning: Bool, mayBeNew: Bool
  ) -> UnsafeMutablePointer<Slot>? {
    let position = place.pointee.object(RecordObject.self).shape.find(key)
    if position < 0 && !mayBeNew { return nil }
    if owning { Self.makeOwn(place) }
    let record = place.pointee.object(RecordObject.self)
    return position >= 0 ? record.slots + position : record.place(of: key)
  }

  private func listIndex(_ entries: UnsafeMutablePointer<Slot>, _ count: Int) throws(Diagnostic) -> Int {
    if count == 1, entries.pointee.tag == .int { return entries.pointee.int }
    guard case .value(let entry) = try single((0..<count).map { subscriptValue(entries[$0]) }, "a list")
    else { throw Diagnostic(.index, "X05", "`...` of a list can't be assigned", hints: ["write xs[:] = …"]) }
    return try whole(entry, "a list")
  }

  private static func noModelField(_ model: ModelObject, _ name: String) -> Diagnostic {
    let fields = model.definition.fieldNames.joined(separator: ", ")
    return Diagnostic(
      .name, "N05", "a \(model.definition.name) has no field `\(name)`",
      hints: ["a model's fields are what its body assigns: \(fields)"])
  }

  /// Gives a variable a list or record of its own, unless nobody else refers to the one it has.
  static func makeOwn(_ place: UnsafeMutablePointer<Slot>) {
    guard !Slot.isUnique(place) else { return }
    let old = place.pointee
    switch old.tag {
    case .list:
      place.pointee = Slot(.list, retaining: ListObject(copying: old.object(ListObject.self)))
    case .record:
      place.pointee = Slot(.record, retaining: RecordObject(copying: old.object(RecordObject.self)))
    default: return
    }
    old.release()
  }

  // MARK: Changing

  /// Changes a value that was taken out of its place, or a part of one that is no list, record or model:
  /// the part is taken out too, changed and put in again, so that what only it refers to is changed in place.
  private func change(_ value: inout Value, _ path: Path, _ change: Change) throws(Diagnostic) -> Value {
    guard let step = path.steps.first else {
      guard case .mutate(let mutate, let call) = change else { return .none }
      return try mutate(&value, call)
    }
    let isLast = path.steps.count == 1 && change.replaces
    let rest = path.behind(step)
    var result = Value.none
    let changePart: (inout Value) throws(Diagnostic) -> Void = { part throws(Diagnostic) in
      var slot = Slot(part)
      part = .none
      defer { part = slot.take() }
      result = try self.change(&slot, rest, change)
    }
    switch step {
    case .field(let name):
      try Attributes.modify(&value, path.text(name), isLast: isLast, changePart)
    case .index(let count):
      let subscripts = (0..<count).map { subscriptValue(path.entries[$0]) }
      try changeElement(&value, subscripts, isLast: isLast, changePart)
    }
    return result
  }

  private func changeElement(
    _ value: inout Value, _ entries: [SubscriptValue], isLast: Bool,
    _ change: (inout Value) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch value {
    case .list(var list):
      value = .none
      defer { value = .list(list) }
      try assign(&list, entries, isLast: isLast, change)
    case .tensor(var tensor):
      value = .none
      defer { value = .tensor(tensor) }
      try assign(&tensor, entries, isLast: isLast, change)
    case .parameter(let parameter):
      var tensor = parameter.tensor.detached()
      try assign(&tensor, entries, isLast: isLast, change)
      do { try parameter.assign(tensor) } catch { throw Diagnostic(error) }
    case .object(let object):
      var part = isLast ? Value.none : try object.element(entries)
      try change(&part)
      value = .object(try object.withElement(entries, part))
    case .text:
      throw Diagnostic(
        .type, "T06", "the characters of a text can't be set",
        hints: ["make a new text, for instance with replace"])
    default: throw Diagnostic(.type, "T06", "the elements of \(value.kindName) can't be set")
    }
  }

  private static func isSlice(_ slot: Slot) -> Bool {
    slot.tag == .object && slot.object(ObjectValue.self) is SliceObject
  }

  /// `xs[a:b] = …` puts the elements of anything that a loop can go through in the slice's place; with a
  /// step there have to be as many.
  private func assign(
    _ list: inout ListObject, _ entries: [SubscriptValue], isLast: Bool,
    _ change: (inout Value) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard case .slice(let from, let to, let step) = try single(entries, "a list") else {
      throw Diagnostic(.index, "X05", "`...` of a list can't be assigned", hints: ["write xs[:] = …"])
    }
    let positions = try sliced(from, to, step, list.count)
    var part = isLast ? Value.none : .list(positions.map { list.items[$0] })
    try change(&part)
    let values = try elements(of: part)
    if !isKnownUniquelyReferenced(&list) { list = ListObject(copying: list) }
    if step.isNone || step.integer == 1 {
      var start = positions.first ?? 0
      if positions.isEmpty { start = try insertionPoint(from, list.count) }
      var items = Array(list.items)
      items.replaceSubrange(start..<start + positions.count, with: values)
      list.replaceAll(with: items)
    } else {
      guard values.count == positions.count else {
        throw Diagnostic(
          .value, "V13", "the slice has \(positions.count) elements, and \(values.count) were given",
          hints: ["only a slice without a step may change the list's length"])
      }
      for (position, value) in zip(positions, values) { list.set(value, at: position) }
    }
  }

  /// Where an empty slice begins.
  private func insertionPoint(_ from: Value, _ count: Int) throws(Diagnostic) -> Int {
    if from.isNone { return 0 }
    let index = try whole(from, "a slice")
    return min(max(index < 0 ? index &+ count : index, 0), count)
  }

  private func assign(
    _ tensor: inout Tensor, _ entries: [SubscriptValue], isLast: Bool,
    _ change: (inout Value) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var part = isLast ? Value.none : Value.tensor(try read(tensor, entries))
    try change(&part)
    guard let (_, new) = tensorOperands(.tensor(tensor), part) else {
      throw Diagnostic(.type, "T09", "\(part.kindName) can't be stored in a tensor")
    }
    let indices = try tensorIndices(entries)
    do {
      try tensor.assign(indices, new)
    } catch {
      throw Diagnostic(error)
    }
  }
}
