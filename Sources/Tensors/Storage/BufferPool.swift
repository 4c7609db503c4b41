import Glibc

/// Blocks of memory that are used again: a fresh page costs ten times what a warm one does.
///
/// Sizes are rounded up to classes, four to each power of two. Blocks are aligned to 64 bytes, a cache line
/// and an AVX-512 register. Thread-safe.
final class BufferPool: @unchecked Sendable {
  static let shared = BufferPool()

  /// Free blocks of each class; guarded by `lock`, as the counts are.
  private var free = [[UnsafeMutableRawPointer]](repeating: [], count: 4 * Int.bitWidth)
  private var cachedBytes = 0
  /// Bytes of the blocks that are in use.
  private var usedBytes = 0
  /// POSIX's and not Swift's: the thread sanitizer knows what it guards.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  /// Bytes kept for later at most.
  private static let cacheLimit = 1 << 30
  static let alignment = 64

  private init() { pthread_mutex_init(lock, nil) }

  /// The size of the class that holds `bytes`.
  static func capacity(for bytes: Int) -> Int {
    if bytes <= 256 { return 256 }
    let step = (1 << log2(bytes - 1)) / 4
    return (bytes + step - 1) / step * step
  }

  private static func log2(_ x: Int) -> Int { Int.bitWidth - 1 - x.leadingZeroBitCount }

  /// The place of a class among all: its power of two, and which quarter after it.
  private static func index(of capacity: Int) -> Int {
    let power = log2(capacity)
    return 4 * power + (capacity - (1 << power)) / max(1, (1 << power) / 4)
  }

  private func locked<T>(_ body: () -> T) -> T {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }

  /// A block of exactly the class `capacity`; nil when the machine has none left. The system would promise
  /// more than there is, and end the process when it is written to: the pool counts for itself, but for
  /// what it `isPromised` already.
  func take(_ capacity: Int, isPromised: Bool = false) -> UnsafeMutableRawPointer? {
    let index = Self.index(of: capacity)
    let (isRefused, cached) = locked { () -> (Bool, UnsafeMutableRawPointer?) in
      guard isPromised || usedBytes <= MachineMemory.limit - capacity else { return (true, nil) }
      usedBytes += capacity
      let block = free[index].popLast()
      if block != nil { cachedBytes -= capacity }
      return (false, block)
    }
    if isRefused { return nil }
    if let cached { return cached }
    var block: UnsafeMutableRawPointer?
    if posix_memalign(&block, Self.alignment, capacity) == 0 { return block }
    drain()
    if posix_memalign(&block, Self.alignment, capacity) == 0 { return block }
    locked { usedBytes -= capacity }
    return nil
  }

  func give(_ block: UnsafeMutableRawPointer, _ capacity: Int) {
    let index = Self.index(of: capacity)
    let isKept = locked {
      usedBytes -= capacity
      guard cachedBytes + capacity <= Self.cacheLimit else { return false }
      free[index].append(block)
      cachedBytes += capacity
      return true
    }
    if !isKept { Glibc.free(block) }
  }

  /// Bytes of the blocks that are in use.
  var bytesInUse: Int { locked { usedBytes } }

  /// Gives all cached blocks back to the system.
  func drain() {
    locked {
      for block in free.joined() { Glibc.free(block) }
      for index in free.indices { free[index] = [] }
      cachedBytes = 0
    }
  }
}
