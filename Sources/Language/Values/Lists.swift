/// The storage of a list; whoever writes makes sure first that no one else refers to it.
///
/// Elements are slots in one block of memory that doubles when it is full, so that the machine reads,
/// sets and appends them by pointer, without reference counting for numbers.
public final class ListObject {
  /// `count` elements, each owning what it refers to; room for `capacity`.
  private(set) var slots: UnsafeMutablePointer<Slot>
  public private(set) var count: Int
  private var capacity: Int

  /// Takes over `count` slots that `fill` initialises.
  init(count: Int, fill: (UnsafeMutablePointer<Slot>) -> Void) {
    self.count = count
    capacity = count
    slots = Slot.allocate(count)
    fill(slots)
  }

  public convenience init(_ items: some Collection<Value>) {
    self.init(count: items.count) { slots in
      var next = slots
      for item in items {
        next.initialize(to: Slot(item))
        next += 1
      }
    }
  }

  /// A list of its own with the same elements.
  public convenience init(copying list: ListObject) {
    self.init(count: list.count) { slots in
      slots.update(from: list.slots, count: list.count)
      for i in 0..<list.count { slots[i].retain() }
    }
  }

  /// The elements of a list, so many times.
  convenience init(repeating list: ListObject, times: Int) {
    self.init(count: list.count * times) { slots in
      for i in 0..<list.count {
        let element = list.slots[i]
        for j in 0..<times { (slots + (j * list.count + i)).initialize(to: element.retained) }
      }
    }
  }

  deinit {
    Slot.dismantle(slots, count)
    Slot.deallocate(slots, capacity)
  }

  /// The elements as values.
  public var items: ListItems { ListItems(list: self) }

  // MARK: Changes

  /// Appends a slot, taking over its reference.
  @inline(__always)
  func append(taking slot: Slot) {
    if count == capacity { grow(to: count + 1) }
    (slots + count).initialize(to: slot)
    count &+= 1
  }

  @inline(never)
  private func grow(to wanted: Int) {
    let new = max(4, wanted, 2 * capacity)
    slots = Slot.grow(capacity == 0 ? nil : slots, to: new)
    capacity = new
  }

  public func append(_ value: Value) { append(taking: Slot(value)) }

  public func append(contentsOf values: some Collection<Value>) {
    if count + values.count > capacity { grow(to: count + values.count) }
    for value in values { append(value) }
  }

  /// Appends the elements of another list, or of this one.
  func append(copyOf other: ListObject) {
    let more = other.count
    if count + more > capacity { grow(to: count + more) }
    for i in 0..<more { append(taking: other.slots[i].retained) }
  }

  /// Puts an element before position `index`, which is at most `count`.
  public func insert(_ value: Value, at index: Int) {
    if count == capacity { grow(to: count + 1) }
    (slots + index + 1).moveInitialize(from: slots + index, count: count - index)
    (slots + index).initialize(to: Slot(value))
    count += 1
  }

  /// Puts another element in the place of the one at `index`, which is below `count`.
  func set(_ value: Value, at index: Int) {
    let old = slots[index]
    slots[index] = Slot(value)
    old.release()
  }

  /// Takes the element at `index` out, which is below `count`.
  @discardableResult
  public func remove(at index: Int) -> Value {
    var slot = slots[index]
    (slots + index).moveInitialize(from: slots + index + 1, count: count - index - 1)
    count -= 1
    return slot.take()
  }

  /// Lets go of the last element; there is one.
  func removeLast() {
    count -= 1
    slots[count].release()
  }

  /// Puts other elements in the place of all.
  public func replaceAll(with values: some Collection<Value>) {
    let new = ListObject(values)
    swap(&slots, &new.slots)
    swap(&count, &new.count)
    swap(&capacity, &new.capacity)
  }

  /// Gives the elements' block away: the list is empty afterwards, and the caller owns them.
  func surrender() -> Slot.Block {
    let given = Slot.Block(slots: slots, count: count, capacity: capacity)
    (slots, count, capacity) = (Slot.allocate(0), 0, 0)
    return given
  }
}

/// A list's elements as values: reads through to the list.
public struct ListItems: RandomAccessCollection {
  let list: ListObject
  public var startIndex: Int { 0 }
  public var endIndex: Int { list.count }
  public subscript(index: Int) -> Value {
    precondition(index >= 0 && index < list.count, "index outside the list")
    return list.slots[index].value
  }
}
