import Glibc
import Kernels

/// Asks the running cell ten times a second how far its loop is.
///
/// Made of addresses and shared by nothing else: the thread that it starts touches no object of the machine's.
struct LoopClock: @unchecked Sendable {
  static let shared = LoopClock()

  private struct State {
    /// How many cells are running that somebody watches.
    var running = 0
    var hasThread = false
  }

  /// Guarded by `lock`.
  private let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private static let period: UInt32 = 100_000  // Microseconds.

  private init() {
    state.initialize(to: State())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
  }

  /// A cell begins.
  func begin() {
    pthread_mutex_lock(lock)
    state.pointee.running += 1
    if !state.pointee.hasThread { state.pointee.hasThread = startThread() }
    pthread_cond_signal(wake)
    pthread_mutex_unlock(lock)
  }

  /// It has ended.
  func end() {
    pthread_mutex_lock(lock)
    state.pointee.running -= 1
    pthread_mutex_unlock(lock)
    gradus_look_clear()
  }

  private func startThread() -> Bool {
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { _ in
        LoopClock.shared.tick()
        return nil
      }, nil)
    if result == 0 { pthread_detach(thread) }
    return result == 0
  }

  /// The thread's work.
  private func tick() {
    // Signals are for the thread that reads the reader's keys.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    while true {
      pthread_mutex_lock(lock)
      while state.pointee.running == 0 { pthread_cond_wait(wake, lock) }
      pthread_mutex_unlock(lock)
      usleep(Self.period)
      pthread_mutex_lock(lock)
      if state.pointee.running > 0 { gradus_look_request() }
      pthread_mutex_unlock(lock)
    }
  }
}
