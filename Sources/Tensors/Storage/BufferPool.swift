import Glibc

/// Blocks of memory that are used again: a fresh page costs ten times what a warm one does.
///
/// Sizes are rounded up to classes, four to each power of two. Blocks are aligned to 64 bytes, a cache line
/// and an AVX-512 register. Thread-safe: it is made of addresses, because in release builds references are counted
/// without regard to other threads (`Package.swift`), and `MemoryWatch` comes here from one.
struct BufferPool: @unchecked Sendable {
  static let shared = BufferPool()

  private struct State {
    /// Free blocks of each class.
    var free = [[UnsafeMutableRawPointer]](repeating: [], count: 4 * Int.bitWidth)
    var cachedBytes = 0
    /// Bytes of the blocks that are in use.
    var usedBytes = 0
  }

  /// Guarded by `lock`.
  private let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
  /// POSIX's and not Swift's: the thread sanitizer knows what it guards.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  /// Bytes kept for later at most.
  private static let cacheLimit = max(1 << 30, MachineMemory.total / 8)
  static let alignment = 64
  private static let largePage = 1 << 21

  private init() {
    state.initialize(to: State())
    pthread_mutex_init(lock, nil)
  }

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

  @inline(__always)
  private func locked<T>(_ body: (inout State) -> T) -> T {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body(&state.pointee)
  }

  /// A block of exactly the class `capacity`; nil when the machine has none left. The system would promise
  /// more than there is, and end the process when it is written to: the pool counts for itself, but for
  /// what it `isPromised` already.
  func take(_ capacity: Int, isPromised: Bool = false) -> UnsafeMutableRawPointer? {
    let index = Self.index(of: capacity)
    let (isRefused, cached) = locked { state -> (Bool, UnsafeMutableRawPointer?) in
      guard isPromised || state.usedBytes <= MachineMemory.limit - capacity else { return (true, nil) }
      state.usedBytes += capacity
      let block = state.free[index].popLast()
      if block != nil { state.cachedBytes -= capacity }
      return (false, block)
    }
    if isRefused { return nil }
    if let cached { return cached }
    if let block = Self.fresh(capacity) { return block }
    drain()
    if let block = Self.fresh(capacity) { return block }
    locked { $0.usedBytes -= capacity }
    return nil
  }

  /// Memory from the system.
  private static func fresh(_ capacity: Int) -> UnsafeMutableRawPointer? {
    let isLarge = capacity >= 2 * largePage
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, isLarge ? largePage : alignment, capacity) == 0 else { return nil }
    // One page fault for 2 MB and not 512: most of the time that fresh memory takes.
    if isLarge, let block { madvise(block, capacity, Int32(MADV_HUGEPAGE)) }
    return block
  }

  func give(_ block: UnsafeMutableRawPointer, _ capacity: Int) {
    let index = Self.index(of: capacity)
    let isKept = locked { state in
      state.usedBytes -= capacity
      guard state.cachedBytes + capacity <= Self.cacheLimit else { return false }
      state.free[index].append(block)
      state.cachedBytes += capacity
      return true
    }
    if !isKept { free(block) }
  }

  /// Bytes of the blocks that are in use.
  var bytesInUse: Int { locked { $0.usedBytes } }

  /// Gives all cached blocks back to the system.
  func drain() {
    locked { state in
      for block in state.free.joined() { free(block) }
      for index in state.free.indices { state.free[index] = [] }
      state.cachedBytes = 0
    }
  }
}
