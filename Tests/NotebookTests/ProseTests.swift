import Formatting
import Testing

@testable import Notebook

@Suite("Prose in a terminal")
struct ProseTests {
  static let sample = """
    # A title with `code`

    One *two* **three `four`** five_six [seven](a.md), [eight](https://e.org) and $x^2$; then a long tail of words.
    中文沒有空格也要換行，標點不在行首。再長一點的句子，看看它怎麼走下去。

    - an item that is longer than a line
      1. nested
      2. twice

      with a second paragraph
    - [ ] to do

    | a | b, which is long and has to be wrapped |
    |:--|--:|
    | $\\alpha$ | 1 \\| 2 |

    > A quote
    > of two lines

    ```python
    print("a line of code that is longer than the narrow terminal is wide, so it goes on below")
    ```

    $$\\frac{a}{b}$$

    ***
    <!-- not shown -->
    """

  @Test("fits at every width", arguments: [20, 40, 80, 120])
  func widths(width: Int) {
    for line in ProseText.lines(Self.sample, width: width) {
      #expect(line.reduce(0) { $0 + DisplayWidth.of($1.text) } <= width, "\(line.map(\.text).joined())")
    }
    #expect(!ProseText.plain(Self.sample, width: width).contains("not shown"))
  }

  @Test("paragraphs are wrapped, lists hang, tables line up")
  func layout() {
    let text = ProseText.plain(
      "# Title\n\nOne two three four five six seven.\n\n- an item that is longer than a line\n\n| a | bb |\n|---|---|\n| ccc | d |",
      width: 24)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == "Title")
    #expect(lines.contains("  • an item that is"))
    #expect(lines.contains("    longer than a line"))
    #expect(lines.contains("  a    bb") && lines.contains("  ccc  d"))
  }

  @Test("marks keep their roles, nested ones too")
  func roles() {
    let line = ProseText.lines("a *b* **c** `d_e` f_g_h [i](j) $x^2$ *k **l***", width: 80)[0]
    #expect(
      line.map(\.role) == [
        .plain, .emphasis, .plain, .strong, .plain, .code, .plain, .link, .plain, .math, .plain, .emphasis,
        .plain, .strong,
      ], "a blank between two styles has none")
    #expect(line.map(\.text).joined() == "a b c d_e f_g_h i x² k l")
  }

  @Test("Markdown is read into a tree")
  func tree() {
    #expect(
      Markdown.blocks("3. a\n4. b\n\n   c\n\n~~~\nx\n~~~") == [
        .list(
          [[.paragraph([.text("a")])], [.paragraph([.text("b")]), .paragraph([.text("c")])]], start: 3,
          isTight: false),
        .code("x", language: ""),
      ])
    #expect(
      Markdown.blocks("![alt](p.png \"t\") <https://a.b>  \nx\\*") == [
        .paragraph([
          .image(alternative: "alt", target: "p.png"), .text(" "),
          .link([.text("https://a.b")], target: "https://a.b"), .lineBreak, .text("x*"),
        ])
      ])
    #expect(Markdown.blocks("costs $5 and $6") == [.paragraph([.text("costs $5 and $6")])])
  }

  @Test("any text is typeset without a trap, within the width")
  func fuzz() {
    var random = SplitMix(state: 77)
    let pieces = [
      "*", "**", "`", "$", "$$", "\\", "{", "}", "[", "](", ")", "_", "^", "# ", "- ", "| a ", "> ", "1. ",
      "\n", " ", "字", "word", "\\frac", "\\hat", "<!--", "-->", "```", "\n\n", "|", "![", "  \n",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int(random.next() % 25)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
        .joined()
      for line in ProseText.lines(text, width: 30) {
        #expect(line.reduce(0) { $0 + DisplayWidth.of($1.text) } <= 30, "\(text)")
      }
    }
    for deep in ["> ", "- ", "*", "[", "(", "  - "] {
      _ = ProseText.plain(String(repeating: deep, count: 3000), width: 30)
    }
  }
}
