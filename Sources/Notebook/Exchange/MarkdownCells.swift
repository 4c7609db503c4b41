import Formatting

/// Prose as cells of its own, the way Jupyter has it: what stands between two code cells is one, unless a comment
/// `<!-- cell {#id .tag} -->` begins another. What else Jupyter knows about the cell stands in the same comment,
/// `<!-- cell {#id} {"attachments": {…}, "metadata": {…}} -->`.
struct MarkdownCells {
  struct Cell: Equatable {
    var id = ""
    var tags: [String] = []
    /// Neither Markdown nor code: Jupyter's raw cells.
    var isRaw = false
    /// Pictures that belong to the cell, and metadata that mean nothing to us; kept as they are.
    var attachments: JSONValue?
    var metadata: JSONValue?
    var source = ""
  }

  private static let opening = "<!-- cell {"

  static func split(_ prose: String) -> [Cell] {
    var cells: [Cell] = [], current = Cell(), lines: [String] = [], isFenced = false
    func end() {
      let text = isFenced ? unfenced(lines) : trimmed(lines).joined(separator: "\n")
      // Blank lines between two code cells are no cell; a marked cell may well be empty.
      if !text.isEmpty || !current.id.isEmpty || current.isRaw || isFenced {
        current.source = text
        cells.append(current)
      }
    }
    // The fence that is open around a marked cell: inside of it nothing is a comment.
    var fence: Substring?
    for line in prose.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
      guard fence == nil, line.hasPrefix(opening), line.hasSuffix("} -->") else {
        if isFenced, fence == nil, line.hasPrefix("```") {
          fence = line
        } else if line == fence {
          fence = nil
        }
        lines.append(String(line))
        continue
      }
      end()
      let (text, more) = parts(line.dropFirst(opening.count).dropLast(5))
      let attributes = FenceAttributes(text)
      current = Cell(
        id: attributes.id, tags: attributes.allTags, isRaw: attributes.pairs["type"] == "raw",
        attachments: more?["attachments"], metadata: more?["metadata"], source: "")
      isFenced = attributes.pairs["fenced"] == "true"
      lines = []
    }
    end()
    return cells
  }

  /// The pictures of all cells in some prose, by name.
  static func attachments(in prose: String) -> JSONValue {
    .object(split(prose).flatMap { $0.attachments?.fields ?? [] }.map { ($0.name, $0.value) })
  }

  /// What stands in a comment: attributes, and behind them perhaps JSON without its last brace.
  private static func parts(_ text: Substring) -> (attributes: Substring, json: JSONValue?) {
    guard let middle = text.firstRange(of: "} {") else { return (text, nil) }
    let json = "{" + text[middle.upperBound...] + "}"
    return (text[..<middle.lowerBound], try? JSONParser.parse(Array(json.utf8)))
  }

  /// A cell with its comment, as `split` reads it back.
  static func marked(_ cell: Cell) -> String {
    var attributes = FenceAttributes.text(id: cell.id, tags: cell.tags, pairs: [:])
    if cell.isRaw { attributes += " type=raw" }
    let isPlain = !cell.isRaw && isPlainProse(cell.source)
    if !isPlain { attributes += " fenced=true" }
    var more: [(String, JSONValue)] = []
    if let attachments = cell.attachments { more.append(("attachments", attachments)) }
    if let metadata = cell.metadata { more.append(("metadata", metadata)) }
    let json = more.isEmpty ? "" : " " + HiddenJSON.text(.object(more))
    let comment = "\(opening)\(attributes.trimmingSpaces)}\(json) -->"
    if isPlain { return "\(comment)\n\(cell.source)\n" }
    let fence = NotebookDocument.fence(around: cell.source)
    return "\(comment)\n\(fence)\n\(cell.source)\n\(fence)\n"
  }

  /// Whether prose comes back as it is when it stands in a notebook without a fence around it.
  static func isPlainProse(_ text: String) -> Bool {
    if text.isEmpty { return true }
    guard
      text
        == trimmed(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)).joined(
          separator: "\n"), !text.contains("\r"), !text.contains(opening), !HiddenJSON.mayStand(in: text),
      !text.hasPrefix("---"),
      let document = try? NotebookDocument(text: text + "\n")
    else { return false }
    return document.cells.isEmpty && document.parts.count == 1
  }

  private static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines[...]
    while lines.first?.allSatisfy(\.isWhitespace) ?? false { lines.removeFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
    return Array(lines)
  }

  /// What stands between the first fence and its end.
  private static func unfenced(_ lines: [String]) -> String {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("```") }),
      let end = lines[(start + 1)...].lastIndex(of: lines[start])
    else { return trimmed(lines).joined(separator: "\n") }
    return lines[(start + 1)..<end].joined(separator: "\n")
  }
}
