/// Colours for a line of code: keywords, numbers, texts, comments. For display only: it never fails.
enum CodeHighlighter {
  private static let keywords: Set<String> = [
    "if", "else", "for", "in", "while", "break", "continue", "return", "fn", "model", "match", "try", "catch",
    "assert",
    "import", "and", "or", "not", "true", "false", "none", "by",
  ]

  static func colored(_ line: String) -> String {
    var result = ""
    var rest = line[...]
    while let next = rest.first {
      let piece: Substring
      var code = ""
      if next == "#" {
        (piece, code) = (rest, "2")
      } else if next == "\"" {
        (piece, code) = (text(rest), "33")
      } else if next.isLetter || next == "_" {
        piece = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        if keywords.contains(String(piece)) { code = "35" }
      } else if next.isNumber {
        piece = rest.prefix { $0.isNumber || $0 == "." || $0 == "_" || $0 == "e" }
        code = "36"
      } else {
        piece = rest.prefix(1)
      }
      result += code.isEmpty ? String(piece) : "\u{1B}[\(code)m\(piece)\u{1B}[0m"
      rest = rest[piece.endIndex...]
    }
    return result
  }

  /// A text with its quotes, to the end of the line when it is not closed.
  private static func text(_ rest: Substring) -> Substring {
    var end = rest.index(after: rest.startIndex)
    while end < rest.endIndex {
      let character = rest[end]
      end = rest.index(after: end)
      if character == "\"" { break }
      if character == "\\", end < rest.endIndex { end = rest.index(after: end) }
    }
    return rest[..<end]
  }
}
