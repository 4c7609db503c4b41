import Formatting
import Glibc
import Kernels
import Synchronization

/// Requests on their way from the thread that reads them to the one that answers them. It holds so many and no more:
/// what comes while it is full is counted, and refused in its turn.
final class RequestQueue: @unchecked Sendable {
  enum Request {
    case line([UInt8])
    /// A line beyond the limit, whose bytes were dropped.
    case tooLong
    /// So many lines that found the queue full.
    case refused(Int)
  }

  private struct State {
    var waiting: [Request] = []
    /// Index of the first one in `waiting`; those before it were taken.
    var first = 0
    var bytes = 0
    var isRunning = false
    var isAtEnd = false
    /// An interrupt that came for a request which waits to be run.
    var interruptsNext = false
  }

  private let state = Mutex(State())
  private let available = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  private static let byteLimit = 256 << 20
  private static let countLimit = 100_000

  init() { sem_init(available, 0, 0) }

  deinit {
    sem_destroy(available)
    available.deallocate()
  }

  /// Nothing runs and nothing waits.
  var isIdle: Bool { state.withLock { !$0.isRunning && $0.first == $0.waiting.count } }

  /// Adds a request. One that interrupts takes effect at once, on the request that runs or is the next to run; its answer
  /// comes in its turn.
  func add(_ request: Request) {
    let isInterrupt = Self.isInterrupt(request)
    state.withLock { state in
      if isInterrupt {
        if state.isRunning {
          gradus_interrupt_request()
        } else if state.first < state.waiting.count {
          state.interruptsNext = true
        }
      }
      var size = 0
      if case .line(let line) = request { size = line.count }
      let isFull = state.bytes + size > Self.byteLimit || state.waiting.count - state.first >= Self.countLimit
      if isFull, state.waiting.count > state.first {
        if case .refused(let count)? = state.waiting.last {
          state.waiting[state.waiting.count - 1] = .refused(count + 1)
        } else {
          state.waiting.append(.refused(1))
        }
      } else {
        state.waiting.append(request)
        state.bytes += size
      }
    }
    sem_post(available)
  }

  private static func isInterrupt(_ request: Request) -> Bool {
    guard case .line(let line) = request, line.count < 4096, let json = try? JSONParser.parse(line) else {
      return false
    }
    return json["interrupt"] == .bool(true)
  }

  /// No more will come.
  func end() {
    state.withLock { $0.isAtEnd = true }
    sem_post(available)
  }

  /// Takes the next request, and waits for one if need be; nil at the end. Interrupts that came before are forgotten,
  /// but for one that was meant for this request.
  func next() -> Request? {
    while true {
      while sem_wait(available) != 0 && errno == EINTR {}
      let (request, isAtEnd) = state.withLock { state -> (Request?, Bool) in
        guard state.first < state.waiting.count else { return (nil, state.isAtEnd) }
        let request = state.waiting[state.first]
        state.waiting[state.first] = .tooLong
        state.first += 1
        if state.first > 1024, state.first * 2 > state.waiting.count {
          state.waiting.removeFirst(state.first)
          state.first = 0
        }
        if case .line(let line) = request { state.bytes -= line.count }
        state.isRunning = true
        gradus_interrupt_clear()
        if state.interruptsNext { gradus_interrupt_request() }
        state.interruptsNext = false
        return (request, false)
      }
      if let request { return request }
      if isAtEnd { return nil }
    }
  }

  /// The request that was taken has been answered.
  func finish() { state.withLock { $0.isRunning = false } }
}
