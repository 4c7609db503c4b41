import Foundation

/// This program, started once more: what is measured there has a process to itself.
enum OwnProcess {
  static let path =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]

  /// What it writes; nil when it can't be started or fails.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments; a name is looked up in `PATH`.
  ///   - channel: Which of its outputs is asked for.
  static func run(_ command: [String], reading channel: Channel = .output) -> String? {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = channel == .output ? pipe : FileHandle.nullDevice
    process.standardError = channel == .error ? pipe : FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text : nil
  }

  enum Channel { case output, error }
}
