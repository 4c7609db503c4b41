import Formatting
import Language
import Library
import Tensors
import Testing

@testable import Terminal

@Suite("Showing steps")
@MainActor
struct StepCommandTests {
  private func lines(_ cell: String, width: Int) -> [String] {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    var lines: [String] = []
    let result = interpreter.run(SourceText(name: "cell 1", text: cell)) { step in
      lines.append(StepCommands.line(step, width: width))
      return true
    }
    #expect(result.error == nil)
    return lines
  }

  @Test("gives each step a line with source, value, time and node, indented by calls")
  func layout() throws {
    let shown = lines("f(x) = x @ x\nw = param(ones((2, 2)))\nf(w)", width: 80)
    // Definitions are no steps.
    #expect(shown.count == 5)
    #expect(shown[0].hasPrefix("  (2, 2)"))
    #expect(shown[3].hasPrefix("    x @ x"))
    #expect(shown[3].contains("f64[2, 2]") && shown[3].hasSuffix("  matmul"))
    #expect(shown[4].hasPrefix("  f(w)"))
    #expect(shown[2].hasSuffix("  parameter"))
  }

  @Test("keeps to the width of the terminal, whatever the source and the value", arguments: [60, 80, 120])
  func width(columns: Int) throws {
    let long = "(1234567890 + 1234567890 + 1234567890 + 1234567890, \"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\" + \"x\" * 80)"
    let deep = "f(n) = if n == 0 { 0 } else {\n f(n - 1)\n}\nf(50)"
    for line in lines(long, width: columns) + lines(deep, width: columns) {
      #expect(DisplayWidth.of(line) <= columns, "\(line)")
    }
  }
}
