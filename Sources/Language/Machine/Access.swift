import Formatting
import Tensors

/// `a:b:c` between brackets, while it is on its way to the index instruction.
final class SliceObject: ObjectValue {
  let from: Value
  let to: Value
  let step: Value
  init(_ from: Value, _ to: Value, _ step: Value) {
    self.from = from
    self.to = to
    self.step = step
  }

  /// The same as one of the engine's indices, where all parts are integers or left out.
  var plainIndex: Tensors.Index? {
    func bound(_ value: Value) -> Int?? {
      switch value {
      case .none: .some(nil)
      case .int(let bound): bound
      default: nil
      }
    }
    guard let from = bound(from), let to = bound(to), let step = bound(step) else { return nil }
    return .slice(from: from, to: to, step: step ?? 1)
  }
}

/// `...` between brackets.
final class EllipsisObject: ObjectValue {}

/// Indexing, fields and assignment to parts of values.
extension Interpreter {
  func makeSlice(_ parts: UnsafeMutablePointer<Slot>) -> Slot {
    Slot(.object, retaining: SliceObject(parts[0].take(), parts[1].take(), parts[2].take()))
  }

  func subscriptValue(_ slot: Slot) -> SubscriptValue {
    let value = slot.value
    if case .object(let object) = value {
      if let slice = object as? SliceObject { return .slice(slice.from, slice.to, slice.step) }
      if object is EllipsisObject { return .ellipsis }
    }
    return .value(value)
  }

  // MARK: Reading

  /// `base[entry]`
  func element(_ base: Slot, _ entry: Slot) throws(Diagnostic) -> Slot {
    if let element = Slot.listElement(base, entry) { return element }
    if let found = Slot.entry(base, entry) { return found }
    return Slot(try element(of: base.value, [subscriptValue(entry)]))
  }

  /// `element` and `elementK` where the quick way did not do.
  @inline(never)
  func element(_ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>, _ entry: Slot)
    throws(Diagnostic)
  {
    set(r + i.a, try element(r[i.b], entry))
  }

  /// The same for `element2`; the labels of an error are those of the step that failed.
  @inline(never)
  func element2(_ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>, _ second: Slot)
    throws(Diagnostic)
  {
    let inner: Slot
    do throws(Diagnostic) {
      inner = try element(r[i.b], r[i.c])
    } catch {
      var error = error
      error.argument = 0
      throw error
    }
    defer { inner.release() }
    set(r + i.a, try element(inner, second))
  }

  /// `base[entries…]`, the entries after the base.
  @inline(never)
  func elements(_ base: UnsafeMutablePointer<Slot>, _ count: Int) throws(Diagnostic) -> Slot {
    if base[0].tag == .tensor, let indices = plainIndices(base + 1, count) {
      return Slot(.tensor(try read(Tensor(body: base[0].object(TensorBody.self)), indices)))
    }
    return Slot(try element(of: base[0].value, (0..<count).map { subscriptValue(base[1 + $0]) }))
  }

  /// Integers and slices of integers as the engine's indices; nil where there is anything else between the brackets.
  private func plainIndices(_ entries: UnsafeMutablePointer<Slot>, _ count: Int) -> [Tensors.Index]? {
    var isPlain = true
    let indices = [Tensors.Index](few: count) { i in
      if entries[i].isInt { return .at(entries[i].int) }
      if entries[i].tag == .object, let slice = entries[i].object(ObjectValue.self) as? SliceObject,
        let index = slice.plainIndex
      {
        return index
      }
      isPlain = false
      return .ellipsis
    }
    return isPlain ? indices : nil
  }

  public func element(of value: Value, _ entries: [SubscriptValue]) throws(Diagnostic) -> Value {
    switch value {
    case .tensor(let tensor): return .tensor(try read(tensor, entries))
    case .parameter(let parameter): return .tensor(try read(parameter.tensor, entries))
    case .list(let list):
      switch try single(entries, "a list") {
      case .value(let entry):
        return list.items[try Self.position(try whole(entry, "a list"), list.count, "list")]
      case .slice(let from, let to, let step):
        return .list(try sliced(from, to, step, list.count).map { list.items[$0] })
      case .ellipsis: return value
      }
    case .text(let text):
      let characters = Array(text.string)
      switch try single(entries, "a text") {
      case .value(let entry):
        return .text(
          String(characters[try Self.position(try whole(entry, "a text"), characters.count, "text")]))
      case .slice(let from, let to, let step):
        return .text(String(try sliced(from, to, step, characters.count).map { characters[$0] }))
      case .ellipsis: return value
      }
    case .range(let range):
      switch try single(entries, "a range") {
      case .value(let entry):
        return .int(range.element(try Self.position(try whole(entry, "a range"), range.count, "range")))
      case .slice(let from, let to, let step):
        return .list(try sliced(from, to, step, range.count).map { .int(range.element($0)) })
      case .ellipsis: return value
      }
    case .record(let record):
      guard case .value(let entry) = try single(entries, "a record") else { break }
      guard let key = RecordKey(entry) else {
        throw Self.noKey(entry)
      }
      guard let found = record.entries[key] else { throw missingKey(entry, record) }
      return found
    case .object(let object): return try object.element(entries)
    default: break
    }
    var hints: [String] = []
    if case .function(let function) = value, !function.name.isEmpty {
      hints = ["a call is written with parentheses: `\(function.name)(…)`"]
    }
    throw Diagnostic(.type, "T05", "\(value.kindName) can't be indexed", hints: hints)
  }

  func missingKey(_ key: Value, _ record: RecordObject) -> Diagnostic {
    let keys = record.fieldNames
    var hints: [String] = []
    if case .text(let text) = key {
      let near = NearNames.best(for: text.string, among: keys)
      if let best = near.first { hints = ["did you mean \"\(best)\"?"] }
    }
    if hints.isEmpty, (1...8).contains(record.count) {
      hints = ["its keys are \(record.entries.map { $0.key.value.inline(depth: 0) }.joined(separator: ", "))"]
    }
    return Diagnostic(.index, "X02", "the record has no \(key.inline(depth: 0))", hints: hints)
  }

  static func noKey(_ value: Value) -> Diagnostic {
    Diagnostic(
      .type, "T07", "\(value.kindName) can't be a key",
      hints: ["keys are texts, numbers, booleans, none, functions, models, and lists of them"])
  }

  func single(_ entries: [SubscriptValue], _ kind: String) throws(Diagnostic) -> SubscriptValue {
    guard entries.count == 1, let entry = entries.first else {
      throw Diagnostic(.index, "X03", "\(kind) has one axis, and \(entries.count) indices were given")
    }
    return entry
  }

  func whole(_ value: Value, _ kind: String) throws(Diagnostic) -> Int {
    guard let index = value.integer else {
      throw Diagnostic(
        .index, "T08", "\(kind) is indexed by integers and slices, not by \(value.described)",
        hints: Self.wholeIndexHints(value))
    }
    return index
  }

  /// What makes an index of a float.
  private static func wholeIndexHints(_ value: Value) -> [String] {
    switch value {
    case .float(let x) where x == x.rounded():
      ["`//` divides integers into an integer, `int(x)` makes one of a float"]
    case .tensor, .parameter: ["`.to(i64)` makes an integer tensor of it"]
    default: []
    }
  }

  static func position(_ index: Int, _ count: Int, _ kind: String) throws(Diagnostic) -> Int {
    let position = index < 0 ? index + count : index
    guard position >= 0, position < count else {
      let range = count == 0 ? "it is empty" : "its indices go from 0 to \(count - 1)"
      throw Diagnostic(.index, "X01", "index \(index) is outside the \(kind): \(range)")
    }
    return position
  }

  /// The positions that `from:to:step` selects, with Python's rules.
  func sliced(_ from: Value, _ to: Value, _ step: Value, _ count: Int) throws(Diagnostic) -> [Int] {
    let step = step.isNone ? 1 : try whole(step, "a slice")
    guard step != 0 else { throw Diagnostic(.index, "X04", "a slice's step can't be 0") }
    func clamp(_ value: Value, _ missing: Int) throws(Diagnostic) -> Int {
      if value.isNone { return missing }
      let index = try whole(value, "a slice")
      let position = index < 0 ? index &+ count : index
      return step > 0 ? min(max(position, 0), count) : min(max(position, -1), count - 1)
    }
    let start = try clamp(from, step > 0 ? 0 : count - 1)
    let end = try clamp(to, step > 0 ? count : -1)
    // A step beyond the length selects one element at most; stride must not overflow on it.
    let bounded = step > 0 ? min(step, count + 1) : max(step, -count - 1)
    return Array(stride(from: start, to: end, by: bounded))
  }

  // MARK: Tensors

  func read(_ tensor: Tensor, _ entries: [SubscriptValue]) throws(Diagnostic) -> Tensor {
    try read(tensor, try tensorIndices(entries))
  }

  private func read(_ tensor: Tensor, _ indices: [Tensors.Index]) throws(Diagnostic) -> Tensor {
    do {
      return try tensor.indexed(indices)
    } catch {
      throw Diagnostic(error)
    }
  }

  func tensorIndices(_ entries: [SubscriptValue]) throws(Diagnostic) -> [Tensors.Index] {
    var result: [Tensors.Index] = []
    for entry in entries {
      switch entry {
      case .ellipsis: result.append(.ellipsis)
      case .slice(let from, let to, let step):
        result.append(
          .slice(
            from: from.isNone ? nil : try whole(from, "a slice"),
            to: to.isNone ? nil : try whole(to, "a slice"),
            step: step.isNone ? 1 : try whole(step, "a slice")))
      case .value(let value): result.append(try tensorIndex(value))
      }
    }
    return result
  }

  private func tensorIndex(_ value: Value) throws(Diagnostic) -> Tensors.Index {
    switch value {
    case .none: return .newAxis
    case .int(let index): return .at(index)
    case .bool(let flag): return .tensor(Tensor([flag], []))
    case .tensor(let tensor) where tensor.rank == 0 && tensor.dtype.isInteger: return .at(value.integer ?? 0)
    default:
      if case .range(let range) = value, let slice = Self.slice(range) { return slice }
      guard let tensor = try self.tensor(from: value), !tensor.dtype.isFloat else {
        throw Diagnostic(
          .index, "T08",
          "a tensor is indexed by integers, slices, masks and integer tensors, not by \(value.described)",
          hints: Self.wholeIndexHints(value))
      }
      return .tensor(tensor)
    }
  }

  /// A range as a slice, if all its positions count from one end.
  private static func slice(_ range: RangeObject) -> Tensors.Index? {
    guard range.count > 0 else { return .slice(from: 0, to: 0, step: 1) }
    let last = range.element(range.count - 1)
    guard (range.start < 0) == (last < 0) else { return nil }
    // What lies before the first element or behind the last one has no number of its own from this end.
    let end = last &+ (range.step > 0 ? 1 : -1)
    return .slice(from: range.start, to: (end < 0) == (last < 0) ? end : nil, step: range.step)
  }

  // MARK: Fields

  /// `value.name`, found by the name's text object.
  @inline(never)
  func attribute(_ slot: Slot, _ key: Slot) throws(Diagnostic) -> Slot {
    switch slot.tag {
    case .record:
      let record = slot.object(RecordObject.self)
      let position = record.shape.find(key)
      if position >= 0 { return record.slots[position].retained }
    case .model:
      let model = slot.object(ModelObject.self)
      let position = model.definition.shape.find(key)
      if position >= 0, model.slots[position].tag != .undefined { return model.slots[position].retained }
    default: break
    }
    let value = slot.value
    let name = key.object(TextObject.self).string
    if let found = try field(of: value, name) { return Slot(found) }
    throw missingField(value, name)
  }

  /// The field or bound method of this name; nil when there is none.
  public func field(of value: Value, _ name: String) throws(Diagnostic) -> Value? {
    switch value {
    case .record(let record): return record[name]
    case .model(let model): return try Attributes.field(of: model, name, self)
    case .tensor(let tensor): return try Attributes.field(of: tensor, name)
    case .parameter(let parameter): return try Attributes.field(of: parameter, name)
    case .object(let object): return try object.field(name)
    default: return nil
    }
  }

  func missingField(_ value: Value, _ name: String) -> Diagnostic {
    let known = Attributes.names(of: value)
    var hints = Self.didYouMean(NearNames.best(for: name, among: known))
    if value.isNone {
      hints = ["a function without a value, such as `print`, gives none"]
    } else if registry.names(taking: value).contains(name) {
      hints = ["`\(name)` is a function: write `.\(name)()`"]
    } else if let ours = ForeignNames.fields[name] {
      hints = [ours]
    }
    return Diagnostic(.name, "N05", "\(value.kindName) has no field `\(name)`", hints: hints)
  }

  @inline(never)
  func unpack(_ source: Slot, _ count: Int, into target: UnsafeMutablePointer<Slot>) throws(Diagnostic) {
    if source.tag == .list, case let list = source.object(ListObject.self), list.count == count {
      for i in 0..<count { set(target + i, list.slots[i].retained) }
      return
    }
    let value = source.value
    let items: [Value]
    switch value {
    case .list(let list): items = Array(list.items)
    case .tensor(let tensor) where tensor.rank > 0 && tensor.shape.dims[0] == count:
      var rows: [Value] = []
      for i in 0..<count { rows.append(try element(of: value, [.value(.int(i))])) }
      items = rows
    case .range(let range) where range.count == count: items = range.elements.map { .int($0) }
    case .text(let text): items = text.string.map { .text(String($0)) }
    case .tensor(let tensor):
      throw Diagnostic(.shape, "S20", "\(count) names can't be filled from a tensor of shape \(tensor.shape)")
    default: throw Diagnostic(.type, "T10", "\(value.kindName) can't be taken apart into \(count) names")
    }
    guard items.count == count else {
      throw Diagnostic(
        .value, "V02", "there are \(count) names on the left and \(items.count) values on the right")
    }
    for (i, item) in items.enumerated() { set(target + i, Slot(item)) }
  }
}
