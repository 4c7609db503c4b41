/// A piece of Markdown prose, as a tree: one reader for the terminal and for HTML.
public indirect enum MarkdownBlock: Sendable, Equatable {
  case heading(level: Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  /// `start` is the first number of a numbered list.
  case list([[MarkdownBlock]], start: Int?, isTight: Bool)
  /// What stands after the fence, such as `python`, and the lines.
  case code(String, language: String)
  case quote([MarkdownBlock])
  case table(head: [[MarkdownInline]], rows: [[[MarkdownInline]]], alignments: [Alignment])
  /// LaTeX between double dollar signs.
  case math(String)
  case rule

  public enum Alignment: Sendable, Equatable { case left, centre, right }
}

/// What a paragraph is made of.
public indirect enum MarkdownInline: Sendable, Equatable {
  case text(String)
  case code(String)
  /// LaTeX between dollar signs.
  case math(String)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case link([MarkdownInline], target: String)
  case image(alternative: String, target: String)
  case lineBreak
}

/// Markdown → blocks. Any text is Markdown: nothing fails.
public enum Markdown {
  /// Front matter and HTML comments are passed over.
  public static func blocks(_ text: String) -> [MarkdownBlock] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasSuffix("\r") ? String(line.dropLast()) : String(line)
    }
    if lines.first == "---", let end = lines.dropFirst().firstIndex(where: { $0 == "---" || $0 == "..." }) {
      lines.removeFirst(end + 1)
    }
    var parser = BlockParser(lines)
    return parser.blocks(depth: 0)
  }

  /// The heading that stands first in a text, as plain text.
  public static func firstHeading(_ text: String) -> String? {
    for case .heading(_, let title) in blocks(text) { return plain(title) }
    return nil
  }

  /// A paragraph's text without its marks; mathematics as Unicode.
  public static func plain(_ inlines: [MarkdownInline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .math(let latex): MathText.unicode(latex)
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): plain(inner)
      case .image(let alternative, _): alternative
      case .lineBreak: " "
      }
    }.joined()
  }
}

/// Splits lines into blocks.
private struct BlockParser {
  private let lines: [String]
  private var next = 0
  private var result: [MarkdownBlock] = []
  private var paragraph: [String] = []
  private static let depthLimit = 16

  init(_ lines: [String]) { self.lines = lines }

  mutating func blocks(depth: Int) -> [MarkdownBlock] {
    while next < lines.count {
      let line = lines[next], text = Self.content(line)
      if text.isEmpty {
        endParagraph()
        next += 1
      } else if text.hasPrefix("<!--") {
        comment()
      } else if text.hasPrefix("$$") {
        displayMath(text)
      } else if let fence = Self.fence(text) {
        code(fence, indent: line.count - text.count)
      } else if let level = Self.headingLevel(text) {
        heading(text, level)
      } else if Self.isRule(text) {
        endParagraph()
        result.append(.rule)
        next += 1
      } else if text.hasPrefix(">"), depth < Self.depthLimit {
        quote(depth)
      } else if text.hasPrefix("|") {
        table()
      } else if let marker = Self.marker(text), depth < Self.depthLimit {
        list(marker, depth)
      } else {
        paragraph.append(line)
        next += 1
      }
    }
    endParagraph()
    return result
  }

  /// A line without its indentation. Every kind of block looks at lines in this way: what begins a block for one
  /// and not for another would never be passed.
  private static func content(_ line: String) -> Substring { line.drop { $0 == " " || $0 == "\t" } }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    result.append(.paragraph(InlineMarkdown.parse(paragraph)))
    paragraph = []
  }

  private mutating func comment() {
    endParagraph()
    while next < lines.count {
      next += 1
      if lines[next - 1].contains("-->") { return }
    }
  }

  private static func headingLevel(_ text: Substring) -> Int? {
    let level = text.prefix { $0 == "#" }.count
    return (1...6).contains(level) && text.dropFirst(level).first == " " ? level : nil
  }

  private mutating func heading(_ text: Substring, _ level: Int) {
    endParagraph()
    var title = text.dropFirst(level).drop { $0 == " " }
    while let last = title.last, last == " " || last == "#" { title.removeLast() }
    result.append(.heading(level: level, InlineMarkdown.parse([String(title)])))
    next += 1
  }

  private static func isRule(_ text: Substring) -> Bool {
    let marks = text.filter { $0 != " " }
    guard marks.count >= 3, let first = marks.first, "-*_".contains(first) else { return false }
    return marks.allSatisfy { $0 == first }
  }

  private mutating func displayMath(_ text: Substring) {
    endParagraph()
    var formula = String(text.dropFirst(2))
    next += 1
    while !formula.contains("$$"), next < lines.count, !lines[next].isEmpty {
      formula += "\n" + lines[next]
      next += 1
    }
    let end = formula.firstRange(of: "$$")
    result.append(.math((end.map { String(formula[..<$0.lowerBound]) } ?? formula).trimmingSpaces))
    // Text on the formula's last line begins a paragraph.
    if let end, case let rest = formula[end.upperBound...], rest.contains(where: { !$0.isWhitespace }) {
      paragraph.append(String(rest))
    }
  }

  private static func fence(_ text: Substring) -> Substring? {
    guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
    let fence = text.prefix { $0 == mark }
    guard fence.count >= 3, !(mark == "`" && text.dropFirst(fence.count).contains("`")) else { return nil }
    return fence
  }

  private mutating func code(_ fence: Substring, indent: Int) {
    endParagraph()
    let info = Self.content(lines[next]).dropFirst(fence.count)
    var body: [String] = []
    next += 1
    while next < lines.count {
      let line = lines[next], text = Self.content(line)
      next += 1
      if text.hasPrefix(fence), text.allSatisfy({ $0 == fence.first || $0 == " " }) { break }
      body.append(String(line.dropFirst(min(indent, line.prefix { $0 == " " }.count))))
    }
    let language = info.drop { $0 == " " || $0 == "{" }.prefix { $0.isLetter || $0.isNumber }
    result.append(.code(body.joined(separator: "\n"), language: String(language)))
  }

  private mutating func quote(_ depth: Int) {
    endParagraph()
    var inner: [String] = []
    while next < lines.count {
      let text = Self.content(lines[next])
      // A paragraph may go on without the mark.
      guard text.hasPrefix(">") || !text.isEmpty && inner.last?.isEmpty == false else { break }
      inner.append(String(text.hasPrefix(">") ? text.dropFirst().drop { $0 == " " } : text))
      next += 1
    }
    var parser = BlockParser(inner)
    result.append(.quote(parser.blocks(depth: depth + 1)))
  }

  // MARK: Lists

  private struct Marker {
    /// Columns up to the item's text.
    var width: Int
    var number: Int?
    var bullet: Character
  }

  private static func marker(_ text: Substring) -> Marker? {
    guard let first = text.first else { return nil }
    if "-*+".contains(first), text.dropFirst().first == " " {
      return Marker(width: 2, number: nil, bullet: first)
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let after = text.dropFirst(digits.count)
    guard !digits.isEmpty, digits.count < 9, let mark = after.first, mark == "." || mark == ")",
      after.dropFirst().first == " "
    else { return nil }
    return Marker(width: digits.count + 2, number: Int(digits), bullet: mark)
  }

  private mutating func list(_ first: Marker, _ depth: Int) {
    endParagraph()
    var items: [[MarkdownBlock]] = [], isTight = true
    while next < lines.count {
      let line = lines[next], text = Self.content(line), indent = line.count - text.count
      guard let marker = Self.marker(text), marker.bullet == first.bullet, !Self.isRule(text) else { break }
      next += 1
      let (body, hasGap) = itemBody(String(text.dropFirst(marker.width)), indent: indent + marker.width)
      if hasGap { isTight = false }
      var parser = BlockParser(body)
      items.append(parser.blocks(depth: depth + 1))
      // Blank lines between two items do not end the list.
      var ahead = next
      while ahead < lines.count, lines[ahead].allSatisfy(\.isWhitespace) { ahead += 1 }
      guard ahead < lines.count, let other = Self.marker(Self.content(lines[ahead])),
        other.bullet == first.bullet
      else { break }
      if ahead > next { isTight = false }
      next = ahead
    }
    result.append(.list(items, start: first.number, isTight: isTight))
  }

  /// The lines that belong to an item, without its indentation.
  private mutating func itemBody(_ first: String, indent: Int) -> (lines: [String], hasGap: Bool) {
    var body = [first], hasGap = false
    while next < lines.count {
      let line = lines[next], own = line.prefix { $0 == " " }.count
      if line.allSatisfy(\.isWhitespace) {
        var ahead = next
        while ahead < lines.count, lines[ahead].allSatisfy(\.isWhitespace) { ahead += 1 }
        guard ahead < lines.count, lines[ahead].prefix(while: { $0 == " " }).count >= indent else { break }
        hasGap = true
        body.append("")
      } else if own >= indent {
        body.append(String(line.dropFirst(indent)))
      } else if Self.startsBlock(Self.content(line)) || body.last?.isEmpty == true {
        break
      } else {
        body.append(String(Self.content(line)))
      }
      next += 1
    }
    return (body, hasGap)
  }

  private static func startsBlock(_ text: Substring) -> Bool {
    marker(text) != nil || headingLevel(text) != nil || fence(text) != nil || isRule(text)
      || text.hasPrefix("|") || text.hasPrefix(">") || text.hasPrefix("$$")
  }

  // MARK: Tables

  private static func cells(_ line: String) -> [String] {
    var cells: [String] = [""], isEscaped = false, isCode = false
    for character in line.trimmingSpaces.dropFirst() {
      if character == "`" { isCode.toggle() }
      if character == "|", !isEscaped, !isCode {
        cells.append("")
      } else {
        // `\|` is a bar in a cell.
        if character == "|", isEscaped { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.last?.allSatisfy({ $0 == " " }) ?? false { cells.removeLast() }
    return cells.map(\.trimmingSpaces)
  }

  /// What the line of dashes below the head says; nil for any other line.
  private static func alignments(_ cells: [String]) -> [MarkdownBlock.Alignment]? {
    guard !cells.isEmpty, cells.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "-:".contains($0) } }) else {
      return nil
    }
    return cells.map { cell in
      cell.hasSuffix(":") ? (cell.hasPrefix(":") ? .centre : .right) : .left
    }
  }

  private mutating func table() {
    endParagraph()
    var rows: [[[MarkdownInline]]] = [], alignments: [MarkdownBlock.Alignment] = []
    while next < lines.count, Self.content(lines[next]).hasPrefix("|") {
      let cells = Self.cells(lines[next])
      if alignments.isEmpty, rows.count < 2, let found = Self.alignments(cells) {
        alignments = found
      } else {
        rows.append(cells.map { InlineMarkdown.parse([$0]) })
      }
      next += 1
    }
    guard !rows.isEmpty else { return }
    let head = rows.removeFirst()
    result.append(.table(head: head, rows: rows, alignments: alignments))
  }
}

extension String {
  var trimmingSpaces: String {
    var view = Substring(self)
    while view.first?.isWhitespace ?? false { view.removeFirst() }
    while view.last?.isWhitespace ?? false { view.removeLast() }
    return String(view)
  }
}
