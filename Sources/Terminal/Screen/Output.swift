import Glibc

/// Writes to a file descriptor: everything, in order, without losing a byte to a signal.
///
/// When the other end is gone it stays silent and says so in `isClosed`.
public final class Output: @unchecked Sendable {
  private let descriptor: Int32
  /// The reader of a pipe has gone, or the terminal has.
  public private(set) var isClosed = false
  /// What the system said when a write failed for another reason, such as a full disk.
  public private(set) var failure: String?

  /// Standard output: everybody writes to this one, so that its failure is known in the end.
  public static let standard = Output(STDOUT_FILENO)

  public init(_ descriptor: Int32) { self.descriptor = descriptor }

  public func write(_ text: String) {
    var text = text
    text.withUTF8 { write($0[...]) }
  }

  public func write(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { write($0[...]) } }

  private func write(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    var rest = bytes
    while !rest.isEmpty, !isClosed {
      let count = Glibc.write(descriptor, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, 1000)
      } else if errno != EINTR {
        if errno != EPIPE { failure = String(cString: strerror(errno)).lowercased() }
        isClosed = true
      }
    }
  }
}
