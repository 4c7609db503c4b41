import TestSupport
import Testing

@testable import Language

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

  @Test("every code has an explanation whose wrong line fails with it and whose right line parses")
  func explanations() throws {
    #expect(SyntaxCodes.all.map(\.code) == (1...18).map { $0 < 10 ? "P0\($0)" : "P\($0)" })
    for explanation in SyntaxCodes.all where !explanation.wrong.isEmpty {
      _ = try Parser.parse(SourceText(name: "right", text: explanation.right))
      do throws(Diagnostic) {
        _ = try Parser.parse(SourceText(name: "wrong", text: explanation.wrong))
        Issue.record("no error: \(explanation.wrong)")
      } catch {
        #expect(error.code == explanation.code)
        #expect(ErrorCodes.explanation(of: error.code)?.title == explanation.title)
      }
    }
  }

  @Test("a source beyond the limit is refused before it is read")
  func tooLarge() {
    let source = SourceText(name: "large", text: String(repeating: " ", count: (64 << 20) + 1))
    // Not `#expect(throws:)`, which would reflect the error and with it all of the source.
    do throws(Diagnostic) {
      _ = try Parser.parse(source)
      Issue.record("no error")
    } catch {
      let code = error.code
      #expect(code == "P18")
    }
  }
}
