import Foundation

@testable import Terminal

/// `gradus kernel` as a client sees it: one request a line in, one answer a line out. A program that runs
/// too long is interrupted.
final class KernelProcess {
  enum Answer: Equatable {
    case answered
    /// It was interrupted and did not stop.
    case hangs
    /// The kernel itself ended.
    case died
  }

  private let process = Process()
  private let input = Pipe(), output = Pipe()
  private var buffer: [UInt8] = []
  private var number = 0

  /// Programs write into a folder of their own.
  init(folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    process.executableURL = URL(fileURLWithPath: Screen.program)
    process.arguments = ["kernel"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func run(_ code: String) -> Answer {
    number += 1
    guard send(#"{"id": \#(number), "code": \#(Self.quoted(code))}"#) else { return .died }
    switch line(within: 500) {
    case .some(true): return .answered
    case .none: return .died
    default: break
    }
    // Two answers are due: the program's and the interrupt's.
    guard send(#"{"id": 0, "interrupt": true}"#), let first = line(within: 20_000) else { return .died }
    guard first, let second = line(within: 20_000) else { return first ? .died : .hangs }
    return second ? .answered : .hangs
  }

  private func send(_ line: String) -> Bool {
    let bytes = Array((line + "\n").utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        write(input.fileHandleForWriting.fileDescriptor, $0.baseAddress, $0.count)
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  /// Takes one line of output: true when it came, false when it did not within so many milliseconds, nil when
  /// there is no more output to come.
  private func line(within milliseconds: Int32) -> Bool? {
    let descriptor = output.fileHandleForReading.fileDescriptor
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        buffer.removeSubrange(...end)
        return true
      }
      var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, milliseconds) > 0 else { return false }
      let count = read(descriptor, &chunk, chunk.count)
      if count <= 0 { return nil }
      buffer += chunk[..<count]
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
