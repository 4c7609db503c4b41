import Language
import Library
import Tensors
import Testing

/// Runs cells in one interpreter and gives the last value as text.
func value(_ cells: String...) throws -> String {
  let interpreter = Interpreter(registry: .standard(), context: TensorContext())
  var shown = ""
  for (i, cell) in cells.enumerated() {
    let result = interpreter.run(SourceText(name: "cell \(i + 1)", text: cell))
    if let error = result.error { throw error }
    shown = result.value.display()
  }
  return shown
}

/// The error that the last of some cells ends in.
func failure(_ cells: String...) throws -> Diagnostic {
  let interpreter = Interpreter(registry: .standard(), context: TensorContext())
  for (i, cell) in cells.enumerated() {
    let result = interpreter.run(SourceText(name: "cell \(i + 1)", text: cell))
    if let error = result.error {
      #expect(i == cells.count - 1, "an earlier cell failed: \(error.message)")
      return error
    }
  }
  throw NoFailure()
}

struct NoFailure: Error {}
