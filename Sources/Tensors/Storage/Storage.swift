/// A block of memory that tensors share: views of one tensor have one storage.
public final class Storage: @unchecked Sendable {
  let memory: UnsafeMutableRawPointer
  private let capacity: Int
  /// Bytes in use.
  let byteCount: Int

  /// Uninitialised memory for `count` elements.
  /// - Throws: `TensorError.memory` when that is more than the machine has, before anything is allocated.
  init(count: Int, _ dtype: DType) throws(TensorError) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: dtype.size)
    guard !overflow, count >= 0, bytes <= BufferPool.physicalMemory / 10 * 9 else {
      throw .memory(elements: count, dtype: dtype)
    }
    let capacity = BufferPool.capacity(for: max(bytes, 1))
    guard let memory = BufferPool.shared.take(capacity) else { throw .memory(elements: count, dtype: dtype) }
    self.memory = memory
    self.capacity = capacity
    byteCount = bytes
  }

  deinit { BufferPool.shared.give(memory, capacity) }
}
