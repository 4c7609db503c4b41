import Foundation
import Language
import Library
import Tensors
import Testing

@Suite("Methods of texts")
struct PythonTextTests {
  /// Cases of `text-python.py`: comparisons that hold, and calls behind `!` that fail.
  @Test("give what Python gives, and fail where it fails")
  func python() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/text-python.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count >= 800)
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    for line in lines {
      let mustFail = line.hasPrefix("!")
      let code = String(mustFail ? line.dropFirst() : line)
      let result = interpreter.run(SourceText(name: "case", text: code))
      if mustFail {
        if result.error == nil { Issue.record("no error: \(code)") }
      } else if result.value.display() != "true" {
        Issue.record("\(code) is \(result.error?.message ?? result.value.display())")
      }
    }
  }
}
