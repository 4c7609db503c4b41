import Formatting
import Language

/// Jupyter's notebooks, read into ours.
public struct IPYNBReader {
  /// The notebook's text.
  public private(set) var markdown = ""
  /// What could not be taken over, in words.
  public private(set) var losses: [String] = []

  private var ids: Set<String> = []
  private var count = 0
  /// Whether the last cell was prose: another one then needs a comment between them.
  private var followsProse = false

  /// Reads a file.
  /// - Throws: `NotebookError` with a code `N20`…`N23` for anything that is no notebook of Jupyter's.
  public init(path: String) throws(NotebookError) {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path, limit: NotebookDocument.sizeLimit)
    } catch {
      throw NotebookError(error.isMissing ? "F01" : "F02", error.message)
    }
    try self.init(bytes: bytes)
  }

  public init(bytes: [UInt8]) throws(NotebookError) {
    let json: JSONValue
    do {
      json = try JSONParser.parse(bytes)
    } catch {
      throw NotebookError(
        "N20", "this is no JSON: byte \(error.offset + 1): \(error.message)",
        hints: ["a notebook of Jupyter's is a JSON file that ends in .ipynb"])
    }
    guard case .object = json, case .array(let cells)? = json["cells"] else {
      throw NotebookError(
        "N21",
        json["worksheets"] == nil
          ? "this JSON is no notebook: it has no list of cells" : "this notebook has a format before 4",
        hints: ["`jupyter nbconvert --to notebook --nbformat 4 FILE` brings old ones up to date"])
    }
    guard let version = json["nbformat"]?.int, version == 4 else {
      throw NotebookError(
        "N22",
        "this notebook's format is \(json["nbformat"]?.text ?? "not named"), and 4 is what can be read",
        hints: ["`jupyter nbconvert --to notebook --nbformat 4 FILE` changes it"])
    }
    readMetadata(json["metadata"])
    for (i, cell) in cells.enumerated() { try read(cell, number: i + 1) }
    // What comes out has to be a notebook of ours.
    do {
      _ = try NotebookDocument(text: markdown)
    } catch {
      throw NotebookError("N23", "a cell can't be taken over: \(error.message)", hints: error.hints)
    }
  }

  private mutating func readMetadata(_ metadata: JSONValue?) {
    let own = metadata?["gradus"]
    if let yaml = own?["front_matter"]?.string, !yaml.contains("\n---") {
      markdown = "---\n\(yaml)---\n"
    } else if let title = metadata?["title"]?.string {
      markdown = "---\ntitle: \(JSONValue.string(title).text)\n---\n"
    }
    let known = ["gradus", "kernelspec", "language_info", "title"]
    if let unknown = metadata?.fields?.filter({ !known.contains($0.name) }), !unknown.isEmpty {
      markdown += HiddenJSON.comment(.notebook, unknown)
    }
    if let language = metadata?["kernelspec"]?["language"]?.string
      ?? metadata?["language_info"]?["name"]?.string,
      language != "gradus"
    {
      losses.append(
        "the cells are written in \(language): they are kept as they are, and have to be rewritten to run")
    }
  }

  // MARK: Cells

  private mutating func read(_ cell: JSONValue, number: Int) throws(NotebookError) {
    guard case .object = cell, let type = cell["cell_type"]?.string else {
      throw NotebookError("N23", "cell \(number) is no cell: it has no cell_type")
    }
    guard let source = Self.text(cell["source"]) else {
      throw NotebookError("N23", "the source of cell \(number) is no text")
    }
    let id = id(cell["id"], number), tags = tags(cell["metadata"]?["tags"], number)
    let metadata = cell["metadata"]?.fields?.filter { !["tags", "gradus"].contains($0.name) } ?? []
    count += 1
    switch type {
    case "code":
      separate()
      if !metadata.isEmpty { markdown += HiddenJSON.comment(.metadata, metadata) }
      code(cell, source, id, tags, number)
    case "markdown", "raw":
      let attachments = cell["attachments"]
      prose(
        MarkdownCells.Cell(
          id: id, tags: tags, isRaw: type == "raw",
          attachments: attachments == .object([]) ? nil : attachments,
          metadata: metadata.isEmpty ? nil : .object(metadata.map { ($0.name, $0.value) }), source: source))
    default:
      throw NotebookError("N23", "cell \(number) is of the type `\(type)`, which Jupyter does not have")
    }
  }

  /// A list of lines, or one text.
  private static func text(_ json: JSONValue?) -> String? {
    switch json {
    case .string(let text): return text
    case .array(let lines):
      var text = ""
      for line in lines {
        guard case .string(let line) = line else { return nil }
        text += line
      }
      return text
    default: return nil
    }
  }

  private mutating func id(_ json: JSONValue?, _ number: Int) -> String {
    guard let id = json?.string else { return "" }
    guard CellIDs.isValid(id) else {
      losses.append("the id of cell \(number) is no id of Jupyter's, and was left out")
      return ""
    }
    guard ids.insert(id).inserted else {
      losses.append("the id of cell \(number) was used before, and was left out")
      return ""
    }
    return id
  }

  private mutating func tags(_ json: JSONValue?, _ number: Int) -> [String] {
    guard case .array(let items)? = json else { return [] }
    return items.compactMap { item in
      guard case .string(let tag) = item, !tag.isEmpty, !tag.contains(",") else { return nil }
      return tag
    }
  }

  private mutating func prose(_ cell: MarkdownCells.Cell) {
    separate()
    var cell = cell
    if cell.id == CellIDs.standard("prose", count) { cell.id = "" }
    let needsComment =
      followsProse || !cell.id.isEmpty || !cell.tags.isEmpty || cell.isRaw || cell.source.isEmpty
      || cell.attachments != nil || cell.metadata != nil || !MarkdownCells.isPlainProse(cell.source)
    markdown += needsComment ? MarkdownCells.marked(cell) : cell.source + "\n"
    followsProse = true
  }

  private mutating func code(
    _ cell: JSONValue, _ source: String, _ id: String, _ tags: [String], _ number: Int
  ) {
    var pairs: [String: String] = [:]
    if case .object(let fields)? = cell["metadata"]?["gradus"]?["attributes"] {
      for (key, value) in fields { pairs[key] = value.string }
    }
    let own = id == CellIDs.standard("cell", count) ? "" : id
    let attributes = FenceAttributes.text(id: own, tags: tags, pairs: pairs)
    let fence = NotebookDocument.fence(around: source)
    // An empty cell has no line between its fences.
    let body = source.isEmpty ? "" : source + "\n"
    markdown += "\(fence)gradus\(attributes.isEmpty ? "" : " {\(attributes)}")\n\(body)\(fence)\n"
    followsProse = false
    output(cell["outputs"], own, number)
  }

  private mutating func separate() {
    if !markdown.isEmpty { markdown += "\n" }
  }

  // MARK: Outputs

  private mutating func output(_ json: JSONValue?, _ id: String, _ number: Int) {
    guard case .array(let outputs)? = json else { return }
    var text = ""
    for output in outputs {
      let piece: String
      switch output["output_type"]?.string {
      case "stream": piece = Self.text(output["text"]) ?? ""
      case "execute_result", "display_data": piece = Self.text(output["data"]?["text/plain"]) ?? ""
      case "error": piece = Self.lines(output["traceback"])
      default: continue
      }
      if !text.isEmpty, !text.hasSuffix("\n"), !piece.isEmpty { text += "\n" }
      text += piece
    }
    text = Escapes.removed(from: text).replacing("\r\n", with: "\n")
    while text.hasSuffix("\n") { text.removeLast() }
    if text.isEmpty { return }
    markdown += "\n" + NotebookDocument.fenced(text, id, "\n")
  }

  private static func lines(_ json: JSONValue?) -> String {
    guard case .array(let lines)? = json else { return "" }
    return lines.compactMap(\.string).joined(separator: "\n")
  }
}
