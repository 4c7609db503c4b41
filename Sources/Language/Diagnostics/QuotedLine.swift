import Formatting

/// One line of source as an error shows it: tabs expanded, controls made visible, long lines cut.
struct QuotedLine {
  /// Where a label stands below the line, in display columns.
  struct Mark {
    var column: Int
    var end: Int
    var isPrimary: Bool
    var text: String
    /// The text, parted at its tab.
    var columns: [String]
  }

  static let tabWidth = 4

  let text: String
  private let source: SourceText
  /// The bytes that are shown.
  private let start: Int
  private let end: Int
  /// Columns of the `…` before a cut line.
  private let lead: Int

  init(_ number: Int, in source: SourceText, around labels: [Diagnostic.Label]) {
    let bytes = source.utf8
    let lineStart = source.lineStarts[number - 1]
    var lineEnd = number < source.lineStarts.count ? source.lineStarts[number] - 1 : bytes.count
    if lineEnd > lineStart, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
    var start = lineStart, end = lineEnd
    if lineEnd - lineStart > DiagnosticText.longestLine {
      let first = (labels.first { $0.isPrimary } ?? labels.first)?.range.start ?? lineStart
      start = max(lineStart, min(first, lineEnd) - DiagnosticText.longestLine / 4)
      end = min(lineEnd, start + DiagnosticText.longestLine / 2)
      while start > lineStart, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      while end < lineEnd, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    self.source = source
    self.start = start
    self.end = end
    lead = start > lineStart ? 1 : 0
    let shown = QuotedLine.displayed(source.slice(SourceRange(start, end)))
    text = (start > lineStart ? "…" : "") + shown.text + (end < lineEnd ? "…" : "")
  }

  /// Nil when the label stands outside of what is shown.
  func mark(_ label: Diagnostic.Label) -> Mark? {
    let from = label.range.start
    guard from >= start, from <= end + 1 else { return nil }
    let to = min(max(label.range.end, from), end)
    let column = column(of: from)
    let columns = label.text.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      .map { DiagnosticText.visible(String($0)) }
    return Mark(
      column: column, end: max(column + 1, to > from ? self.column(of: to) : 0),
      isPrimary: label.isPrimary, text: label.text, columns: columns)
  }

  private func column(of offset: Int) -> Int {
    lead + QuotedLine.displayed(source.slice(SourceRange(start, min(offset, end)))).width
  }

  /// The text with tabs expanded, and its width in columns.
  private static func displayed(_ text: String) -> (text: String, width: Int) {
    var shown = "", width = 0
    for character in text {
      if character == "\t" {
        let spaces = tabWidth - width % tabWidth
        shown += String(repeating: " ", count: spaces)
        width += spaces
      } else if character.unicodeScalars.contains(where: isHidden) {
        shown.append("\u{FFFD}")
        width += 1
      } else {
        shown.append(character)
        width += DisplayWidth.of(character)
      }
    }
    return (shown, width)
  }

  /// Controls, and the marks that change the direction of text.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
    default: false
    }
  }
}
