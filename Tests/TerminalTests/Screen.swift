import CTerminal
import Glibc
import Testing

@testable import Terminal

/// The built program in a pseudo-terminal: keys go in, the screen's text comes out.
final class Screen {
  private let terminal: Int32
  private var process: Int32 = 0
  private(set) var text = ""
  /// Everything that came so far.
  private(set) var everything = ""
  private var bytes: [UInt8] = []

  /// The program that the package has just built, beside the tests.
  static var program: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(decoding: buffer[..<max(0, length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // With `swift test` the tests run inside a helper of the toolchain: the package's folder is the current one.
    let beside = own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/gradus"
    return access(beside, X_OK) == 0 ? beside : ".build/debug/gradus"
  }

  init(_ arguments: [String], columns: Int = 80) throws {
    // `env` gives the program a folder and a terminal type of its own.
    let words = ["env", "TERM=xterm", "INPUTRC=/dev/null", "LC_ALL=C.UTF-8", "NO_COLOR=1"] + arguments
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    terminal = gradus_start_in_terminal("/usr/bin/env", &pointers, &process)
    try #require(terminal >= 0)
    if columns != 80 { resize(to: columns) }
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    close(terminal)
  }

  func type(_ keys: String) {
    _ = keys.withCString { write(terminal, $0, strlen($0)) }
  }

  func resize(to columns: Int) { gradus_resize_terminal(terminal, Int32(columns), 24) }

  /// Whether the terminal shows what is typed and hands it over line by line, as shells leave it.
  var isInLineMode: Bool {
    var modes = termios()
    tcgetattr(terminal, &modes)
    return modes.c_lflag & tcflag_t(ICANON) != 0 && modes.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Reads until `wanted` has appeared after what was waited for before; fails after 20 seconds.
  /// - Returns: what came before it.
  @discardableResult
  func wait(for wanted: String) throws -> String {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      if let range = text.firstRange(of: wanted) {
        let before = String(text[..<range.lowerBound])
        text = String(text[range.upperBound...])
        return before
      }
      guard receive(within: 200) else { break }
    }
    Issue.record("waited for \(wanted), and the screen shows: \(text)")
    throw Missing()
  }

  /// Takes what came; false when nothing will come any more.
  private func receive(within milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(terminal, &chunk, chunk.count)
    guard count > 0 else { return false }
    bytes += chunk[..<count]
    // A character that is not whole yet waits for its other bytes.
    var end = bytes.count
    while end > max(0, bytes.count - 4), String(validating: bytes[..<end], as: UTF8.self) == nil { end -= 1 }
    if String(validating: bytes[..<end], as: UTF8.self) == nil { end = bytes.count }
    let new = String(decoding: bytes[..<end], as: UTF8.self)
    bytes.removeFirst(end)
    text += new
    everything += new
    return true
  }

  /// Whether a text appears within some seconds.
  func shows(_ text: String, within seconds: Double) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      guard receive(within: 50) else { break }
    }
    return self.text.contains(text)
  }

  struct Missing: Error {}

  func kill9() {
    kill(process, SIGKILL)
  }

  /// The exit status once the program has ended; -1 when it has not within ten seconds.
  func ended() -> Int32 {
    var status: Int32 = 0
    for _ in 0..<200 {
      if waitpid(process, &status, WNOHANG) == process { return (status >> 8) & 0xFF }
      usleep(50_000)
    }
    return -1
  }
}
