import Formatting
import Testing

@testable import Notebook

@Suite("Other people's formats")
struct ExchangeTests {
  static let sample = """
    ---
    title: A <test> & more
    seed: 7
    ---

    # Title $x^2$

    ```gradus {#first .slow key="a b"}
    #| tolerance: 1e-4
    x = [1.0, 2.0]
    print("a < b")
    x
    ```

    Between [bad](javascript:alert(1)) <script>alert(2)</script>.

    ```gradus {#plot .predict}
    plot([1, 2, 3], title="T & <T>")
    ```

    ```gradus {.fails}
    1/0
    ```

    ```gradus {#e .exercise}
    #| prompt: The sum of `x`.
    #| hint: ["add <them>"]
    s = ___
    ```

    ```gradus {.solution for=e}
    s = sum(x)
    ```

    ## Two

    ### Three

    ## Four

    The $\\frac{a}{b}$ end.
    """

  static func ran(_ text: String) throws -> RanNotebook {
    try RanNotebook(try NotebookDocument(text: text), name: "t.md", directory: ".")
  }

  private static func cells(_ text: String) throws -> [JSONValue] {
    guard case .array(let cells)? = try JSONParser.parse(Array(text.utf8))["cells"] else { return [] }
    return cells
  }

  @Test("ipynb has the structure that nbformat 4.5 asks for")
  func schema() throws {
    let json = try JSONParser.parse(Array(IPYNBWriter.text(try Self.ran(Self.sample)).utf8))
    #expect(json["nbformat"] == .int(4) && json["nbformat_minor"] == .int(5))
    #expect(json["metadata"]?["kernelspec"]?["name"] == .string("gradus"))
    guard case .array(let cells)? = json["cells"] else {
      Issue.record("no cells")
      return
    }
    var ids: Set<String> = []
    for cell in cells {
      let type = cell["cell_type"]?.string ?? ""
      let wanted: Set<String> =
        type == "code"
        ? ["cell_type", "id", "metadata", "source", "outputs", "execution_count"]
        : ["cell_type", "id", "metadata", "source"]
      #expect(Set(cell.fieldNames) == wanted)
      #expect(CellIDs.isValid(cell["id"]?.string ?? ""))
      let isNew = ids.insert(cell["id"]?.string ?? "").inserted
      #expect(isNew, "ids are used once")
      #expect(Self.isTextList(cell["source"]))
      guard case .array(let outputs)? = cell["outputs"] else { continue }
      for output in outputs { #expect(Self.isOutput(output), "\(output.text)") }
    }
    #expect(cells.count == 8)
  }

  private static func isTextList(_ json: JSONValue?) -> Bool {
    guard case .array(let lines)? = json else { return false }
    return lines.allSatisfy { $0.string != nil }
  }

  /// The four kinds of output, each with its required fields and no others.
  private static func isOutput(_ json: JSONValue) -> Bool {
    let fields = Set(json.fieldNames)
    switch json["output_type"]?.string {
    case "stream": return fields == ["output_type", "name", "text"] && isTextList(json["text"])
    case "execute_result": return fields == ["output_type", "data", "metadata", "execution_count"]
    case "display_data": return fields == ["output_type", "data", "metadata"]
    case "error":
      return fields == ["output_type", "ename", "evalue", "traceback"] && isTextList(json["traceback"])
    default: return false
    }
  }

  @Test("outputs are there: printed text, values, plots as SVG, expected errors")
  func outputs() throws {
    let cells = try Self.cells(IPYNBWriter.text(try Self.ran(Self.sample)))
    let text = cells.map(\.text).joined()
    #expect(text.contains("a < b\\n") && text.contains("[1., 2.]  f64[2]"))
    #expect(text.contains("image/svg+xml") && text.contains("<svg"))
    #expect(text.contains("\"ename\": \"Z01\""))
    #expect(cells[1]["metadata"]?["tags"] == .array([.string("slow")]))
    #expect(cells[1]["metadata"]?["gradus"]?["attributes"]?["key"] == .string("a b"))
  }

  @Test("ipynb → md → ipynb keeps ids, sources, tags and the order of the cells")
  func roundTrip() throws {
    let sources = [
      "x = 1", "", "a\n\nb\n", "```gradus\nx\n```", "# H\n\ntext", "<!-- cell {#z} -->", "  indented",
      "trailing  ",
      "#| tolerance: 1\nx", "````\n```\n````", "~~~", "---\na: b\n---", "中文 \u{2028} x", "\"q\" \\ {b}",
      "tab\tx", "```output\n1\n```",
      "a\rb",
    ]
    let kinds = ["markdown", "code", "raw", "markdown"]
    let tagLists: [[String]] = [[], ["exercise"], ["my tag", "ünicode", "a=\"b\"}"], ["slow", "x-y_z"]]
    var cells: [JSONValue] = []
    for (i, source) in sources.enumerated() {
      for (k, kind) in kinds.enumerated() {
        var fields: [(String, JSONValue)] = [
          ("cell_type", .string(kind)), ("id", .string("id-\(i)-\(k)")),
          ("source", IPYNBWriter.lines(source)),
          ("metadata", .object([("tags", .array(tagLists[(i + k) % 4].map { .string($0) }))])),
        ]
        if kind == "code" { fields += [("outputs", .array([])), ("execution_count", .null)] }
        cells.append(.object(fields))
      }
    }
    let first = JSONValue.object([
      ("cells", .array(cells)), ("metadata", .object([])), ("nbformat", .int(4)), ("nbformat_minor", .int(5)),
    ])
    let reader = try IPYNBReader(bytes: Array(first.text.utf8))
    let document = try NotebookDocument(text: reader.markdown)
    guard case .array(let again)? = IPYNBWriter.json(RanNotebook(document: document, outputs: [:]))["cells"]
    else {
      Issue.record("no cells")
      return
    }
    #expect(again.count == cells.count)
    for (old, new) in zip(cells, again) {
      for name in ["cell_type", "id", "source"] {
        #expect(old[name] == new[name], "\(old.text)\n\(new.text)")
      }
      let tags = old["metadata"]?["tags"]
      #expect(
        tags == .array([])
          ? new["metadata"]?["tags"] == nil : Self.texts(new["metadata"]?["tags"]) == Self.texts(tags))
    }
  }

  private static func texts(_ json: JSONValue?) -> Set<String> {
    guard case .array(let items)? = json else { return [] }
    return Set(items.compactMap(\.string))
  }

  @Test("md → ipynb → md says the same: front matter, options, prose and outputs")
  func backAgain() throws {
    let ran = try Self.ran(Self.sample)
    let text = try IPYNBReader(bytes: Array(IPYNBWriter.text(ran).utf8)).markdown
    let document = try NotebookDocument(text: text)
    #expect(document.frontMatter.title == "A <test> & more" && document.frontMatter.seed == 7)
    #expect(document.cells.map(\.body) == ran.document.cells.map(\.body))
    #expect(document.cells.map(\.classes) == ran.document.cells.map(\.classes))
    #expect(document.cells[0].output == ran.outputs[0]?.text)
    #expect(!text.contains("<!-- cell"), "a plain notebook needs no comments")
    let second = IPYNBWriter.text(RanNotebook(document: document, outputs: ran.outputs))
    #expect(second == IPYNBWriter.text(ran))
  }

  @Test("MyST and Quarto fences are code cells")
  func fences() throws {
    let text = """
      ```{code-cell} gradus
      :tags: [slow, "hide-input"]

      x = 1
      ```

      ```{code-cell} gradus
      ---
      tags: [fails]
      ---
      1/0
      ```

      ```{gradus}
      #| label: a
      x
      ```

      ```{python}
      y
      ```
      """
    let cells = try NotebookDocument(text: text).cells
    #expect(cells.map(\.source) == ["\nx = 1", "1/0", "x"])
    #expect(cells.map(\.tags) == [["slow", "hide-input"], ["fails"], []])
    #expect(cells.map(\.classes) == [.slow, .fails, []])
    #expect(cells[2].id == "a")
  }

  @Test(
    "what is no notebook is refused with a reason",
    arguments: [
      ("", "N20"), ("{", "N20"), ("[]", "N21"), ("{}", "N21"), ("{\"cells\": 1}", "N21"),
      ("{\"worksheets\": []}", "N21"),
      ("{\"cells\": [], \"nbformat\": 3}", "N22"), ("{\"cells\": []}", "N22"),
      ("{\"cells\": [1], \"nbformat\": 4}", "N23"),
      ("{\"cells\": [{\"cell_type\": \"code\"}], \"nbformat\": 4}", "N23"),
      ("{\"cells\": [{\"cell_type\": \"code\", \"source\": [1]}], \"nbformat\": 4}", "N23"),
      ("{\"cells\": [{\"cell_type\": \"heading\", \"source\": \"\"}], \"nbformat\": 4}", "N23"),
      ("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"#| a: [\"}], \"nbformat\": 4}", "N23"),
    ])
  func refused(text: String, code: String) {
    do {
      _ = try IPYNBReader(bytes: Array(text.utf8))
      Issue.record("\(text) was accepted")
    } catch {
      #expect(error.code == code, "\(error.message)")
    }
  }

  @Test("nesting without an end, junk and mutations of a good file never trap")
  func hostile() throws {
    for deep in ["[", "{\"a\":", "{\"cells\":["] {
      #expect(throws: NotebookError.self) {
        try IPYNBReader(bytes: Array(String(repeating: deep, count: 100_000).utf8))
      }
    }
    let good = Array(IPYNBWriter.text(try Self.ran(Self.sample)).utf8)
    var random = SplitMix(state: 2024)
    for _ in 0..<200 {
      var bytes = good
      for _ in 0..<(1 + random.next() % 4) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
        case 2: bytes.insert(contentsOf: Array("[]{}\",:0null".utf8), at: place)
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
        }
        if bytes.isEmpty { break }
      }
      guard let reader = try? IPYNBReader(bytes: bytes) else { continue }
      #expect((try? NotebookDocument(text: reader.markdown)) != nil)
    }
  }

  @Test("foreign notebooks: losses are named, wrong ids are dropped")
  func losses() throws {
    let reader = try IPYNBReader(
      bytes: Array(
        #"{"cells": [{"cell_type": "code", "id": "a", "source": "x"}, {"cell_type": "code", "id": "a", "source": "y", "outputs": [{"output_type": "stream", "text": ["\u001b[31m1\u001b[0m\n"]}]}, {"cell_type": "markdown", "id": "ü", "source": "t", "attachments": {"p": {}}}], "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4}"#
          .utf8))
    #expect(reader.losses.count == 3)
    #expect(reader.losses[0].contains("python"))
    #expect(try NotebookDocument(text: reader.markdown).cells[1].output == "1")
  }

  // MARK: HTML

  @Test("HTML is one file: no scripts, no network, plots inside, mathematics as MathML, everything escaped")
  func html() throws {
    let text = HTMLPage.text(try Self.ran(Self.sample), directory: ".")
    #expect(text.hasPrefix("<!DOCTYPE html>"))
    for absent in ["<script", "javascript:", "http://", "https://", "url(", "@import", " src=\"http"] {
      #expect(!text.replacing("http://www.w3.org/2000/svg", with: "").contains(absent), "\(absent)")
    }
    for present in [
      "<title>A &lt;test&gt; &amp; more</title>", "<svg", "<math", "prefers-color-scheme:dark",
      "@media print", "lang=\"en\"",
      "<span class=\"number\">1.0</span>", "a &lt; b", "&lt;script&gt;", "<summary>Hint 1 of 1</summary>",
      "add &lt;them&gt;",
      "What will it show?", "id=\"cell-first\"", "aria-label=\"Contents\"", "class=\"output error\"",
      "T &amp; &lt;T&gt;",
    ] {
      #expect(text.contains(present), "\(present)")
    }
    #expect(Self.isBalanced(text))
  }

  /// Whether elements nest; void elements and the document type aside.
  private static func isBalanced(_ text: String) -> Bool {
    let void: Set<Substring> = ["meta", "br", "hr", "img", "!DOCTYPE"]
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      let name = tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" && $0 != "\n" }
      if void.contains(name) || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return false }
      } else {
        open.append(name)
      }
    }
    return open.isEmpty
  }

  @Test("a cell that fails stops an export")
  func failure() throws {
    let document = try NotebookDocument(text: "```gradus\n1/0\n```\n")
    #expect(throws: RanNotebook.Failure.self) { try RanNotebook(document, name: "t", directory: ".") }
  }

  @Test("md export is the notebook with its outputs; once recorded, it is the file itself")
  func markdown() throws {
    let text = try Self.ran(Self.sample).markdown
    #expect(text.contains("```output {#first}\na < b\n[1., 2.]  f64[2]\n```"))
    #expect(try Self.ran(text).markdown == text)
  }
}

extension JSONValue {
  fileprivate var fieldNames: [String] { if case .object(let fields) = self { fields.map(\.0) } else { [] } }
}
