import Formatting

/// What only Jupyter understands, in comments that nobody sees: `<!-- metadata {…} -->` directly above a code cell,
/// `<!-- notebook {…} -->` before everything else but the front matter. JSON, one line each.
enum HiddenJSON {
  enum Kind: String, CaseIterable {
    case metadata, notebook

    fileprivate var opening: String { "<!-- \(rawValue) {" }
  }

  private static let closing = "} -->"

  /// JSON that does not end a comment: two hyphens never stand together, and it stays one line.
  static func text(_ json: JSONValue) -> String {
    json.text.replacing("--", with: "-\\u002d").replacing("->", with: "-\\u003e")
  }

  static func comment(_ kind: Kind, _ fields: [(name: String, value: JSONValue)]) -> String {
    "<!-- \(kind.rawValue) \(text(.object(fields.map { ($0.name, $0.value) }))) -->\n"
  }

  /// Whether a text has such comments of its own, which would be taken for ours.
  static func mayStand(in text: String) -> Bool { Kind.allCases.contains { text.contains($0.opening) } }

  /// The prose before a code cell without the comment that ends it, and what that says.
  static func takingMetadata(from prose: String) -> (
    prose: String, fields: [(name: String, value: JSONValue)]
  ) {
    let text = prose.replacing("\r\n", with: "\n")
    guard text.hasSuffix(closing + "\n") else { return (prose, []) }
    let start = text.dropLast().lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
    guard let fields = fields(of: text[start...].dropLast(), .metadata) else { return (prose, []) }
    return (String(text[..<start]), fields)
  }

  /// The first prose of a notebook without the comment that begins it, and what that says.
  static func takingNotebook(from prose: String) -> (
    prose: String, fields: [(name: String, value: JSONValue)]
  ) {
    let text = prose.replacing("\r\n", with: "\n")
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let line = text[start...].prefix { $0 != "\n" }
    guard let fields = fields(of: line, .notebook) else { return (prose, []) }
    return (String(text[line.endIndex...]), fields)
  }

  private static func fields(of line: Substring, _ kind: Kind) -> [(name: String, value: JSONValue)]? {
    guard line.hasPrefix(kind.opening), line.hasSuffix(closing) else { return nil }
    let json = line.dropFirst(kind.opening.count - 1).dropLast(closing.count - 1)
    return (try? JSONParser.parse(Array(json.utf8)))?.fields
  }
}

extension JSONValue {
  /// The fields of an object; nil for anything else.
  var fields: [(name: String, value: JSONValue)]? {
    guard case .object(let fields) = self else { return nil }
    return fields.map { ($0.0, $0.1) }
  }

  /// An object with these fields in the order of their names, as Jupyter writes them.
  static func sorted(_ fields: [(String, JSONValue)]) -> JSONValue {
    .object(fields.sorted { $0.0 < $1.0 })
  }
}
