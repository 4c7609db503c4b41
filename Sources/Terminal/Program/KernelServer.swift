import Formatting
import Glibc
import Kernels
import Notebook
import Synchronization

/// Reads requests on a thread of its own, so that an interrupt is heard while a cell runs.
public final class KernelServer: @unchecked Sendable {
  private let output = Output(STDOUT_FILENO)
  private let lines = Mutex<(queue: [[UInt8]], isAtEnd: Bool)>(([], false))
  private let available = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  /// A longer line is answered with an error; what follows it is read normally.
  private static let lineLimit = 512 << 20

  public init() { sem_init(available, 0, 0) }

  /// Answers until standard input ends.
  public func run() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<KernelServer>.fromOpaque(context).takeRetainedValue().readLines()
        return nil
      }, context)
    let kernel = Kernel()
    while let line = nextLine(), !output.isClosed {
      if line.isEmpty { continue }
      guard let answer = kernel.answer(line) else { continue }
      var bytes: [UInt8] = []
      answer.write(to: &bytes)
      bytes.append(0x0A)
      output.write(bytes)
    }
  }

  private func nextLine() -> [UInt8]? {
    while true {
      while sem_wait(available) != 0 && errno == EINTR {}
      let (line, isAtEnd) = lines.withLock { state -> ([UInt8]?, Bool) in
        state.queue.isEmpty ? (nil, state.isAtEnd) : (state.queue.removeFirst(), false)
      }
      if let line { return line }
      if isAtEnd { return nil }
    }
  }

  private func readLines() {
    var buffer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var isTooLong = false
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      var rest = chunk[..<count]
      while let end = rest.firstIndex(of: 0x0A) {
        buffer += rest[..<end]
        deliver(isTooLong ? Array("too long".utf8) : buffer)
        (buffer, isTooLong) = ([], false)
        rest = rest[(end + 1)...]
      }
      buffer += rest
      if buffer.count > Self.lineLimit { (buffer, isTooLong) = ([], true) }
    }
    if !buffer.isEmpty { deliver(buffer) }
    lines.withLock { $0.isAtEnd = true }
    sem_post(available)
  }

  private func deliver(_ line: [UInt8]) {
    // An interrupt takes effect at once; its answer comes in its turn.
    if line.count < 200, let request = try? JSONParser.parse(line), request["interrupt"] == .bool(true) {
      gradus_interrupt_request()
    }
    lines.withLock { $0.queue.append(line) }
    sem_post(available)
  }
}
