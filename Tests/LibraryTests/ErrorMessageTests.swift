import Foundation
import Language
import Library
import Tensors
import TestSupport
import Testing

/// What a reader sees: programs of one cell or several (parted by `%%%`), and the whole text of the error
/// that the last one ends in, with the warnings before it.
@Suite("Messages")
struct ErrorMessageTests {
  @Test("every error reads as recorded")
  func errors() throws { try check("errors.txt", atLeast: 250, fails: true) }

  @Test("every warning reads as recorded, and what is meant passes without")
  func warnings() throws { try check("warnings.txt", atLeast: 10, fails: false) }

  private func check(_ name: String, atLeast count: Int, fails: Bool) throws {
    let file = try GoldenFile(name, below: #filePath)
    #expect(file.cases.count >= count)
    let folder = file.url.deletingLastPathComponent().path
    for difference in try file.differences({ input in
      let (text, error) = Self.rendered(input, directory: folder)
      #expect((error != nil) == fails, "\(input)")
      return text
    }) {
      Issue.record("\(difference.title):\n\(difference.actual)\ninstead of\n\(difference.expected)")
    }
  }

  /// Everything that the cells show besides values.
  private static func rendered(_ input: String, directory: String) -> (text: String, error: Diagnostic?) {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    interpreter.directory = directory
    var shown: [String] = []
    interpreter.sink = { output in
      if case .warning(let warning) = output { shown.append(DiagnosticText.render(warning)) }
    }
    let cells = input.components(separatedBy: "\n%%%\n")
    for (i, cell) in cells.enumerated() {
      let result = interpreter.run(SourceText(name: "cell \(i + 1)", text: cell))
      if let error = result.error {
        shown.append(DiagnosticText.render(error))
        if i < cells.count - 1 { shown.append("(cell \(i + 1) of \(cells.count))") }
        return (shown.joined(separator: "\n\n"), error)
      }
    }
    return (shown.joined(separator: "\n\n"), nil)
  }
}
