import Glibc
import Synchronization

/// Blocks of memory that are used again: a fresh page costs ten times what a warm one does.
///
/// Sizes are rounded up to classes, four to each power of two. Blocks are aligned to 64 bytes, a cache line
/// and an AVX-512 register. Thread-safe.
final class BufferPool: Sendable {
  static let shared = BufferPool()

  private struct State {
    var free: [Int: [UnsafeMutableRawPointer]] = [:]
    var cachedBytes = 0
  }

  private let state = Mutex(State())

  /// Bytes kept for later at most.
  private static let cacheLimit = 1 << 30
  static let alignment = 64

  /// The machine's memory in bytes.
  static let physicalMemory = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))

  /// The size of the class that holds `bytes`.
  static func capacity(for bytes: Int) -> Int {
    if bytes <= 256 { return 256 }
    let power = 1 << (Int.bitWidth - 1 - (bytes - 1).leadingZeroBitCount)
    let step = power / 4
    return (bytes + step - 1) / step * step
  }

  /// A block of exactly the class `capacity`; nil when the machine has none left.
  func take(_ capacity: Int) -> UnsafeMutableRawPointer? {
    let cached = state.withLock { state -> UnsafeSendable? in
      guard let block = state.free[capacity]?.popLast() else { return nil }
      state.cachedBytes -= capacity
      return UnsafeSendable(pointer: block)
    }
    if let cached { return cached.pointer }
    var block: UnsafeMutableRawPointer?
    if posix_memalign(&block, Self.alignment, capacity) == 0 { return block }
    drain()
    return posix_memalign(&block, Self.alignment, capacity) == 0 ? block : nil
  }

  func give(_ block: UnsafeMutableRawPointer, _ capacity: Int) {
    let block = UnsafeSendable(pointer: block)
    let isKept = state.withLock { state in
      guard state.cachedBytes + capacity <= Self.cacheLimit else { return false }
      state.free[capacity, default: []].append(block.pointer)
      state.cachedBytes += capacity
      return true
    }
    if !isKept { free(block.pointer) }
  }

  /// Gives all cached blocks back to the system.
  func drain() {
    state.withLock { state in
      for block in state.free.values.joined() { free(block) }
      state.free = [:]
      state.cachedBytes = 0
    }
  }

  private struct UnsafeSendable: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }
}
