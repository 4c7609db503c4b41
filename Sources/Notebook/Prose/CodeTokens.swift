/// Code in pieces that are coloured differently: one reader for the terminal and for HTML. It never fails.
public struct CodeTokens: Sendable {
  public enum Role: String, Sendable { case plain, keyword, number, text, comment }

  private static let keywords: Set<String> = [
    "if", "else", "for", "in", "while", "break", "continue", "return", "fn", "model", "match", "try", "catch",
    "assert", "import", "and", "or", "not", "true", "false", "none", "by",
  ]

  /// The pieces of a source in order; together they are the source.
  public static func of(_ source: String) -> [(text: Substring, role: Role)] {
    var result: [(text: Substring, role: Role)] = []
    var rest = source[...]
    while let next = rest.first {
      var piece = rest.prefix(1), role = Role.plain
      if next == "#" {
        (piece, role) = (rest.prefix { !$0.isNewline }, .comment)
      } else if next == "\"" {
        (piece, role) = (text(rest), .text)
      } else if next.isLetter || next == "_" {
        piece = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        if keywords.contains(String(piece)) { role = .keyword }
      } else if next.isNumber {
        (piece, role) = (rest.prefix { $0.isNumber || $0 == "." || $0 == "_" || $0 == "e" }, .number)
      }
      if role == .plain, result.last?.role == .plain, let last = result.last {
        result[result.count - 1].text = source[last.text.startIndex..<piece.endIndex]
      } else {
        result.append((piece, role))
      }
      rest = rest[piece.endIndex...]
    }
    return result
  }

  /// A text with its quotes, to the end of the line when it is not closed.
  private static func text(_ rest: Substring) -> Substring {
    if rest.hasPrefix("\"\"\"") {
      let body = rest.dropFirst(3)
      return body.firstRange(of: "\"\"\"").map { rest[..<$0.upperBound] } ?? rest
    }
    var end = rest.index(after: rest.startIndex)
    while end < rest.endIndex, !rest[end].isNewline {
      let character = rest[end]
      end = rest.index(after: end)
      if character == "\"" { break }
      if character == "\\", end < rest.endIndex { end = rest.index(after: end) }
    }
    return rest[..<end]
  }
}
