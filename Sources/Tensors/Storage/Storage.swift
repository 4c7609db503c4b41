/// A block of memory that tensors share: views of one tensor have one storage.
///
/// Small blocks lie inside the object itself, so that a tensor of a few numbers costs one allocation; larger
/// ones come from the pool. Thread-safe as a block of memory is.
public final class Storage: ManagedBuffer<Storage.Header, SIMD2<UInt64>> {
  public struct Header {
    fileprivate(set) var memory: UnsafeMutableRawPointer
    /// Size of the pool's block; 0 for memory inside the object.
    fileprivate var capacity: Int
  }

  /// Blocks up to this size lie inside the object.
  private static let inlineBytes = 512

  var memory: UnsafeMutableRawPointer { header.memory }

  /// Bytes that it takes from the pool; small blocks count as nothing.
  var byteCount: Int { header.capacity }

  /// Uninitialised memory for `count` elements.
  /// - Throws: `TensorError.memory` when that is more than the machine has, before anything is allocated.
  static func make(count: Int, _ dtype: DType) throws(TensorError) -> Storage {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: dtype.size)
    if bytes <= inlineBytes, !overflow, count >= 0 { return small(bytes) }
    guard !overflow, count >= 0, bytes <= MachineMemory.limit else {
      throw .memory(elements: count, dtype: dtype)
    }
    let capacity = BufferPool.capacity(for: bytes)
    guard let memory = BufferPool.shared.take(capacity) else { throw .memory(elements: count, dtype: dtype) }
    let storage = create(minimumCapacity: 0) { _ in Header(memory: memory, capacity: capacity) }
    return unsafeDowncast(storage, to: Storage.self)
  }

  private static func small(_ bytes: Int) -> Storage {
    let storage = create(minimumCapacity: (max(bytes, 1) + 15) / 16) { object in
      object.withUnsafeMutablePointerToElements { Header(memory: UnsafeMutableRawPointer($0), capacity: 0) }
    }
    return unsafeDowncast(storage, to: Storage.self)
  }

  deinit {
    if header.capacity > 0 { BufferPool.shared.give(header.memory, header.capacity) }
  }
}
