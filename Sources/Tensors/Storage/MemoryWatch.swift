import Glibc
import Kernels

/// Stops a computation that takes more memory than there is.
///
/// A single tensor that is too large is refused before it is allocated. What grows in small steps - a list,
/// a text, a graph - is noticed here: while something runs, a thread looks every fiftieth of a second at what
/// the process has taken and, at the limit, raises the flag that all loops poll. The alternative is a machine
/// that swaps until it stands still, or a process that the system kills with all that it held.
///
/// Made of addresses, as `BufferPool` is and for the same reason.
public struct MemoryWatch: @unchecked Sendable {
  public static let shared = MemoryWatch()

  private struct State {
    /// How many computations are running.
    var running = 0
    var hasThread = false
  }

  /// Guarded by `lock`.
  private let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private static let period: UInt32 = 20_000  // Microseconds.

  private init() {
    state.initialize(to: State())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
  }

  /// A computation begins.
  public func begin() {
    pthread_mutex_lock(lock)
    state.pointee.running += 1
    if !state.pointee.hasThread { state.pointee.hasThread = startThread() }
    pthread_cond_signal(wake)
    pthread_mutex_unlock(lock)
  }

  /// A computation has ended.
  public func end() {
    pthread_mutex_lock(lock)
    state.pointee.running -= 1
    pthread_mutex_unlock(lock)
  }

  private func startThread() -> Bool {
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { _ in
        MemoryWatch.shared.look()
        return nil
      }, nil)
    if result == 0 { pthread_detach(thread) }
    return result == 0
  }

  /// The thread's work.
  private func look() {
    // Signals are for the thread that reads the reader's keys.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    while true {
      pthread_mutex_lock(lock)
      while state.pointee.running == 0 { pthread_cond_wait(wake, lock) }
      pthread_mutex_unlock(lock)
      usleep(Self.period)
      if MachineMemory.isExhausted, !gradus_interrupt_requested() { stop() }
    }
  }

  private func stop() {
    // What the pool keeps for later is not in use.
    BufferPool.shared.drain()
    guard MachineMemory.isExhausted else { return }
    pthread_mutex_lock(lock)
    if state.pointee.running > 0 { gradus_interrupt_memory() }
    pthread_mutex_unlock(lock)
  }
}
