import Formatting
import Glibc
import Kernels
import Notebook

/// Reads requests on a thread of its own, so that an interrupt is heard while a cell runs.
public final class KernelServer: @unchecked Sendable {
  private let output: Output
  private let input: Int32
  private let requests: RequestQueue

  /// A longer line is answered with an error; what follows it is read normally.
  static let lineLimit = 128 << 20

  public init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
    self.output = Output(output)
    self.input = input
    requests = RequestQueue()
  }

  /// Answers until standard input ends, or nobody reads the answers any more.
  public func run() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<KernelServer>.fromOpaque(context).takeRetainedValue().read()
        return nil
      }, context)
    let kernel = Kernel(clearsInterrupt: false)
    kernel.stream = { [output] in Self.write($0, to: output) }
    while !output.isClosed, let request = requests.next() {
      switch request {
      case .line(let line):
        if let answer = kernel.answer(line) { Self.write(answer, to: output) }
      case .tooLong:
        Self.write(
          Kernel.failure(
            .null, "memory", "a line was longer than \(Self.lineLimit >> 20) MB",
            "send data in several requests"),
          to: output)
      case .refused(let count):
        for _ in 0..<count {
          Self.write(
            Kernel.failure(
              .null, "memory", "too many requests were waiting, and this one was dropped",
              "wait for answers before sending more"), to: output)
        }
      }
      requests.finish()
    }
  }

  private static func write(_ answer: JSONValue, to output: Output) {
    var bytes: [UInt8] = []
    answer.write(to: &bytes)
    bytes.append(0x0A)
    output.write(bytes)
  }

  // MARK: Reading

  private func read() {
    var buffer: [UInt8] = [], isTooLong = false
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(input, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      var rest = chunk[..<count]
      while let end = rest.firstIndex(of: 0x0A) {
        buffer += rest[..<end]
        requests.add(isTooLong ? .tooLong : .line(buffer))
        (buffer, isTooLong) = ([], false)
        rest = rest[(end + 1)...]
      }
      buffer += rest
      if buffer.count > Self.lineLimit { (buffer, isTooLong) = ([], true) }
    }
    if isTooLong { requests.add(.tooLong) } else if !buffer.isEmpty { requests.add(.line(buffer)) }
    requests.end()
    watchReader()
  }

  /// After the last request: when nobody is left to read its answer, whatever still runs is stopped.
  private func watchReader() {
    while !requests.isIdle {
      var reader = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
      if poll(&reader, 1, 500) > 0, reader.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 {
        gradus_interrupt_request()
        usleep(100_000)
      }
    }
  }
}
