import Library
import Tensors
import Testing

@testable import Language

/// What errors propose has to work.
@Suite("Hints")
struct HintTests {
  /// Variables that the proposals use.
  private static let setup = """
    x = [[1.0, 2.0], [3.0, 4.0]]
    a = x
    b = x
    xs = (1, 2, 3)
    f(v) = v
    n = 3
    s = "a text"
    w = param([1.0])
    r = {a: 1}
    t = table({age: [20, 40], sex: ("Male", "Female"), x: [1.0, 2.0], y: [1.0, 2.5]})
    list = (1, 2)
    """

  @Test("what is proposed for names of other languages runs")
  func foreignNames() {
    for (name, hint) in [ForeignNames.functions, ForeignNames.methods, ForeignNames.fields].joined() {
      for snippet in snippets(of: hint) { runs(snippet, "`\(name)`: \(hint)") }
    }
  }

  /// What stands between backticks, about the value that it fits.
  private func snippets(of hint: String) -> [String] {
    hint.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 && !$0.element.hasPrefix(":") && !$0.element.hasSuffix("?") }
      .map { piece in
        let text = String(piece.element)
        let isTable = [".age", ".sex", "\"age\""].contains { text.contains($0) }
        let isRecord = ["values(", "keys(", " in "].contains { text.contains($0) }
        let isText = ["upper(", "lower(", "lines("].contains { text.contains($0) }
        let receiver = isTable ? "t" : isRecord ? "r" : isText ? "s" : text.contains("append(") ? "xs" : "x"
        return text.replacing(ForeignNames.receiver, with: receiver)
          .replacing("zero_grad(x)", with: "zero_grad(w)")
          .replacing("…", with: "1")
          .replacing("file.csv", with: "adult.csv")
      }
  }

  private func runs(_ code: String, _ comment: String) {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    interpreter.directory = #filePath.replacing("HintTests.swift", with: "Cases")
    #expect(interpreter.run(SourceText(name: "setup", text: Self.setup)).error == nil)
    let error = interpreter.run(SourceText(name: "hint", text: code)).error
    #expect(error == nil, "\(comment): \(error?.message ?? "")")
  }
}
