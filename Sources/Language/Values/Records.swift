/// The storage of a record: fields in the order in which they were added. Whoever writes makes sure
/// first that no one else refers to it.
public final class RecordObject {
  /// The keys; `slots` holds one value for each.
  private(set) var shape: RecordShape
  /// The same for reading keys without counting a reference.
  private(set) var keys: Unmanaged<RecordShape>
  private(set) var slots: UnsafeMutablePointer<Slot>
  public private(set) var count: Int
  private var capacity: Int

  /// Takes over one slot for each key of `shape`, which `fill` initialises.
  init(shape: RecordShape, fill: (UnsafeMutablePointer<Slot>) -> Void) {
    self.shape = shape
    keys = .passUnretained(shape)
    count = shape.count
    capacity = count
    slots = Slot.allocate(count)
    fill(slots)
  }

  public convenience init() { self.init(shape: RecordShape()) { _ in } }

  public convenience init(fields: KeyValuePairs<String, Value>) {
    self.init()
    for (name, value) in fields { entries[.text(name)] = value }
  }

  /// A record of its own with the same fields.
  public convenience init(copying record: RecordObject) {
    self.init(shape: record.shape) { slots in
      slots.update(from: record.slots, count: record.count)
      for i in 0..<record.count { slots[i].retain() }
    }
  }

  /// A record of its own with these entries.
  public convenience init(_ entries: RecordEntries) { self.init(copying: entries.record) }

  deinit {
    Slot.dismantle(slots, count)
    Slot.deallocate(slots, capacity)
  }

  /// The fields as keys and values.
  public var entries: RecordEntries { RecordEntries(record: self) }

  public subscript(name: String) -> Value? { entries[.text(name)] }

  /// Those keys that are texts.
  var fieldNames: [String] {
    (0..<count).compactMap { i in
      shape.keys[i].tag == .text ? shape.keys[i].object(TextObject.self).string : nil
    }
  }

  // MARK: Changes

  /// The position of a normal key, or -1.
  @inline(__always) func find(_ key: Slot) -> Int { keys._withUnsafeGuaranteedRef { $0.find(key) } }

  /// Where the value of a normal key lies; a key that is not there is added, its value undefined.
  func place(of key: Slot) -> UnsafeMutablePointer<Slot> {
    let position = find(key)
    return position >= 0 ? slots + position : add(key)
  }

  @inline(never)
  private func add(_ key: Slot) -> UnsafeMutablePointer<Slot> {
    let position = count
    if position == capacity {
      let new = max(4, 2 * capacity)
      let block = Slot.allocate(new)
      block.moveInitialize(from: slots, count: position)
      Slot.deallocate(slots, capacity)
      (slots, capacity) = (block, new)
    }
    ownShape()
    shape.append(taking: key.retained)
    (slots + position).initialize(to: .undefined)
    count += 1
    return slots + position
  }

  /// Before keys change: other records may have the same shape.
  private func ownShape() {
    guard !isKnownUniquelyReferenced(&shape) else { return }
    shape = RecordShape(copying: shape, capacity: capacity)
    keys = .passUnretained(shape)
  }

  func remove(at position: Int) {
    slots[position].release()
    (slots + position).moveInitialize(from: slots + position + 1, count: count - position - 1)
    ownShape()
    shape.remove(at: position)
    count -= 1
  }

  /// Gives the values' block away to the caller, who owns them; the record is good for nothing afterwards.
  func surrender() -> Slot.Block {
    let given = Slot.Block(slots: slots, count: count, capacity: capacity)
    (slots, count, capacity) = (Slot.allocate(0), 0, 0)
    return given
  }
}

/// A record's fields in order: reads and writes through to the record.
public struct RecordEntries: RandomAccessCollection {
  let record: RecordObject

  public var startIndex: Int { 0 }
  public var endIndex: Int { record.count }
  public subscript(position: Int) -> (key: RecordKey, value: Value) {
    (key(position), record.slots[position].value)
  }

  /// The value of a key; setting nil removes the key.
  public subscript(key: RecordKey) -> Value? {
    get {
      let slot = Slot(key.value)
      defer { slot.release() }
      let position = record.shape.find(slot)
      return position < 0 ? nil : record.slots[position].value
    }
    nonmutating set {
      let slot = Slot(key.value)
      defer { slot.release() }
      if let newValue {
        let place = record.place(of: slot)
        let old = place.pointee
        place.pointee = Slot(newValue)
        old.release()
      } else if case let position = record.shape.find(slot), position >= 0 {
        record.remove(at: position)
      }
    }
  }

  public var keys: [RecordKey] { (0..<record.count).map(key) }

  private func key(_ position: Int) -> RecordKey { RecordKey(record.shape.keys[position].value) ?? .none }
  public var values: [Value] { (0..<record.count).map { record.slots[$0].value } }
}

/// What a record's field or a dictionary's entry is found by.
public enum RecordKey: Hashable {
  case text(String)
  case int(Int)
  case float(Double)
  case bool(Bool)
  case none
  case list([RecordKey])
  /// A model, a parameter or a function: found by what it is, not by what it holds.
  case identity(IdentityKey)

  /// The key that a value makes, or nil when it has no value that stays the same, or is a list nested too deeply.
  public init?(_ value: Value) { self.init(value, depth: 0) }

  private init?(_ value: Value, depth: Int) {
    switch value {
    case .text(let text): self = .text(text.string)
    case .int(let x): self = .int(x)
    case .float(let x):
      // 1 and 1.0 are equal, so they must be one key.
      if let whole = Int(exactly: x) { self = .int(whole) } else { self = .float(x) }
    case .bool(let x): self = .bool(x)
    case .none: self = .none
    case .list(let list):
      guard depth < Slot.keyDepth else { return nil }
      var keys: [RecordKey] = []
      for item in list.items {
        guard let key = RecordKey(item, depth: depth + 1) else { return nil }
        keys.append(key)
      }
      self = .list(keys)
    case .model, .parameter, .function: self = .identity(IdentityKey(value: value))
    default: return nil
    }
  }

  public var value: Value {
    switch self {
    case .text(let text): .text(text)
    case .int(let x): .int(x)
    case .float(let x): .float(x)
    case .bool(let x): .bool(x)
    case .none: .none
    case .list(let keys): .list(keys.map(\.value))
    case .identity(let key): key.value
    }
  }
}

/// An object with identity as a key.
public struct IdentityKey: Hashable {
  let value: Value

  private var identifier: ObjectIdentifier? {
    switch value {
    case .model(let model): ObjectIdentifier(model)
    case .parameter(let parameter): ObjectIdentifier(parameter)
    case .function(let function): ObjectIdentifier(function)
    default: nil
    }
  }

  public static func == (a: IdentityKey, b: IdentityKey) -> Bool { a.identifier == b.identifier }
  public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}
