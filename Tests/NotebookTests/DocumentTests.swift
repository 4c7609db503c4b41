import Foundation
import Testing

@testable import Notebook

@Suite("A notebook's file")
struct DocumentTests {
  static let sample = """
    ---
    title: A test
    seed: 7
    requires: [engel]
    ---

    # Prose with `code`

    ```gradus {#first .hidden key="a b"}
    #| tolerance: 1e-4
    #| hint: ["one", "two"]
    x = 1
    x
    ```

    ```output {#first}
    1
    ```

    ~~~python
    not ours
    ~~~

    ```{code-cell} gradus
    x + 1
    ```
    """

  @Test("is read into front matter, cells, options and outputs")
  func reading() throws {
    let document = try NotebookDocument(text: Self.sample)
    #expect(document.frontMatter.title == "A test")
    #expect(document.frontMatter.seed == 7)
    #expect(document.frontMatter.requires == ["engel"])
    #expect(document.cells.map(\.source) == ["x = 1\nx", "x + 1"])
    #expect(document.cells[0].id == "first")
    #expect(document.cells[0].classes == .hidden)
    #expect(document.cells[0].attributes == ["key": "a b"])
    #expect(document.cells[0].tolerance == 1e-4)
    #expect(document.cells[0].options["hint"] == ["one", "two"])
    #expect(document.cells[0].output == "1")
    #expect(document.cells[1].output == nil)
  }

  @Test("that nobody edited comes out byte for byte")
  func roundTrip() throws {
    for text in [
      Self.sample, Self.sample + "\n", Self.sample.replacing("\n", with: "\r\n"), "", "\n\n", "no cells",
      "a\r\nb\n",
    ] {
      #expect(try NotebookDocument(text: text).text == text)
    }
  }

  @Test("takes outputs in the place of earlier ones, and below cells that had none")
  func recording() throws {
    var document = try NotebookDocument(text: Self.sample)
    document.record("2\n```\n3", for: 0)
    document.record("4", for: 1)
    let again = try NotebookDocument(text: document.text)
    #expect(again.cells[0].output == "2\n```\n3")
    #expect(again.cells[1].output == "4")
    #expect(document.text.contains("~~~python\nnot ours\n~~~"))
    let once = document.text
    document.record("4", for: 1)
    #expect(document.text == once)
    document.record("", for: 1)
    document.record("1", for: 0)
    #expect(try NotebookDocument(text: document.text).cells[1].output == nil)
  }

  @Test(
    "with a mistake is refused with a code",
    arguments: [
      ("```gradus\nx", "N10"), ("---\na: [\n---\n", "N11"),
      ("```gradus {#a}\n```\n```gradus {#a}\n```\n", "N12"),
      ("```output {#z}\n1\n```\n", "N13"), ("```gradus\n#| a: [\n```\n", "N11"),
    ])
  func mistakes(text: String, code: String) {
    do {
      _ = try NotebookDocument(text: text)
      Issue.record("\(text) was accepted")
    } catch {
      #expect(error.code == code)
      #expect(!error.message.isEmpty)
    }
  }

  @Test("that is missing, a folder, or binary is refused")
  func files() throws {
    let binary = "/tmp/gradus-test-\(getpid())-binary.md"
    try Data([0x7F, 0x45, 0x4C, 0x46, 0, 1, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: binary))
    defer { unlink(binary) }
    for (path, code) in [("/nosuch.md", "F01"), ("/tmp", "F02"), (binary, "F04")] {
      do {
        _ = try NotebookDocument(path: path)
        Issue.record("\(path) was accepted")
      } catch {
        #expect(error.code == code, "\(error.message)")
      }
    }
  }

  @Test("never traps, whatever it holds, and keeps its bytes")
  func fuzz() {
    var random = SplitMix(state: 20_261_123)
    let pieces = [
      "```", "gradus", "output", "{#a}", "{.x", "}", "---", "\n", "\r\n", "#|", " a: 1", "~~~~",
      "```gradus\n", "é", "\t", "$$", "|", "- ", "1. ", "> ", "# ", "<!--", "  ",
    ]
    for _ in 0..<4000 {
      let text = (0..<Int(random.next() % 30)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
        .joined()
      if let document = try? NotebookDocument(text: text) {
        #expect(document.text == text)
        for item in document.items {
          if case .prose(let prose) = item { _ = ProseText.plain(prose, width: 40) }
        }
      }
    }
  }
}

/// A small generator with a fixed start.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
