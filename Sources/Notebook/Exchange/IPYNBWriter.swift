import Formatting
import Language

/// A notebook as Jupyter's: nbformat 4.5, with outputs, ids, tags and options.
public enum IPYNBWriter {
  /// The file's text. Run counts are left out: the same notebook gives the same file.
  public static func text(_ notebook: RanNotebook) -> String {
    JSONText.indented(json(notebook)) + "\n"
  }

  static func json(_ notebook: RanNotebook) -> JSONValue {
    var ids = CellIDs(notebook.document)
    var cells: [JSONValue] = [], frontMatter: String?
    let (items, hidden) = items(notebook.document)
    for item in items {
      switch item {
      case .prose(let text):
        if frontMatter == nil, cells.isEmpty, let yaml = notebook.document.frontMatterText,
          text.hasPrefix("---")
        {
          frontMatter = yaml
          continue
        }
        cells += MarkdownCells.split(text).map { json($0, id: ids.next($0.id, "prose")) }
      case .cell(let index):
        let cell = notebook.document.cells[index]
        cells.append(
          json(cell, notebook.outputs[index], hidden.cells[index] ?? [], id: ids.next(cell.id, "cell")))
      }
    }
    return .object([
      ("cells", .array(cells)), ("metadata", metadata(notebook.document, frontMatter, hidden.notebook)),
      ("nbformat", .int(4)), ("nbformat_minor", .int(5)),
    ])
  }

  private typealias Fields = [(name: String, value: JSONValue)]

  /// The document's items without the comments that hold what only Jupyter understands, and what those say.
  private static func items(
    _ document: NotebookDocument
  ) -> (items: [NotebookDocument.Item], hidden: (cells: [Int: Fields], notebook: Fields)) {
    var items = document.items, cells: [Int: Fields] = [:], notebook: Fields = []
    let isFrontMatter = document.frontMatterText != nil
    for i in items.indices {
      guard case .prose(var text) = items[i], !(i == 0 && isFrontMatter) else { continue }
      if i == (isFrontMatter ? 1 : 0) { (text, notebook) = HiddenJSON.takingNotebook(from: text) }
      if i + 1 < items.count, case .cell(let index) = items[i + 1] {
        (text, cells[index]) = HiddenJSON.takingMetadata(from: text)
      }
      items[i] = .prose(text)
    }
    return (items, (cells, notebook))
  }

  private static func metadata(
    _ document: NotebookDocument, _ frontMatter: String?, _ hidden: Fields
  ) -> JSONValue {
    var own: [(String, JSONValue)] = []
    if let frontMatter { own.append(("front_matter", .string(frontMatter))) }
    var fields: [(String, JSONValue)] = [
      ("gradus", .object(own)),
      (
        "kernelspec",
        .object([
          ("display_name", .string("Gradus")), ("language", .string("gradus")), ("name", .string("gradus")),
        ])
      ),
      (
        "language_info",
        .object([
          ("file_extension", .string(".gradus")), ("mimetype", .string("text/x-gradus")),
          ("name", .string("gradus")),
        ])
      ),
    ]
    if let title = document.frontMatter.title { fields.append(("title", .string(title))) }
    let known = Set(fields.map(\.0))
    return .sorted(fields + hidden.filter { !known.contains($0.name) }.map { ($0.name, $0.value) })
  }

  // MARK: Cells

  private static func json(_ cell: MarkdownCells.Cell, id: String) -> JSONValue {
    .object(
      (cell.attachments.map { [("attachments", $0)] } ?? [])
        + [
          ("cell_type", .string(cell.isRaw ? "raw" : "markdown")), ("id", .string(id)),
          ("metadata", metadata(cell.tags, [:], cell.metadata?.fields ?? [])), ("source", lines(cell.source)),
        ])
  }

  private static func json(_ cell: CodeCell, _ output: CellOutput?, _ hidden: Fields, id: String) -> JSONValue
  {
    .object([
      ("cell_type", .string("code")), ("execution_count", .null), ("id", .string(id)),
      ("metadata", metadata(cell.tags, cell.attributes, hidden)),
      ("outputs", .array(output.map(outputs) ?? [])), ("source", lines(cell.body)),
    ])
  }

  private static func metadata(
    _ tags: [String], _ attributes: [String: String], _ hidden: Fields
  ) -> JSONValue {
    var fields: [(String, JSONValue)] = []
    if !attributes.isEmpty {
      let pairs = attributes.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
      fields.append(("gradus", .object([("attributes", .object(pairs))])))
    }
    if !tags.isEmpty {
      var seen: Set<String> = []
      fields.append(("tags", .array(tags.filter { seen.insert($0).inserted }.map { .string($0) })))
    }
    let known = Set(fields.map(\.0))
    return .sorted(fields + hidden.filter { !known.contains($0.name) }.map { ($0.name, $0.value) })
  }

  /// Jupyter keeps texts line by line, so that versions can be compared.
  static func lines(_ text: String) -> JSONValue {
    var lines: [JSONValue] = []
    var rest = text.unicodeScalars[...]
    while let end = rest.firstIndex(of: "\n") {
      let after = rest.index(after: end)
      lines.append(.string(String(rest[..<after])))
      rest = rest[after...]
    }
    if !rest.isEmpty { lines.append(.string(String(rest))) }
    return .array(lines)
  }

  // MARK: Outputs

  static func outputs(_ output: CellOutput) -> [JSONValue] {
    var result = output.pieces.enumerated().map { i, piece -> JSONValue in
      if case .text(let text) = piece {
        return .object([
          ("name", .string("stdout")), ("output_type", .string("stream")), ("text", lines(text)),
        ])
      }
      var data: [(String, JSONValue)] = []
      if let svg = piece.svg { data.append(("image/svg+xml", lines(svg))) }
      data.append(("text/plain", lines(piece.text)))
      let isResult = i == output.pieces.count - 1 && output.succeeded && output.result.showsValue
      return .object(
        [("data", .object(data))] + (isResult ? [("execution_count", .null)] : [])
          + [
            ("metadata", .object([])), ("output_type", .string(isResult ? "execute_result" : "display_data")),
          ])
    }
    if let error = output.result.error {
      let text = DiagnosticText.render(error)
      result.append(
        .object([
          ("ename", .string(error.code)), ("evalue", .string(error.message)),
          ("output_type", .string("error")),
          (
            "traceback",
            .array(text.split(separator: "\n", omittingEmptySubsequences: false).map { .string(String($0)) })
          ),
        ]))
    }
    return result
  }
}

/// Ids of cells: their own where they have one, and otherwise their number.
struct CellIDs {
  private var used: Set<String>
  private var count = 0

  init(_ document: NotebookDocument) {
    used = Set(document.cells.map(\.id).filter { !$0.isEmpty })
    for case .prose(let text) in document.items { used.formUnion(MarkdownCells.split(text).map(\.id)) }
  }

  /// What nbformat 4.5 takes for an id.
  static func isValid(_ id: String) -> Bool { FenceAttributes.isWord(id) && id.utf8.count <= 64 }

  mutating func next(_ own: String, _ kind: String) -> String {
    count += 1
    if Self.isValid(own) { return own }
    var id = Self.standard(kind, count)
    while !used.insert(id).inserted { id += "x" }
    return id
  }

  /// The id of a cell that has none of its own.
  static func standard(_ kind: String, _ number: Int) -> String { "\(kind)-\(number)" }
}
