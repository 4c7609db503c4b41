import Formatting
import Testing

@testable import Notebook

@Suite("What only Jupyter understands")
struct JupyterMetadataTests {
  static let picture = "iVBORw0KGgo="

  /// A notebook with metadata everywhere, some of it hard to hide in a comment.
  private static let notebook = #"""
    {"cells": [
      {"cell_type": "markdown", "id": "intro", "metadata": {"slideshow": {"slide_type": "slide"}, "tags": ["a"]},
       "attachments": {"x y.png": {"image/png": "iVBORw0KGgo="}}, "source": "# T\n\n![p](attachment:x%20y.png) ![q](attachment:q.png)"},
      {"cell_type": "code", "id": "fit", "metadata": {"collapsed": true, "note": "--> <!-- -- --- ---->\n{} } {"},
       "source": "x = 1", "outputs": [], "execution_count": null},
      {"cell_type": "code", "id": "b", "metadata": {"jupyter": {"source_hidden": true}},
       "source": "x", "outputs": [], "execution_count": null},
      {"cell_type": "markdown", "id": "empty", "metadata": {"e": [1, 2.5, null, false]}, "source": ""},
      {"cell_type": "raw", "id": "r", "metadata": {"format": "text/restructuredtext"}, "source": "<!-- metadata {} -->"},
      {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "<!-- notebook {\"a\": 1} -->"},
      {"cell_type": "markdown", "id": "q", "metadata": {}, "attachments": {"q.png": {"image/png": "iVBORw0KGgo="}},
       "source": "![q](attachment:q.png)"}
    ], "metadata": {"authors": [{"name": "Ada --> L."}], "title": "T", "zz": 1}, "nbformat": 4, "nbformat_minor": 5}
    """#

  private static func json(_ markdown: String) throws -> JSONValue {
    IPYNBWriter.json(RanNotebook(document: try NotebookDocument(text: markdown), outputs: [:]))
  }

  @Test("ipynb → md → ipynb keeps attachments, and unknown metadata of cells and of the notebook")
  func roundTrip() throws {
    let first = try JSONParser.parse(Array(Self.notebook.utf8))
    let reader = try IPYNBReader(bytes: Array(Self.notebook.utf8))
    #expect(reader.losses.isEmpty)
    let second = try Self.json(reader.markdown)
    guard case .array(let old)? = first["cells"], case .array(let new)? = second["cells"] else {
      Issue.record("no cells")
      return
    }
    #expect(old.count == new.count)
    for (old, new) in zip(old, new) {
      for name in ["cell_type", "id", "metadata", "attachments"] {
        #expect(old[name] == new[name], "\(name): \(old.text)\n\(new.text)")
      }
    }
    for name in ["authors", "title", "zz"] { #expect(second["metadata"]?[name] == first["metadata"]?[name]) }
    // Once more, through text: nothing is added or lost any more.
    let third = try Self.json(IPYNBReader(bytes: Array(second.text.utf8)).markdown)
    #expect(third.text == second.text)
  }

  @Test("it stands in comments of one line: nobody sees it, and the cells stay as they are")
  func hidden() throws {
    let markdown = try IPYNBReader(bytes: Array(Self.notebook.utf8)).markdown
    let document = try NotebookDocument(text: markdown)
    #expect(document.cells.map(\.source) == ["x = 1", "x"])
    #expect(document.text == markdown)
    let shown = document.items.map { item in
      if case .prose(let text) = item {
        ProseText.lines(text, width: 80).joined().map(\.text).joined()
      } else {
        ""
      }
    }.joined()
    for secret in ["slideshow", "collapsed", "authors", "source_hidden", Self.picture] {
      #expect(!shown.contains(secret), "\(shown)")
    }
    for line in markdown.split(separator: "\n") where line.hasPrefix("<!--") {
      #expect(line.hasSuffix("-->") && !line.dropFirst(4).dropLast(3).contains("--"), "\(line)")
    }
  }

  @Test("attached pictures are in the HTML, whatever their names hold")
  func pictures() throws {
    let markdown = try IPYNBReader(bytes: Array(Self.notebook.utf8)).markdown
    let page = HTMLPage.text(
      RanNotebook(document: try NotebookDocument(text: markdown), outputs: [:]), directory: ".")
    #expect(page.contains("<img alt=\"q\" src=\"data:image/png;base64,\(Self.picture)\">"))
    let hostile = #"""
      <!-- cell {} {"attachments": {"a.png": {"image/png": "x\" onerror=\"alert(1)"}, "b.png": 3, "c.png": {"text/html": "<b>"}}} -->
      ![a](attachment:a.png) ![b](attachment:b.png) ![c](attachment:c.png)
      """#
    let other = HTMLPage.text(
      RanNotebook(document: try NotebookDocument(text: hostile), outputs: [:]), directory: ".")
    #expect(!other.contains("onerror=\"") && !other.contains("<b>"))
  }

  @Test(
    "comments that are not quite ours stay prose",
    arguments: [
      "<!-- metadata {\"a\": } -->", "<!-- metadata {\"a\": 1} --> text", "text <!-- metadata {\"a\": 1} -->",
      "<!-- metadata [1] -->",
    ])
  func others(comment: String) throws {
    let json = try Self.json("\(comment)\n```gradus\n1\n```\n")
    guard case .array(let cells)? = json["cells"] else { return }
    #expect(cells.first?["source"] == .array([.string(comment)]))
    #expect(cells.last?["metadata"] == .object([]))
  }
}
