import Language
import Testing

@Suite("Syntax errors")
struct SyntaxErrorTests {
  @Test("every syntax error reads as recorded")
  func goldenMessages() throws {
    let file = try GoldenFile("syntax-errors.txt")
    #expect(file.cases.count >= 40)
    try file.check { input in
      do throws(Diagnostic) {
        _ = try Parser.parse(SourceText(name: "cell 7", text: input))
        Issue.record("no error: \(input)")
        return ""
      } catch {
        #expect(error.kind == .syntax)
        return DiagnosticText.render(error)
      }
    }
  }
}
