import Foundation

/// A Python process that has prepared a reference and times it whenever it is asked.
final class Reference {
  private let process = Process()
  private let input = Pipe(), output = Pipe()

  /// The Python that references run in.
  static var python: String { ProcessInfo.processInfo.environment["GRADUS_PYTHON"] ?? "python3" }

  /// - Parameters:
  ///   - file: Of `References`, without its ending.
  ///   - function: What in it prepares the work.
  /// - Returns: nil where Python, or what the file imports, is not installed.
  init?(_ file: String, _ function: String, threads: Int) {
    guard let server = Self.path("server"), let path = Self.path(file) else { return nil }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [Self.python, server, path, function, "\(threads)"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil, answer() == "ready" else { return nil }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.terminate()
    process.waitUntilExit()
  }

  /// Seconds of one of `count` calls.
  func seconds(_ count: Int) throws -> Double { try number("time \(count)") }

  /// The number that the next call gives.
  func value() throws -> Double { try number("value") }

  /// By how many bytes the process has grown, at most.
  func memory() throws -> Double { try number("memory") }

  private func number(_ command: String) throws -> Double {
    try input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
    guard let number = answer().flatMap({ Double($0) }) else {
      throw BenchmarkFailure(description: "the reference stopped")
    }
    return number
  }

  /// The next line; nil at the end.
  private func answer() -> String? {
    var bytes: [UInt8] = [], byte: UInt8 = 0
    while read(output.fileHandleForReading.fileDescriptor, &byte, 1) == 1 {
      if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  private static func path(_ name: String) -> String? {
    Bundle.module.url(forResource: "References/\(name)", withExtension: "py")?.path
  }
}

extension Benchmark.Peer {
  /// A function of one of `References`, called `count` times a run.
  ///
  /// - Parameter isComparable: Whether it starts from the same numbers as ours.
  static func python(
    _ name: String, _ file: String, _ function: String, goal: Double? = nil, calls count: Int = 1,
    isComparable: Bool = true
  ) -> Self {
    Self(name: name, goal: goal.map { .ratio($0) }) { settings in
      guard let reference = Reference(file, function, threads: settings.threads) else { return nil }
      return Timed(
        warmUp: { _ = try reference.seconds(max(1, count / 2)) }, measure: { try reference.seconds(count) },
        value: isComparable ? { try reference.value() } : nil)
    }
  }
}

/// Short pieces of Python for the language's benchmarks, each a process of its own.
enum Python {
  /// Seconds of a statement after some set-up, measured by Python itself; nil when that fails.
  ///
  /// - Parameter gives: An expression and the text that it has to show afterwards.
  static func seconds(_ setup: String, _ statement: String, gives: (of: String, text: String)? = nil)
    -> Double?
  {
    let check = gives.map { "assert str(\($0.of)) == '''\($0.text)''', \($0.of)" } ?? ""
    let script = """
      \(setup)
      import time
      begin = time.perf_counter()
      \(statement)
      seconds = time.perf_counter() - begin
      \(check)
      print(seconds)
      """
    let process = Process(), output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [Reference.python, "-c", script]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
