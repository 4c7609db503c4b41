/// The keys of a record in order, and where each is found.
///
/// Records made by one literal share their shape; whoever adds a key makes a copy first unless the shape
/// is its record's alone. A key is a slot: a text, an integer, a float that is no integer, a boolean,
/// `none`, an object with identity, or a list of such (`RecordKey` says the same to the rest of the program).
final class RecordShape {
  private(set) var keys: UnsafeMutablePointer<Slot>
  private(set) var hashes: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  private var capacity = 0
  /// Positions by hash, -1 where free: a power of two, at least twice as many as keys. Short records go without.
  private var table: UnsafeMutablePointer<Int32>?
  private var mask = 0

  /// Up to this many keys are compared one after the other.
  private static let scanned = 8

  init(capacity: Int = 0) {
    keys = Slot.allocate(capacity)
    hashes = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  convenience init(copying other: RecordShape, capacity: Int) {
    self.init(capacity: max(capacity, other.count))
    for i in 0..<other.count {
      other.keys[i].retain()
      (keys + i).initialize(to: other.keys[i])
      (hashes + i).initialize(to: other.hashes[i])
    }
    count = other.count
    if count > Self.scanned { rebuildTable() }
  }

  deinit {
    for i in 0..<count { keys[i].release() }
    Slot.deallocate(keys, capacity)
    hashes.deallocate()
    table?.deallocate()
  }

  // MARK: Finding

  /// The position of a key, or -1. A list as a key has to be normal (`Slot.normalKey`).
  @inline(__always)
  func find(_ key: Slot) -> Int {
    // The same text object, or the same number: what nearly every search ends in.
    if count <= Self.scanned {
      for i in 0..<count where keys[i].bits == key.bits && keys[i].tag == key.tag { return i }
      if key.tag == .int { return -1 }
    }
    return search(key, hash: key.hash)
  }

  /// The position of a name by its text object alone, or -1: short records of the program's own names need
  /// no more.
  @inline(__always)
  func place(ofSame name: Slot) -> Int {
    if _slowPath(count > Self.scanned) { return find(name) }
    for i in 0..<count where keys[i].bits == name.bits && keys[i].tag == .text { return i }
    return -1
  }

  /// The same, looking first where `hint` says, and noting there where the name was.
  @inline(__always)
  func place(ofSame name: Slot, _ hint: UnsafeMutablePointer<UInt8>) -> Int {
    let guess = Int(hint.pointee)
    if _fastPath(guess < count && keys[guess].bits == name.bits && keys[guess].tag == .text) { return guess }
    return learn(name, hint)
  }

  @inline(never)
  private func learn(_ name: Slot, _ hint: UnsafeMutablePointer<UInt8>) -> Int {
    let position = place(ofSame: name)
    if let new = UInt8(exactly: position) { hint.pointee = new }
    return position
  }

  @inline(never)
  private func search(_ key: Slot, hash: UInt32) -> Int {
    guard let table else {
      for i in 0..<count where hashes[i] == hash && Slot.areEqualKeys(keys[i], key) { return i }
      return -1
    }
    var place = Int(hash) & mask
    while true {
      let position = Int(table[place])
      if position < 0 { return -1 }
      if hashes[position] == hash {
        let other = keys[position]
        if other.bits == key.bits && other.tag == key.tag || Slot.areEqualKeys(other, key) { return position }
      }
      place = (place &+ 1) & mask
    }
  }

  // MARK: Changing

  /// Adds a key that is not there yet; takes over its reference.
  func append(taking key: Slot) {
    if count == capacity { grow() }
    (keys + count).initialize(to: key)
    (hashes + count).initialize(to: key.hash)
    count += 1
    if count > Self.scanned {
      if table == nil || 2 * count > mask + 1 { rebuildTable() } else { enter(count - 1) }
    }
  }

  func remove(at position: Int) {
    keys[position].release()
    let behind = count - position - 1
    (keys + position).moveInitialize(from: keys + position + 1, count: behind)
    (hashes + position).moveInitialize(from: hashes + position + 1, count: behind)
    count -= 1
    if table != nil { rebuildTable() }
  }

  private func grow() {
    let new = max(4, 2 * capacity)
    let block = Slot.allocate(new), blockOfHashes = UnsafeMutablePointer<UInt32>.allocate(capacity: new)
    block.moveInitialize(from: keys, count: count)
    blockOfHashes.moveInitialize(from: hashes, count: count)
    Slot.deallocate(keys, capacity)
    hashes.deallocate()
    (keys, hashes, capacity) = (block, blockOfHashes, new)
  }

  private func rebuildTable() {
    var size = 32
    while size < 4 * count { size *= 2 }
    if size != mask + 1 || table == nil {
      table?.deallocate()
      table = .allocate(capacity: size)
      mask = size - 1
    }
    table?.update(repeating: -1, count: size)
    for i in 0..<count { enter(i) }
  }

  private func enter(_ position: Int) {
    guard let table else { return }
    var place = Int(hashes[position]) & mask
    while table[place] >= 0 { place = (place + 1) & mask }
    table[place] = Int32(truncatingIfNeeded: position)
  }
}

// MARK: - Keys

extension Slot {
  /// A hash that equal keys share. Texts remember theirs.
  var hash: UInt32 {
    switch tag {
    case .text: Unmanaged<TextObject>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.hash }
    case .list: Unmanaged<ListObject>.fromOpaque(pointer)._withUnsafeGuaranteedRef { Self.hash(of: $0) }
    default: Self.mixed(bits &+ UInt64(tag.rawValue))
    }
  }

  private static func hash(of list: ListObject) -> UInt32 {
    var result: UInt32 = 0x9E37_79B9
    for i in 0..<list.count {
      let element = list.slots[i]
      let hash = element.isInt ? mixed(element.bits &+ UInt64(Tag.int.rawValue)) : element.hash
      result = (result ^ hash) &* 0x0100_0193
    }
    return result
  }

  /// Spreads the bits of numbers, which are often small and in a row.
  private static func mixed(_ bits: UInt64) -> UInt32 {
    let product = bits &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  private func textEquals(_ other: Slot) -> Bool {
    Unmanaged<TextObject>.fromOpaque(pointer)._withUnsafeGuaranteedRef { a in
      Unmanaged<TextObject>.fromOpaque(other.pointer)._withUnsafeGuaranteedRef { b in a.string == b.string }
    }
  }

  static func areEqualKeys(_ a: Slot, _ b: Slot) -> Bool {
    guard a.tag == b.tag else { return false }
    if a.bits == b.bits { return true }
    switch a.tag {
    case .text: return a.textEquals(b)
    case .list:
      let x = a.object(ListObject.self), y = b.object(ListObject.self)
      guard x.count == y.count else { return false }
      for i in 0..<x.count where !areEqualKeys(x.slots[i], y.slots[i]) { return false }
      return true
    default: return false
    }
  }

  /// Lists as keys may be nested so deep; hashing them goes through all of it.
  static let keyDepth = 20

  /// Whether the slot can be a key as it stands.
  @inline(__always) var isNormalKey: Bool { tag == .int || tag == .text || isNormalKey(depth: 0) }

  private func isNormalKey(depth: Int) -> Bool {
    switch tag {
    case .text, .int, .bool, .none, .model, .parameter, .function: true
    case .float: Int(exactly: float) == nil
    case .list:
      depth < Self.keyDepth
        && Unmanaged<ListObject>.fromOpaque(pointer)._withUnsafeGuaranteedRef { list in
          for i in 0..<list.count where !list.slots[i].isInt {
            if !list.slots[i].isNormalKey(depth: depth + 1) { return false }
          }
          return true
        }
    default: false
    }
  }

  /// The key that a value makes, with a reference of its own: 1 and 1.0 are equal, so they are one key.
  /// nil for what can't be a key.
  var normalKey: Slot? {
    if isNormalKey { return retained }
    switch tag {
    case .float: return Int(exactly: float).map { Slot($0) }
    case .list:
      guard let key = RecordKey(value) else { return nil }
      return Slot(key.value)
    default: return nil
    }
  }
}
