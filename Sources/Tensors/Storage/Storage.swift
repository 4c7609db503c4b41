import Kernels

/// A block of memory that tensors share: views of one tensor have one storage.
///
/// Small blocks lie inside the object itself, so that a tensor of a few numbers costs one allocation; larger
/// ones come from the pool. Thread-safe as a block of memory is.
/// Its elements are words, which ask for no more alignment than `malloc` gives: for more, the system's slow way of
/// allocating would be taken.
public final class Storage: ManagedBuffer<Storage.Header, UInt64> {
  public struct Header {
    /// nil while the elements wait to be computed.
    fileprivate var memory: UnsafeMutableRawPointer?
    /// Size of the pool's block; 0 for memory inside the object.
    fileprivate var capacity: Int
    /// What makes the elements that are not there yet.
    fileprivate var waiting: Waiting?
    /// What stands for it in the tape, and is told when it goes.
    fileprivate var substitute: Forgotten?
  }

  fileprivate enum Waiting {
    case expression(Expression)
    case reading(DelayedReading)
    case forgotten(Forgotten)
    /// Elements that were forgotten and are here again, in another storage.
    case recalled(Storage)
  }

  /// Blocks up to this size lie inside the object.
  private static let inlineBytes = 512

  /// The first element's place; computes what waits.
  @inline(__always)
  var memory: UnsafeMutableRawPointer {
    if let memory = header.memory { return memory }
    return computed()
  }

  /// What computes the elements that are not there yet.
  var pending: Expression? {
    if case .expression(let expression)? = header.waiting { expression } else { nil }
  }

  /// Whether the elements are somewhere else until somebody looks at them.
  var isUnread: Bool { if case .reading? = header.waiting { true } else { false } }

  /// Whether it stands for elements that the tape has not kept, and nobody has asked for since.
  var isForgotten: Bool { if case .forgotten? = header.waiting { true } else { false } }

  /// Whether its elements are, or will be, those of another storage.
  var isSubstitute: Bool {
    switch header.waiting {
    case .forgotten, .recalled: true
    default: false
    }
  }

  /// Whether the elements are here, and nothing stands for them elsewhere.
  var isPlain: Bool { header.waiting == nil && header.substitute == nil }

  /// The storage whose elements these are, as long as it lives; itself otherwise.
  var owner: Storage {
    switch header.waiting {
    case .forgotten(let forgotten): forgotten.elements ?? self
    case .recalled(let storage): storage
    default: self
    }
  }

  /// Takes the elements that it stands for, if they are still there. False when they have to be computed again.
  func findElements() -> Bool {
    guard case .forgotten(let forgotten)? = header.waiting else { return true }
    guard let elements = forgotten.elements else { return false }
    remember(elements)
    return true
  }

  /// The pool's block that holds the elements, if one does.
  var block: (memory: UnsafeMutableRawPointer, capacity: Int)? {
    guard header.capacity > 0, let memory = header.memory else { return nil }
    return (memory, header.capacity)
  }

  /// Bytes that it takes from the pool; small blocks count as nothing.
  var byteCount: Int { header.capacity }

  /// Uninitialised memory for `count` elements.
  /// - Throws: `TensorError.memory` when that is more than the machine has, before anything is allocated.
  static func make(count: Int, _ dtype: DType) throws(TensorError) -> Storage {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: dtype.size)
    if bytes <= inlineBytes, !overflow, count >= 0 { return small(bytes) }
    guard !overflow, count >= 0, bytes <= MachineMemory.limit, bytes <= gradus_block_ceiling() else {
      throw .memory(elements: count, dtype: dtype)
    }
    let capacity = BufferPool.capacity(for: bytes)
    guard let memory = BufferPool.shared.take(capacity) else { throw .memory(elements: count, dtype: dtype) }
    let storage = create(minimumCapacity: 0) { _ in
      Header(memory: memory, capacity: capacity, waiting: nil, substitute: nil)
    }
    return unsafeDowncast(storage, to: Storage.self)
  }

  /// Elements that an expression will compute.
  static func pending(_ expression: Expression) -> Storage {
    let made = create(minimumCapacity: 0) { _ in
      Header(memory: nil, capacity: 0, waiting: .expression(expression), substitute: nil)
    }
    let storage = unsafeDowncast(made, to: Storage.self)
    expression.storage = storage
    return storage
  }

  private static func small(_ bytes: Int) -> Storage {
    let storage = create(minimumCapacity: (max(bytes, 1) + 7) / 8) { object in
      object.withUnsafeMutablePointerToElements {
        Header(memory: UnsafeMutableRawPointer($0), capacity: 0, waiting: nil, substitute: nil)
      }
    }
    return unsafeDowncast(storage, to: Storage.self)
  }

  deinit {
    if header.capacity > 0, let memory = header.memory { BufferPool.shared.give(memory, header.capacity) }
    switch header.waiting {
    case .expression(let expression): expression.storage = nil
    case .reading(let reading): BufferPool.shared.give(reading.memory, header.capacity)
    case .forgotten, .recalled, nil: break
    }
    header.substitute?.elements = nil
  }

  /// Stands for the result of a node (`Forgotten`).
  static func forgotten(_ forgotten: Forgotten) -> Storage {
    let made = create(minimumCapacity: 0) { _ in
      Header(memory: nil, capacity: 0, waiting: .forgotten(forgotten), substitute: nil)
    }
    return unsafeDowncast(made, to: Storage.self)
  }

  /// Has `forgotten` know of these elements while they are there. False when others stand for them already.
  func tell(_ forgotten: Forgotten) -> Bool {
    guard header.substitute == nil, !isSubstitute else { return false }
    header.substitute = forgotten
    forgotten.elements = self
    return true
  }

  /// Its elements are going to change: what stands for it has to compute the old ones.
  func leaveSubstitute() {
    header.substitute?.elements = nil
    header.substitute = nil
  }

  /// Elements that were forgotten, computed once more.
  func remember(_ elements: Storage) {
    header.waiting = .recalled(elements)
    header.memory = elements.memory
  }

  /// Elements that `fill` reads when somebody first looks at them. Their memory is set aside at once, so that there
  /// is enough of it then; the system gives it only when it is written to.
  static func reading(
    count: Int, _ dtype: DType, _ fill: @escaping (UnsafeMutableRawBufferPointer) -> Void
  ) throws(TensorError) -> Storage {
    let storage = try make(count: count, dtype)
    guard let (memory, _) = storage.block else {
      fill(UnsafeMutableRawBufferPointer(start: storage.memory, count: count * dtype.size))
      return storage
    }
    storage.header.waiting = .reading(
      DelayedReading(memory: memory, byteCount: count * dtype.size, fill: fill))
    storage.header.memory = nil
    return storage
  }

  // MARK: Waiting

  /// Computes what waits; with `mayStop` an interrupt ends it early, and it goes on waiting.
  func compute(mayStop: Bool) throws(TensorError) {
    if case .forgotten(let forgotten)? = header.waiting { return try forgotten.recall() }
    if let pending { try Program.run(pending, mayStop: mayStop) }
  }

  /// Whoever asks for an address can't be told of an error: what waits is bounded so that there is none.
  @inline(never)
  private func computed() -> UnsafeMutableRawPointer {
    if case .reading(let reading)? = header.waiting {
      reading.fill(UnsafeMutableRawBufferPointer(start: reading.memory, count: reading.byteCount))
      header.waiting = nil
      header.memory = reading.memory
      return reading.memory
    }
    try? compute(mayStop: false)
    // Whoever looks at what the tape has not kept asks for it with `Tensor.compute` first, which tells why not.
    if case .forgotten(let forgotten)? = header.waiting { remember(forgotten.unknown()) }
    guard let memory = header.memory else { preconditionFailure("a computation left no elements") }
    return memory
  }

  /// The elements are there.
  func finish(_ memory: UnsafeMutableRawPointer, capacity: Int) {
    header.memory = memory
    header.capacity = capacity
    header.waiting = nil
  }

  /// Leaves its block to another storage; nobody may look at this one's elements again.
  func giveAway() { header.capacity = 0 }
}

/// Elements that are read when somebody looks at them.
private final class DelayedReading {
  let memory: UnsafeMutableRawPointer
  let byteCount: Int
  let fill: (UnsafeMutableRawBufferPointer) -> Void

  init(
    memory: UnsafeMutableRawPointer, byteCount: Int, fill: @escaping (UnsafeMutableRawBufferPointer) -> Void
  ) {
    self.memory = memory
    self.byteCount = byteCount
    self.fill = fill
  }
}
