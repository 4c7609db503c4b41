import Glibc

/// Blocks of slots: what lists, records and models keep their elements in.
extension Slot {
  /// A block that someone owns, with the references in it.
  struct Block {
    var slots: UnsafeMutablePointer<Slot>
    var count: Int
    var capacity: Int
  }

  /// Room for so many slots; an empty block takes no memory.
  @inline(__always)
  static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Slot> {
    capacity == 0 ? nowhere : grow(nil, to: capacity)
  }

  /// A larger block with the same slots in it. The C library moves large blocks without copying them.
  static func grow(_ slots: UnsafeMutablePointer<Slot>?, to capacity: Int) -> UnsafeMutablePointer<Slot> {
    let (bytes, overflow) = capacity.multipliedReportingOverflow(by: MemoryLayout<Slot>.stride)
    guard !overflow, let block = realloc(slots, bytes) else {
      preconditionFailure("no memory for \(capacity) elements")
    }
    return block.assumingMemoryBound(to: Slot.self)
  }

  @inline(__always)
  static func deallocate(_ slots: UnsafeMutablePointer<Slot>, _ capacity: Int) {
    if capacity > 0 { free(slots) }
  }

  /// An aligned address that is never read or written.
  private static var nowhere: UnsafeMutablePointer<Slot> {
    UnsafeMutablePointer(bitPattern: MemoryLayout<Slot>.alignment).unsafelyUnwrapped
  }

  /// Whether a heap slot holds the only reference to its object, which may then be changed in place.
  @inline(__always)
  static func isUnique(_ place: UnsafeMutablePointer<Slot>) -> Bool {
    place.pointee.isOwned && isOnlyReference(place)
  }

  /// The same for a slot that owns its reference.
  @inline(__always)
  static func isOnlyReference(_ place: UnsafeMutablePointer<Slot>) -> Bool {
    // The bits are the reference itself: asked where it lies, no second one is made. All classes keep their
    // count in the same place, and asked as one of them the question is answered without a generic call.
    UnsafeMutableRawPointer(place).withMemoryRebound(to: ListObject.self, capacity: 1) {
      isKnownUniquelyReferenced(&$0.pointee)
    }
  }

  private var isContainer: Bool { tag == .list || tag == .record || tag == .model || tag == .function }

  /// Releases `count` slots.
  ///
  /// Lists, records, models and closures inside them that nobody else refers to are taken apart here, one after the other:
  /// releasing them where they stand would recurse once per level and overflow the stack on a long chain.
  static func dismantle(_ slots: UnsafeMutablePointer<Slot>, _ count: Int) {
    var rest: [Slot] = []
    var next = release(slots, count, butKeep: &rest)
    while let container = next ?? rest.popLast() {
      let block = container.surrender()
      container.release()
      next = release(block.slots, block.count, butKeep: &rest)
      deallocate(block.slots, block.capacity)
    }
  }

  private func surrender() -> Block {
    switch tag {
    case .list: object(ListObject.self).surrender()
    case .model: object(ModelObject.self).surrender()
    case .function: object(FunctionObject.self).surrender()
    default: object(RecordObject.self).surrender()
    }
  }

  /// Releases slots but for containers that nobody else refers to: the first of them is given back, so
  /// that a plain chain needs no memory, and the others go to `rest`.
  @inline(__always)
  private static func release(
    _ slots: UnsafeMutablePointer<Slot>, _ count: Int, butKeep rest: inout [Slot]
  ) -> Slot? {
    var first: Slot?
    for i in 0..<count where slots[i].isHeap {
      if slots[i].isContainer, isUnique(slots + i) {
        if first == nil { first = slots[i] } else { rest.append(slots[i]) }
      } else {
        slots[i].release()
      }
    }
    return first
  }
}
