/// Prose broken at the width of a terminal, so that no word is.
public enum WordWrap {
  /// `text` with each of its lines broken at spaces into lines of at most `width` columns. A word that is longer than
  /// that goes on as it is.
  /// - Parameters:
  ///   - indent: what lines begin with that go on; nil for the indentation of the line that they go on from.
  ///   - used: columns that are taken at the beginning of the first line.
  public static func text(_ text: String, width: Int, indent: String? = nil, used: Int = 0) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { i, line in
      broken(line, width, indent ?? String(line.prefix { $0 == " " }), used: i == 0 ? used : 0)
    }.joined(separator: "\n")
  }

  private static func broken(_ line: Substring, _ width: Int, _ indent: String, used: Int) -> String {
    guard used + DisplayWidth.of(String(line)) > width else { return String(line) }
    var result = "", column = used, isAtStart = true
    var rest = line
    while !rest.isEmpty {
      let space = rest.prefix { $0 == " " }
      rest = rest.dropFirst(space.count)
      let word = rest.prefix { $0 != " " }
      rest = rest.dropFirst(word.count)
      let columns = DisplayWidth.of(String(word))
      if !isAtStart, column + space.count + columns > width {
        result += "\n" + indent + word
        column = DisplayWidth.of(indent) + columns
      } else {
        result += space + word
        column += space.count + columns
      }
      isAtStart = false
    }
    return result
  }
}
