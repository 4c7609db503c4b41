import Language
import Yams

/// A notebook: front matter, prose, code cells and their recorded outputs.
///
/// Keeps every byte of the file: `text` of a document that nobody changed is the file itself.
public struct NotebookDocument: Sendable {
  /// What the YAML between the `---` lines says.
  public struct FrontMatter: Sendable {
    public var title: String?
    public var chapter: String?
    public var dtype: String?
    public var seed: Int?
    /// The language of the prose, as `lang` names it: `en`, `zh-Hant`.
    public var language: String?
    public var requires: [String] = []
  }

  enum Part: Sendable {
    case prose(String)
    /// The cell's lines as they stand in the file; `cell` indexes `cells`.
    case code(raw: String, cell: Int)
    /// A recorded output, with the cell it belongs to.
    case output(raw: String, cell: Int)
  }

  public private(set) var frontMatter = FrontMatter()
  /// The YAML itself, without the lines around it; nil when there is none.
  let frontMatterText: String?
  public internal(set) var cells: [CodeCell] = []
  var parts: [Part] = []
  /// `\r\n` when the file uses it.
  let newline: String

  static let sizeLimit = 64 << 20

  /// Reads a notebook file.
  public init(path: String) throws(NotebookError) {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path, limit: Self.sizeLimit)
    } catch {
      throw NotebookError(
        error.isMissing ? "F01" : "F02", error.message,
        hints: error.isMissing ? ["check the path; notebooks end in .md"] : [])
    }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw NotebookError(
        "F04", "\(path) is not a text file",
        hints: ["a notebook is Markdown in UTF-8; this looks like binary data"])
    }
    try self.init(text: text)
  }

  public init(text: String) throws(NotebookError) {
    newline = text.contains("\r\n") ? "\r\n" : "\n"
    var reader = NotebookReader(text)
    let read = try reader.read()
    (parts, cells) = (read.parts, read.cells)
    frontMatterText = read.frontMatter
    if let yaml = read.frontMatter { frontMatter = try Self.frontMatter(yaml) }
  }

  /// The whole file.
  public var text: String {
    parts.map { part in
      switch part {
      case .prose(let text): text
      case .code(let raw, _), .output(let raw, _): raw
      }
    }.joined()
  }

  private static func frontMatter(_ yaml: String) throws(NotebookError) -> FrontMatter {
    let loaded: Any?
    do {
      loaded = try Yams.load(yaml: yaml)
    } catch {
      throw NotebookError("N11", "the front matter is not YAML: \(error)", line: 1)
    }
    guard let fields = loaded as? [String: Any] else { return FrontMatter() }
    var result = FrontMatter()
    result.title = fields["title"].map { "\($0)" }
    result.chapter = fields["chapter"].map { "\($0)" }
    result.dtype = fields["dtype"].map { "\($0)" }
    result.seed = fields["seed"] as? Int
    result.language = fields["lang"].map { "\($0)" }
    result.requires = (fields["requires"] as? [Any])?.map { "\($0)" } ?? []
    return result
  }

  // MARK: What replaying needs

  /// Prose and cells in order, without recorded outputs.
  public enum Item: Sendable {
    case prose(String)
    case cell(Int)
  }

  public var items: [Item] {
    parts.compactMap { part in
      switch part {
      case .prose(let text): .prose(text)
      case .code(_, let cell): .cell(cell)
      case .output: nil
      }
    }
  }

  /// Records a cell's output below it, in the place of an earlier one; an empty output removes it.
  public mutating func record(_ output: CellOutput, for cell: Int) {
    record(output.text, for: cell, digest: FigureDigest(output)?.text)
  }

  mutating func record(_ output: String, for cell: Int, digest: String? = nil) {
    cells[cell].output = output.isEmpty ? nil : output
    cells[cell].digest = digest
    let index = parts.firstIndex { if case .output(_, cell) = $0 { true } else { false } }
    let raw = output.isEmpty ? "" : Self.fenced(output, cells[cell].id, newline, digest: digest)
    if let index {
      if raw.isEmpty { removeOutput(at: index) } else { parts[index] = .output(raw: raw, cell: cell) }
    } else if !raw.isEmpty,
      let code = parts.firstIndex(where: { if case .code(_, cell) = $0 { true } else { false } })
    {
      // A file may end right after the closing fence, without a newline.
      if case .code(let lines, _) = parts[code], !lines.hasSuffix("\n") {
        parts[code] = .code(raw: lines + newline, cell: cell)
      }
      parts.insert(.output(raw: raw, cell: cell), at: code + 1)
      parts.insert(.prose(newline), at: code + 1)
    }
  }

  private mutating func removeOutput(at index: Int) {
    parts.remove(at: index)
    // The blank line that stood before it goes too.
    if index > 0, case .prose(let text) = parts[index - 1], text == newline { parts.remove(at: index - 1) }
  }

  /// An output block; its fence is longer than any inside it. What plots show stands beside the id.
  static func fenced(_ output: String, _ id: String, _ newline: String, digest: String? = nil) -> String {
    let fence = fence(around: output)
    let words = (id.isEmpty ? [] : ["#\(id)"]) + (digest.map { ["plot=\"\($0)\""] } ?? [])
    let attributes = words.isEmpty ? "" : " {\(words.joined(separator: " "))}"
    let body = output.replacing("\n", with: newline)
    return "\(fence)output\(attributes)\(newline)\(body)\(newline)\(fence)\(newline)"
  }

  /// Backticks, more than any line of the text begins with.
  static func fence(around text: String) -> String {
    var longest = 0
    for line in text.split(whereSeparator: \.isNewline) {
      let mark = line.drop { $0 == " " }
      if mark.hasPrefix("```") { longest = max(longest, mark.prefix { $0 == "`" }.count) }
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }
}
