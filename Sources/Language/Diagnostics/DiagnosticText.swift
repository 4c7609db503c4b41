import Formatting

/// A diagnostic as text: header, quoted source with carets, what to try, and the calls that led there.
///
/// ```
/// error[P06] cell 7, line 2: this `(` is never closed
///
///   2 | h = relu(x @ w1
///     |         ^
///
///   try:  close it with `)`
/// ```
public struct DiagnosticText {
  /// The parts that a terminal may colour.
  public enum Role: Sendable, CaseIterable {
    case severity, location, message, gutter, source, caret, label, hint, frame
  }

  /// Gives a part its colour; must not change the part's width.
  public typealias Style = (Role, String) -> String

  /// Lines longer than this many bytes are shown in part.
  static let longestLine = 200

  let diagnostic: Diagnostic
  let style: Style
  /// Prose is broken at this many columns; nil leaves that to whoever shows it.
  private let width: Int?
  private let gutterWidth: Int

  private init(_ diagnostic: Diagnostic, style: @escaping Style, width: Int?) {
    self.width = width
    self.diagnostic = diagnostic
    self.style = style
    let lines = diagnostic.labels.map { $0.source.line(at: $0.range.start) }
    gutterWidth = String(lines.max() ?? 0).utf8.count
  }

  /// The whole message without a newline at the end. Plain text unless `style` says otherwise.
  /// - Parameter width: where to break the message and the hints; the quoted source stays as it is.
  public static func render(
    _ diagnostic: Diagnostic, style: @escaping Style = { $1 }, width: Int? = nil
  ) -> String {
    DiagnosticText(diagnostic, style: style, width: width).lines.joined(separator: "\n")
  }

  /// A part in its colour, broken into lines when there is a width.
  private func prose(_ role: Role, _ text: String, indent: String, used: Int = 0) -> String {
    guard let width else { return style(role, text) }
    return WordWrap.text(text, width: width, indent: indent, used: used)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().map { i, line in
        // The indentation is not part of the message.
        let text = i == 0 ? line : line.dropFirst(indent.count)
        return (i == 0 ? "" : indent) + style(role, String(text))
      }.joined(separator: "\n")
  }

  private var lines: [String] {
    var lines = [header]
    let snippets = snippetLines
    if !snippets.isEmpty { lines += [""] + snippets }
    let hints = diagnostic.hints.map { hint in
      prose(.hint, DiagnosticText.visible(Self.hintLine(hint)), indent: String(repeating: " ", count: 8))
    }
    let repairs = repairLines.flatMap { $0.split(separator: "\n") }
      .map { style(.hint, DiagnosticText.visible(String($0))) }
    let frames = FoldedFrames.lines(diagnostic.frames).map {
      style(.frame, DiagnosticText.visible("  " + $0))
    }
    let advice = repairs + hints + frames
    if !advice.isEmpty { lines += [""] + advice }
    return lines
  }

  /// The repairs that fit, numbered, and those that don't.
  private var repairLines: [String] {
    let longest = diagnostic.repairs.map { DisplayWidth.of($0.text) }.max() ?? 0
    var lines = diagnostic.repairs.enumerated().map { i, repair in
      let heading = i == 0 ? "fits:" : "     "
      guard !repair.outcome.isEmpty else { return "  \(heading)  \(i + 1)  \(repair.text)" }
      let line = "  \(heading)  \(i + 1)  \(DisplayWidth.pad(repair.text, to: longest))   \(repair.outcome)"
      // In a narrow terminal what comes of it stands below.
      guard let width, DisplayWidth.of(line) > width else { return line }
      return "  \(heading)  \(i + 1)  \(repair.text)\n             \(repair.outcome)"
    }
    if !diagnostic.rejected.isEmpty {
      let line = "  tried, does not fit:  \(diagnostic.rejected.joined(separator: "   "))"
      lines.append(width.map { WordWrap.text(line, width: $0, indent: "    ") } ?? line)
    }
    return lines
  }

  private var header: String {
    let severity = style(.severity, "\(diagnostic.severity.rawValue)[\(diagnostic.code)]")
    let message = DiagnosticText.visible(diagnostic.message)
    let word = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]".count
    guard let label = diagnostic.primary else {
      return "\(severity): \(prose(.message, message, indent: "  ", used: word + 2))"
    }
    let place = "\(label.source.name), line \(label.source.line(at: label.range.start)):"
    return "\(severity) \(style(.location, DiagnosticText.visible(place))) "
      + prose(.message, message, indent: "  ", used: word + DisplayWidth.of(place) + 2)
  }

  /// Headings that a hint may bring along; one that begins with a space continues the line above.
  /// Any other hint stands after `try:`.
  private static let headings = ["note:", " "]

  private static func hintLine(_ hint: String) -> String {
    headings.contains { hint.hasPrefix($0) } ? "  \(hint)" : "  try:  \(hint)"
  }

  // MARK: - Quoted source

  /// The lines that labels point into: the primary label's source first.
  private var snippetLines: [String] {
    guard let primary = diagnostic.primary else { return [] }
    var sources = [primary.source]
    for label in diagnostic.labels where !sources.contains(where: { $0 === label.source }) {
      sources.append(label.source)
    }
    var result: [String] = []
    for source in sources {
      if source !== primary.source { result += ["", style(.location, "  \(source.name):")] }
      let labels = diagnostic.labels.filter { $0.source === source }
      let numbers = Set(labels.map { source.line(at: $0.range.start) }).sorted()
      for number in numbers {
        let here = labels.filter { source.line(at: $0.range.start) == number }
        result += snippet(of: number, in: source, labels: here)
      }
    }
    return result
  }

  private func snippet(of number: Int, in source: SourceText, labels: [Diagnostic.Label]) -> [String] {
    let quoted = QuotedLine(number, in: source, around: labels)
    let margin = style(.gutter, "  \(DiagnosticText.pad(String(number), gutterWidth)) | ")
    let empty = style(.gutter, "  \(DiagnosticText.pad("", gutterWidth)) | ")
    let marks = labels.compactMap { quoted.mark($0) }.sorted { ($0.column, $0.end) < ($1.column, $1.end) }
    var rows = [margin + style(.source, quoted.text)]
    guard !marks.isEmpty else { return rows }
    var carets = style(.caret, DiagnosticText.caretRow(marks))
    let texts = marks.filter { !$0.text.isEmpty }
    if texts.count == 1, let only = texts.first, only.end == marks.last?.end {
      carets += " " + style(.label, only.columns.joined(separator: "   "))
      return rows + [empty + carets]
    }
    rows.append(empty + carets)
    return rows + textRows(texts).map { empty + $0 }
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    DisplayWidth.pad(text, to: width, right: true)
  }

  /// `^` under primary labels, `-` under the others.
  private static func caretRow(_ marks: [QuotedLine.Mark]) -> String {
    var row = [Character](repeating: " ", count: marks.map(\.end).max() ?? 0)
    for mark in marks.sorted(by: { !$0.isPrimary && $1.isPrimary }) {
      for column in mark.column..<mark.end { row[column] = mark.isPrimary ? "^" : "-" }
    }
    return String(row)
  }

  /// One row a label, the rightmost first, with a `|` under the carets of those still to come.
  private func textRows(_ marks: [QuotedLine.Mark]) -> [String] {
    // What follows a tab in a label's text is aligned.
    let second =
      marks.filter { $0.columns.count > 1 }
      .map { $0.column + DisplayWidth.of($0.columns[0]) + 3 }.max() ?? 0
    return marks.indices.reversed().map { i in
      var connectors = "", column = 0
      for waiting in marks[..<i] where waiting.column >= column && waiting.column < marks[i].column {
        connectors += String(repeating: " ", count: waiting.column - column) + "|"
        column = waiting.column + 1
      }
      connectors += String(repeating: " ", count: marks[i].column - column)
      var text = marks[i].columns[0]
      if marks[i].columns.count > 1 {
        text = DisplayWidth.pad(text, to: second - marks[i].column) + marks[i].columns[1]
      }
      return style(.caret, connectors) + style(.label, text)
    }
  }

  /// `text` without characters that would steer a terminal or reorder what it shows.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: QuotedLine.isHidden) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { QuotedLine.isHidden($0) ? "\u{FFFD}" : $0 }))
  }
}
