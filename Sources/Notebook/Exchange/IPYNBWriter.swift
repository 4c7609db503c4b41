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
    for item in notebook.document.items {
      switch item {
      case .prose(let text):
        if frontMatter == nil, cells.isEmpty, let yaml = notebook.document.frontMatterText,
          text.hasPrefix("---")
        {
          frontMatter = yaml
          continue
        }
        for cell in MarkdownCells.split(text) { cells.append(json(cell, id: ids.next(cell.id, "prose"))) }
      case .cell(let index):
        let cell = notebook.document.cells[index]
        cells.append(json(cell, notebook.outputs[index], id: ids.next(cell.id, "cell")))
      }
    }
    return .object([
      ("cells", .array(cells)), ("metadata", metadata(notebook.document, frontMatter)), ("nbformat", .int(4)),
      ("nbformat_minor", .int(5)),
    ])
  }

  private static func metadata(_ document: NotebookDocument, _ frontMatter: String?) -> JSONValue {
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
    return .object(fields)
  }

  // MARK: Cells

  private static func json(_ cell: MarkdownCells.Cell, id: String) -> JSONValue {
    .object([
      ("cell_type", .string(cell.isRaw ? "raw" : "markdown")), ("id", .string(id)),
      ("metadata", metadata(cell.tags, [:])), ("source", lines(cell.source)),
    ])
  }

  private static func json(_ cell: CodeCell, _ output: CellOutput?, id: String) -> JSONValue {
    .object([
      ("cell_type", .string("code")), ("execution_count", .null), ("id", .string(id)),
      ("metadata", metadata(cell.tags, cell.attributes)),
      ("outputs", .array(output.map(outputs) ?? [])), ("source", lines(cell.body)),
    ])
  }

  private static func metadata(_ tags: [String], _ attributes: [String: String]) -> JSONValue {
    var fields: [(String, JSONValue)] = []
    if !attributes.isEmpty {
      let pairs = attributes.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
      fields.append(("gradus", .object([("attributes", .object(pairs))])))
    }
    if !tags.isEmpty {
      var seen: Set<String> = []
      fields.append(("tags", .array(tags.filter { seen.insert($0).inserted }.map { .string($0) })))
    }
    return .object(fields)
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
