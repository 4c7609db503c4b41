import Foundation
import Language
import Library
import Tensors
import Testing

/// Whole programs as a reader would write them: `Programs/NAME.gradus`, and beside it what it prints.
/// `UPDATE_GOLDEN=1 swift test` writes what came out instead of comparing.
@Suite("Programs")
struct ProgramTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Programs")

  private static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(".gradus") }.map { String($0.dropLast(7)) }.sorted()
  }

  @Test("print what was recorded", arguments: names)
  func output(name: String) throws {
    let file = Self.folder.appending(path: name + ".gradus")
    let expected = Self.folder.appending(path: name + ".txt")
    let printed = run(try String(contentsOf: file, encoding: .utf8), name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try printed.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(printed == (try String(contentsOf: expected, encoding: .utf8)))
  }

  private func run(_ code: String, _ name: String) -> String {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    var printed = ""
    interpreter.sink = { output in
      switch output {
      case .text(let text): printed += text
      case .value(let value), .frame(let value): printed += value.display() + "\n"
      case .warning(let warning): printed += DiagnosticText.render(warning) + "\n"
      }
    }
    let result = interpreter.run(SourceText(name: name, text: code))
    if let error = result.error { printed += DiagnosticText.render(error) + "\n" }
    return printed
  }
}
