import Formatting

/// A piece of prose with the way it should look.
public struct StyledSpan: Sendable, Equatable {
  public enum Role: Sendable { case plain, heading, emphasis, strong, code, link, math, quote, rule }
  public var text: String
  public var role: Role
  public init(_ text: String, _ role: Role) {
    self.text = text
    self.role = role
  }
}

/// Markdown prose typeset for a terminal: headings, paragraphs wrapped by display width, emphasis, code,
/// lists, quotes, tables, rules, mathematics.
public enum ProseText {
  /// The lines of a prose part, at most `width` columns each (long words excepted).
  public static func lines(_ markdown: String, width: Int) -> [[StyledSpan]] {
    var typesetter = Typesetter(width: max(20, width))
    var lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasSuffix("\r") ? line.dropLast() : line
    }
    skipFrontMatter(&lines)
    typesetter.run(lines)
    return typesetter.output
  }

  /// The same without styles.
  public static func plain(_ markdown: String, width: Int) -> String {
    lines(markdown, width: width).map { $0.map(\.text).joined() }.joined(separator: "\n")
  }

  private static func skipFrontMatter(_ lines: inout [Substring]) {
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(where: { $0 == "---" || $0 == "..." })
    else { return }
    lines.removeFirst(end + 1)
  }
}

private struct Typesetter {
  let width: Int
  var output: [[StyledSpan]] = []
  private var paragraph: [Substring] = []

  init(width: Int) { self.width = width }

  mutating func run(_ lines: [Substring]) {
    var i = 0
    while i < lines.count {
      let line = lines[i], text = line.drop { $0 == " " }
      if text.isEmpty {
        endParagraph()
        if output.last?.isEmpty == false { output.append([]) }
      } else if text.hasPrefix("$$") {
        i = displayMath(lines, i)
      } else if text.hasPrefix("#"), text.drop(while: { $0 == "#" }).first == " " {
        endParagraph()
        heading(text)
      } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
        i = block(lines, i)
      } else if text.hasPrefix("|") {
        i = table(lines, i)
      } else if text.hasPrefix("> ") {
        endParagraph()
        wrap(InlineMarkdown.spans(String(text.dropFirst(2))), first: "│ ", rest: "│ ")
      } else if ["---", "***", "___"].contains(text) {
        endParagraph()
        output.append([StyledSpan(String(repeating: "─", count: width), .rule)])
      } else if let marker = listMarker(text) {
        i = listItem(lines, i, indent: line.count - text.count, marker: marker)
      } else {
        paragraph.append(text)
      }
      i += 1
    }
    endParagraph()
    while output.last?.isEmpty ?? false { output.removeLast() }
    while output.first?.isEmpty ?? false { output.removeFirst() }
  }

  private mutating func endParagraph() {
    if !paragraph.isEmpty {
      wrap(InlineMarkdown.spans(paragraph.joined(separator: " ")), first: "", rest: "")
    }
    paragraph = []
  }

  private mutating func heading(_ text: Substring) {
    let level = text.prefix { $0 == "#" }.count
    let title = String(text.drop { $0 == "#" }.drop { $0 == " " })
    output.append([StyledSpan(title, .heading)])
    if level == 1 {
      output.append([StyledSpan(String(repeating: "═", count: min(width, DisplayWidth.of(title))), .heading)])
    }
  }

  private mutating func displayMath(_ lines: [Substring], _ start: Int) -> Int {
    endParagraph()
    var formula = String(lines[start].drop { $0 == " " }.dropFirst(2)), i = start
    while !formula.hasSuffix("$$"), i + 1 < lines.count {
      i += 1
      formula += " " + lines[i]
    }
    if formula.hasSuffix("$$") { formula.removeLast(2) }
    output.append([StyledSpan("    " + InlineMath.unicode(formula.trimmingSpaces), .math)])
    return i
  }

  private mutating func block(_ lines: [Substring], _ start: Int) -> Int {
    endParagraph()
    let fence = lines[start].drop { $0 == " " }.prefix(3)
    var i = start + 1
    while i < lines.count, !lines[i].hasPrefix(fence) {
      output.append([StyledSpan("    " + lines[i], .code)])
      i += 1
    }
    return i
  }

  private func listMarker(_ text: Substring) -> String? {
    for bullet in ["- ", "* ", "+ "] where text.hasPrefix(bullet) { return bullet }
    let digits = text.prefix { $0.isNumber }
    if !digits.isEmpty, digits.count < 4, text.dropFirst(digits.count).hasPrefix(". ") {
      return digits + ". "
    }
    return nil
  }

  /// An item with the lines that continue it.
  private mutating func listItem(_ lines: [Substring], _ start: Int, indent: Int, marker: String) -> Int {
    endParagraph()
    var text = String(lines[start].drop { $0 == " " }.dropFirst(marker.count)), i = start
    while i + 1 < lines.count {
      let next = lines[i + 1].drop { $0 == " " }
      if next.isEmpty || listMarker(next) != nil || next.hasPrefix("#") || next.hasPrefix("|")
        || next.hasPrefix("```")
      {
        break
      }
      text += " " + next
      i += 1
    }
    let margin = String(repeating: " ", count: min(indent, 12) + 2)
    let shown = marker.first?.isNumber ?? false ? marker : "• "
    wrap(
      InlineMarkdown.spans(text), first: margin + shown,
      rest: margin + String(repeating: " ", count: DisplayWidth.of(shown)))
    return i
  }

  /// Breaks spans into lines at spaces.
  private mutating func wrap(_ spans: [StyledSpan], first: String, rest: String) {
    var line: [StyledSpan] = first.isEmpty ? [] : [StyledSpan(first, .plain)]
    var used = DisplayWidth.of(first), needsSpace = false
    for span in spans {
      for (k, word) in span.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if k > 0 { needsSpace = true }
        if word.isEmpty { continue }
        let size = DisplayWidth.of(String(word))
        if used + (needsSpace ? 1 : 0) + size > width, used > DisplayWidth.of(rest) {
          output.append(line)
          line = rest.isEmpty ? [] : [StyledSpan(rest, .plain)]
          used = DisplayWidth.of(rest)
        } else if needsSpace, used > DisplayWidth.of(rest) {
          line.append(StyledSpan(" ", line.last?.role == span.role ? span.role : .plain))
          used += 1
        }
        line.append(StyledSpan(String(word), span.role))
        used += size
        needsSpace = false
      }
    }
    output.append(line)
  }

  // MARK: Tables

  private mutating func table(_ lines: [Substring], _ start: Int) -> Int {
    endParagraph()
    var rows: [[String]] = [], i = start
    while i < lines.count, lines[i].drop(while: { $0 == " " }).hasPrefix("|") {
      var body = lines[i].drop { $0 == " " }.dropFirst()
      while body.last?.isWhitespace ?? false { body.removeLast() }
      if body.last == "|" { body.removeLast() }
      let cells = body.split(separator: "|", omittingEmptySubsequences: false).map {
        String($0).trimmingSpaces
      }
      // The line of dashes below the head only says that there is a head.
      if !cells.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }) {
        rows.append(cells.map { InlineMarkdown.spans($0).map(\.text).joined() })
      }
      i += 1
    }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { c in rows.map { c < $0.count ? DisplayWidth.of($0[c]) : 0 }.max() ?? 0 }
    for (r, row) in rows.enumerated() {
      let cells = row.enumerated().map { DisplayWidth.pad($1, to: widths[$0]) }
      output.append([StyledSpan("  " + cells.joined(separator: "  "), r == 0 ? .strong : .plain)])
      if r == 0 {
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        output.append([StyledSpan("  " + rule, .rule)])
      }
    }
    return i - 1
  }
}

extension String {
  var trimmingSpaces: String {
    var view = Substring(self)
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}
