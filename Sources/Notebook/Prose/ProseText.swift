import Formatting

/// Markdown prose typeset for a terminal: headings, paragraphs wrapped by display width, emphasis, code,
/// lists, quotes, tables, rules, mathematics.
public enum ProseText {
  /// The lines of a prose part, at most `width` columns each.
  public static func lines(_ markdown: String, width: Int) -> [[StyledSpan]] {
    var typesetter = Typesetter(width: max(12, width))
    typesetter.set(Markdown.blocks(markdown), isTight: false)
    return typesetter.output
  }

  /// The same without styles.
  public static func plain(_ markdown: String, width: Int) -> String {
    lines(markdown, width: width).map { $0.map(\.text).joined() }.joined(separator: "\n")
  }
}

private struct Typesetter {
  let width: Int
  var output: [[StyledSpan]] = []

  init(width: Int) { self.width = width }

  mutating func set(_ blocks: [MarkdownBlock], isTight: Bool) {
    for (i, block) in blocks.enumerated() {
      if i > 0, !isTight { output.append([]) }
      set(block)
    }
  }

  private mutating func set(_ block: MarkdownBlock) {
    switch block {
    case .heading(let level, let title): heading(level, title)
    case .paragraph(let text): output += StyledText.wrap(StyledText.spans(text), width: width)
    case .list(let items, let start, let isTight): list(items, start, isTight)
    case .code(let text, _): code(text)
    case .quote(let inner): nested(inner, first: "│ ", rest: "│ ", isTight: false, .quote)
    case .table(let head, let rows, let alignments): table(head, rows, alignments)
    case .math(let latex):
      let indent = width >= 40 ? "    " : "  "
      output += MathBox.lines(latex, width: width - indent.count).map { [StyledSpan(indent + $0, .math)] }
    case .rule: output.append([StyledSpan(String(repeating: "─", count: width), .rule)])
    }
  }

  private mutating func heading(_ level: Int, _ title: [MarkdownInline]) {
    let lines = StyledText.wrap(StyledText.spans(title, .heading), width: width)
    output += lines
    if level == 1 {
      let length = lines.map { StyledText.width($0) }.max() ?? 0
      output.append([StyledSpan(String(repeating: "═", count: length), .heading)])
    }
  }

  private mutating func code(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var rest = String(line)
      // Long lines go on below, indented further.
      var indent = "    "
      repeat {
        let room = max(8, width - indent.count)
        let piece = DisplayWidth.truncate(rest, to: room, ellipsis: "")
        output.append([StyledSpan(indent + piece, .code)])
        rest = String(rest.dropFirst(max(1, piece.count)))
        indent = "      "
      } while !rest.isEmpty
    }
  }

  /// Blocks beside a margin.
  private mutating func nested(
    _ blocks: [MarkdownBlock], first: String, rest: String, isTight: Bool, _ role: StyledSpan.Role = .plain
  ) {
    var inner = Typesetter(width: max(8, width - DisplayWidth.of(rest)))
    inner.set(blocks, isTight: isTight)
    for (i, line) in inner.output.enumerated() {
      let margin = i == 0 ? first : rest
      output.append(line.isEmpty && margin.allSatisfy { $0 == " " } ? [] : [StyledSpan(margin, role)] + line)
    }
  }

  private mutating func list(_ items: [[MarkdownBlock]], _ start: Int?, _ isTight: Bool) {
    let width = start.map { "\($0 + items.count - 1). ".count } ?? 2
    for (i, item) in items.enumerated() {
      if i > 0, !isTight { output.append([]) }
      let mark = start.map { DisplayWidth.pad("\($0 + i). ", to: width) } ?? "• "
      nested(item, first: "  " + mark, rest: String(repeating: " ", count: 2 + width), isTight: isTight)
      if item.isEmpty { output.append([StyledSpan("  " + mark, .plain)]) }
    }
  }

  // MARK: Tables

  private mutating func table(
    _ head: [[MarkdownInline]], _ rows: [[[MarkdownInline]]], _ alignments: [MarkdownBlock.Alignment]
  ) {
    let all = ([head] + rows).map { $0.map { StyledText.spans($0) } }
    let columns = all.map(\.count).max() ?? 0
    let widths = fit(
      (0..<columns).map { c in
        all.map { row in c < row.count ? row[c].reduce(0) { $0 + DisplayWidth.of($1?.text ?? " ") } : 0 }
          .max()
          ?? 0
      })
    for (r, row) in all.enumerated() {
      let cells = (0..<columns).map { c in
        c < row.count
          ? StyledText.wrap(r == 0 ? StyledText.spans(head[c], .strong) : row[c], width: widths[c]) : [[]]
      }
      for line in 0..<(cells.map(\.count).max() ?? 0) {
        output.append(self.line(line, cells, widths, alignments))
      }
      if r == 0 {
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        output.append([StyledSpan("  " + rule, .rule)])
      }
    }
  }

  private func line(
    _ index: Int, _ cells: [[[StyledSpan]]], _ widths: [Int], _ alignments: [MarkdownBlock.Alignment]
  ) -> [StyledSpan] {
    var result = [StyledSpan("  ", .plain)]
    for (c, cell) in cells.enumerated() {
      let spans = index < cell.count ? cell[index] : []
      let space = max(0, widths[c] - StyledText.width(spans))
      let before =
        c < alignments.count
        ? (alignments[c] == .right ? space : alignments[c] == .centre ? space / 2 : 0) : 0
      result.append(StyledSpan(String(repeating: " ", count: before + (c > 0 ? 2 : 0)), .plain))
      result += spans
      if c < cells.count - 1 {
        result.append(StyledSpan(String(repeating: " ", count: space - before), .plain))
      }
    }
    while let last = result.last, last.text.allSatisfy({ $0 == " " }) { result.removeLast() }
    return StyledText.merged(result.filter { !$0.text.isEmpty })
  }

  /// The widest columns give way until the table fits.
  private func fit(_ widths: [Int]) -> [Int] {
    var widths = widths.map { max(1, $0) }
    var excess = widths.reduce(2 * widths.count) { $0 + $1 } - width
    while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 6 {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
