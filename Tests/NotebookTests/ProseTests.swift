import Formatting
import Testing

@testable import Notebook

@Suite("Prose in a terminal")
struct ProseTests {
  @Test("mathematics becomes Unicode")
  func mathematics() {
    #expect(InlineMath.unicode(#"\hat y = w x + b"#) == "y\u{302} = w x + b")
    #expect(InlineMath.unicode(#"\frac{1}{n} \sum_{i=1}^{n} x_i^2"#) == "1/n Σᵢ₌₁ⁿ xᵢ²")
    #expect(InlineMath.unicode(#"\sqrt{a+b} \leq \alpha"#) == "√(a+b) ≤ α")
    #expect(InlineMath.unicode(#"\unknown{x}"#) == "unknownx")
  }

  @Test("paragraphs are wrapped, lists hang, tables line up")
  func layout() {
    let text = ProseText.plain(
      "# Title\n\nOne two three four five six seven.\n\n- an item that is longer than a line\n\n| a | bb |\n|---|---|\n| ccc | d |",
      width: 24)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 24 })
    #expect(lines.first == "Title")
    #expect(lines.contains("  • an item that is"))
    #expect(lines.contains("    longer than a line"))
    #expect(lines.contains("  a    bb") && lines.contains("  ccc  d "))
  }

  @Test("marks keep their roles")
  func roles() {
    let spans = InlineMarkdown.spans("a *b* **c** `d_e` f_g_h [i](j) $x^2$")
    #expect(
      spans.map(\.role) == [.plain, .emphasis, .plain, .strong, .plain, .code, .plain, .link, .plain, .math])
    #expect(spans.map(\.text).joined() == "a b c d_e f_g_h i x²")
  }

  @Test("any text is typeset without a trap, within the width")
  func fuzz() {
    var random = SplitMix(state: 77)
    let pieces = [
      "*", "**", "`", "$", "$$", "\\", "{", "}", "[", "](", ")", "_", "^", "# ", "- ", "| a ", "> ", "1. ",
      "\n", " ", "字", "word", "\\frac", "\\hat",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int(random.next() % 25)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
        .joined()
      _ = ProseText.plain(text, width: 30)
      _ = InlineMath.unicode(text)
    }
  }
}
