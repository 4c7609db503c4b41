import Yams

/// Splits a notebook's text into parts, line by line.
struct NotebookReader {
  private var lines: [Substring]
  private var next = 0
  private var prose = ""
  private var parts: [NotebookDocument.Part] = []
  private var cells: [CodeCell] = []
  private var ids: Set<String> = []
  /// The last cell, while nothing but blank lines has followed it.
  private var recentCell: Int?

  init(_ text: String) {
    // Lines keep their ends, so that nothing of the file is lost.
    var lines: [Substring] = []
    var rest = text[...]
    while let end = rest.firstIndex(where: Self.endsLine) {
      let after = rest.index(after: end)
      lines.append(rest[..<after])
      rest = rest[after...]
    }
    if !rest.isEmpty { lines.append(rest) }
    self.lines = lines
  }

  mutating func read() throws(NotebookError) -> (
    parts: [NotebookDocument.Part], cells: [CodeCell], frontMatter: String?
  ) {
    let frontMatter = readFrontMatter()
    while next < lines.count {
      guard let fence = Fence(lines[next]) else {
        if !Self.isBlank(lines[next]) { recentCell = nil }
        prose += lines[next]
        next += 1
        continue
      }
      try readFence(fence)
    }
    flush()
    return (parts, cells, frontMatter)
  }

  /// Other characters that Unicode counts as line ends are part of a line, as editors have it.
  private static func endsLine(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

  private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

  private mutating func flush() {
    if !prose.isEmpty { parts.append(.prose(prose)) }
    prose = ""
  }

  private mutating func readFrontMatter() -> String? {
    guard let first = lines.first, trimmed(first) == "---" else { return nil }
    guard
      let end = lines.indices.dropFirst().first(where: {
        trimmed(lines[$0]) == "---" || trimmed(lines[$0]) == "..."
      })
    else { return nil }
    prose += lines[0...end].joined()
    next = end + 1
    flush()
    return lines[1..<end].joined()
  }

  private func trimmed(_ line: Substring) -> Substring {
    var line = line
    while line.last?.isWhitespace ?? false { line.removeLast() }
    return line
  }

  private mutating func readFence(_ fence: Fence) throws(NotebookError) {
    let start = next
    var end = start + 1
    while end < lines.count, !fence.isClosed(by: lines[end]) { end += 1 }
    guard end < lines.count else {
      throw NotebookError(
        "N10", "this code block is never closed", line: start + 1,
        hints: ["end it with a line of \(fence.text)"])
    }
    let raw = lines[start...end].joined()
    next = end + 1
    switch fence.kind {
    case .other:
      prose += raw
      recentCell = nil
    case .code: try addCell(fence, Array(lines[start + 1..<end]), raw, line: start + 1)
    case .output: try addOutput(fence, Array(lines[start + 1..<end]), raw, line: start + 1)
    }
  }

  private mutating func addCell(_ fence: Fence, _ body: [Substring], _ raw: String, line: Int)
    throws(NotebookError)
  {
    var cell = CodeCell()
    cell.line = line
    cell.id = fence.attributes.id
    cell.attributes = fence.attributes.pairs
    for tag in fence.attributes.allTags { cell.add(tag: tag) }
    cell.attributes["tags"] = nil
    let (body, own) = fence.isMyST ? Self.mystOptions(body) : (body, [])
    let options = body.prefix { $0.hasPrefix("#|") }
    cell.options = try Self.options(own + options.map { $0.dropFirst(2).drop { $0 == " " } }, line: line)
    // MyST keeps tags among the options, and Quarto the id.
    for tag in own.isEmpty ? [] : cell.options["tags"] ?? [] { cell.add(tag: tag) }
    if cell.id.isEmpty, let label = cell.options["label"]?.first, FenceAttributes.isWord(label) {
      cell.id = label
    }
    if !cell.id.isEmpty, !ids.insert(cell.id).inserted {
      throw NotebookError(
        "N12", "the id #\(cell.id) is used twice", line: line,
        hints: ["ids tell outputs apart: give each cell its own"])
    }
    cell.source = Self.joined(body.dropFirst(options.count))
    cell.body = Self.joined(body[...])
    flush()
    parts.append(.code(raw: raw, cell: cells.count))
    recentCell = cells.count
    cells.append(cell)
  }

  private mutating func addOutput(_ fence: Fence, _ body: [Substring], _ raw: String, line: Int)
    throws(NotebookError)
  {
    let id = fence.attributes.id
    let owner = id.isEmpty ? recentCell : cells.firstIndex { $0.id == id }
    guard let owner else {
      throw NotebookError(
        "N13",
        id.isEmpty
          ? "this output follows no cell"
          : "this output belongs to #\(id), and no cell before it has that id",
        line: line, hints: ["remove it; `gradus run --update` records outputs anew"])
    }
    cells[owner].output = Self.joined(body[...])
    cells[owner].digest = fence.attributes.pairs["plot"]
    flush()
    parts.append(.output(raw: raw, cell: owner))
  }

  /// Lines without the last one's end, `\n` between them.
  private static func joined(_ lines: ArraySlice<Substring>) -> String {
    lines.map { line in
      var line = line
      if line.last.map(endsLine) ?? false { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  /// MyST's options, `:tags: [a]` or YAML between two lines of dashes, and the lines after them.
  private static func mystOptions(_ body: [Substring]) -> (rest: [Substring], options: [Substring]) {
    if body.first.map({ $0.allSatisfy { $0 == "-" || $0.isWhitespace } && $0.hasPrefix("---") }) ?? false,
      let end = body.dropFirst().firstIndex(where: { $0.hasPrefix("---") })
    {
      return (Array(body[(end + 1)...]), Array(body[1..<end]))
    }
    let options = body.prefix { $0.hasPrefix(":") }
    return (Array(body.dropFirst(options.count)), options.map { $0.dropFirst() })
  }

  private static func options(_ lines: [Substring], line: Int) throws(NotebookError) -> [String: [String]] {
    guard !lines.isEmpty else { return [:] }
    let yaml = lines.joined()
    let loaded: Any?
    do {
      loaded = try Yams.load(yaml: yaml)
    } catch {
      throw NotebookError("N11", "the #| options are not YAML: \(error)", line: line)
    }
    var result: [String: [String]] = [:]
    for (key, value) in loaded as? [String: Any] ?? [:] {
      result[key] = (value as? [Any])?.map { "\($0)" } ?? ["\(value)"]
    }
    return result
  }
}

/// The opening line of a fenced block.
private struct Fence {
  enum Kind { case code, output, other }

  let text: String
  let kind: Kind
  let attributes: FenceAttributes
  /// `{code-cell} gradus`
  let isMyST: Bool

  /// nil when the line opens no block.
  init?(_ line: Substring) {
    let indent = line.prefix { $0 == " " }.count
    guard indent < 4 else { return nil }
    let body = line.dropFirst(indent)
    guard let mark = body.first, mark == "`" || mark == "~" else { return nil }
    let length = body.prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    var info = body.dropFirst(length)
    while info.last?.isWhitespace ?? false { info.removeLast() }
    info = info.drop { $0 == " " }
    // A line such as ```` ```x``` ```` is inline code.
    if mark == "`", info.contains("`") { return nil }
    text = String(repeating: String(mark), count: length)
    let braces = info.firstIndex(of: "{").flatMap { open in
      info.lastIndex(of: "}").flatMap { close in open < close ? info[info.index(after: open)..<close] : nil }
    }
    let word = info.prefix { $0 != " " && $0 != "{" }
    isMyST = info.hasPrefix("{code-cell} gradus")
    attributes = FenceAttributes(braces ?? "")
    if word == "gradus" || info.hasPrefix("{code-cell} gradus") || info.hasPrefix("{gradus") {
      kind = .code
    } else if word == "output" {
      kind = .output
    } else {
      kind = .other
    }
  }

  func isClosed(by line: Substring) -> Bool {
    var body = line.drop { $0 == " " }
    while body.last?.isWhitespace ?? false { body.removeLast() }
    return body.count >= text.count && body.allSatisfy { $0 == text.first }
  }
}
