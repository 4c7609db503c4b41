import Formatting

/// A formula set in two dimensions, for a terminal: fractions are stacked, sums carry their limits.
public struct MathBox: Sendable {
  /// All of the same width.
  public private(set) var lines: [String]
  /// The line that stands level with the text around it.
  public private(set) var baseline: Int

  public var width: Int { lines.first.map { DisplayWidth.of($0) } ?? 0 }

  /// The formula at most `width` columns wide: stacked, or on several plain lines where it does not fit.
  public static func lines(_ latex: String, width: Int) -> [String] {
    let node = MathParser.parse(latex)
    let box = MathBox(node)
    if box.width <= width { return box.lines.map(trimmed) }
    return broken(node, width)
  }

  /// One line of text, broken before relations and signs.
  private static func broken(_ node: MathNode, _ width: Int) -> [String] {
    var lines: [String] = [""]
    for word in MathText.text(node).split(separator: " ") {
      let size = DisplayWidth.of(String(word))
      if !lines[lines.count - 1].isEmpty, DisplayWidth.of(lines[lines.count - 1]) + 1 + size > width {
        lines.append("  " + word)
      } else {
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
      }
    }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  init(_ text: String) { (lines, baseline) = ([text], 0) }

  private init(_ lines: [String], baseline: Int) {
    let width = lines.map { DisplayWidth.of($0) }.max() ?? 0
    self.lines = lines.map { DisplayWidth.pad($0, to: width) }
    self.baseline = baseline
  }

  init(_ node: MathNode) {
    switch node {
    case .row(let nodes): self = Self.row(nodes)
    case .fraction(let top, let bottom): self = Self.stacked(MathBox(top), MathBox(bottom))
    case .script(let base, let below, let above): self = Self.script(base, below, above)
    case .root(let inside, let degree): self = Self.root(inside, degree)
    case .fenced(let open, let inside, let close): self = MathBox(inside).fenced(open, close)
    case .table(let rows, let open, let close, let isAligned):
      self = Self.table(rows, isAligned).fenced(open, close)
    case .accent(let base, let accent):
      let inner = MathBox(base)
      self = inner.lines.count == 1 ? MathBox(MathText.text(node)) : inner.over(accent.symbol)
    case .symbol, .words, .letters, .space: self = MathBox(MathText.text(node))
    }
  }

  // MARK: Side by side

  /// Neighbours that are one line high are written as one text, so that spacing is decided in one place.
  private static func row(_ nodes: [MathNode]) -> MathBox {
    var result: MathBox?
    var flat: [MathNode] = []
    for node in nodes {
      let box = MathBox(node)
      if box.lines.count == 1 {
        flat.append(node)
      } else {
        result = joined(result, flat, hasMore: true)
        result = result?.beside(box) ?? box
        flat = []
      }
    }
    return joined(result, flat, hasMore: false) ?? MathBox("")
  }

  private static func joined(_ left: MathBox?, _ flat: [MathNode], hasMore: Bool) -> MathBox? {
    var text = MathText.text(.row(flat))
    guard !text.isEmpty else { return left.map { hasMore ? $0.beside(MathBox(" ")) : $0 } }
    // Signs at the seam keep their distance.
    let first = flat.first?.kind, last = flat.last?.kind
    if left != nil, first != .close, first != .punctuation { text = " " + text }
    if hasMore, last != .open, !(flat.count == 1 && left == nil && last == .binary) { text += " " }
    return left?.beside(MathBox(text)) ?? MathBox(text)
  }

  private func beside(_ other: MathBox) -> MathBox {
    let above = max(baseline, other.baseline)
    let below = max(lines.count - baseline, other.lines.count - other.baseline)
    let lines = (0..<above + below).map { line(at: $0 - above) + other.line(at: $0 - above) }
    return MathBox(lines, baseline: above)
  }

  /// The line so far below the baseline; blank outside the box.
  private func line(at offset: Int) -> String {
    let index = baseline + offset
    return lines.indices.contains(index) ? lines[index] : String(repeating: " ", count: width)
  }

  // MARK: One above the other

  private static func centred(_ line: String, in width: Int) -> String {
    let space = max(0, width - DisplayWidth.of(line))
    return DisplayWidth.pad(String(repeating: " ", count: space / 2) + line, to: width)
  }

  private static func stacked(_ top: MathBox, _ bottom: MathBox) -> MathBox {
    let width = max(top.width, bottom.width)
    let lines =
      top.lines.map { centred($0, in: width) } + [String(repeating: "─", count: width)]
      + bottom.lines.map { centred($0, in: width) }
    return MathBox(lines, baseline: top.lines.count)
  }

  private func over(_ mark: String) -> MathBox {
    MathBox([Self.centred(mark, in: width)] + lines, baseline: baseline + 1)
  }

  private static func script(_ base: MathNode, _ below: MathNode?, _ above: MathNode?) -> MathBox {
    if base.single.takesLimits { return limits(MathBox(base), below, above) }
    let node = MathNode.script(base, below: below, above: above)
    let core = MathBox(base)
    let up = above.map { MathBox($0) }, down = below.map { MathBox($0) }
    let isFlat = core.lines.count == 1 && (up?.lines.count ?? 1) == 1 && (down?.lines.count ?? 1) == 1
    if isFlat {
      let text = MathText.text(node)
      if !text.contains("^(") && !text.contains("_(") { return MathBox(text) }
    }
    let width = max(up?.width ?? 0, down?.width ?? 0)
    var lines = up?.lines ?? []
    let middle = lines.count
    lines += [String](repeating: String(repeating: " ", count: width), count: core.lines.count)
    lines += down?.lines ?? []
    return core.beside(MathBox(lines, baseline: middle + core.baseline))
  }

  private static func limits(_ core: MathBox, _ below: MathNode?, _ above: MathNode?) -> MathBox {
    let up = above.map { MathBox(tight($0)) }, down = below.map { MathBox(tight($0)) }
    let width = max(core.width, up?.width ?? 0, down?.width ?? 0)
    let lines = ((up?.lines ?? []) + core.lines + (down?.lines ?? [])).map { centred($0, in: width) }
    return MathBox(lines, baseline: (up?.lines.count ?? 0) + core.baseline)
  }

  /// Limits are small print: no spaces around their signs.
  private static func tight(_ node: MathNode) -> String { MathText.text(node).filter { $0 != " " } }

  private static func root(_ inside: MathNode, _ degree: MathNode?) -> MathBox {
    let core = MathBox(inside)
    if core.lines.count == 1 { return MathBox(MathText.text(.root(inside, degree: degree))) }
    let index = degree.map { MathText.script($0, MathSymbols.superscripts, "") } ?? ""
    let stem = DisplayWidth.of(index) + 1
    var lines = [String(repeating: " ", count: stem) + "┌" + String(repeating: "─", count: core.width)]
    for (i, line) in core.lines.enumerated() {
      let isLast = i == core.lines.count - 1
      lines.append((isLast ? index + "╲" : String(repeating: " ", count: stem)) + "│" + line)
    }
    return MathBox(lines, baseline: core.baseline + 1)
  }

  // MARK: Fences and tables

  private static let tall: [String: (top: String, middle: String, bottom: String, centre: String)] = [
    "(": ("⎛", "⎜", "⎝", "⎜"), ")": ("⎞", "⎟", "⎠", "⎟"), "[": ("⎡", "⎢", "⎣", "⎢"),
    "]": ("⎤", "⎥", "⎦", "⎥"), "{": ("⎧", "⎪", "⎩", "⎨"), "}": ("⎫", "⎪", "⎭", "⎬"),
  ]

  private func fenced(_ open: String, _ close: String) -> MathBox {
    fence(open).map { $0.beside(self) }.map { left in fence(close).map { left.beside($0) } ?? left }
      ?? (fence(close).map { beside($0) } ?? self)
  }

  private func fence(_ text: String) -> MathBox? {
    if text.isEmpty { return nil }
    let count = lines.count
    if count == 1 { return MathBox(text) }
    guard let parts = Self.tall[text] else {
      let bar = text == "|" ? "│" : text
      return MathBox([String](repeating: bar, count: count), baseline: baseline)
    }
    if count == 2, text == "{" || text == "}" {
      return MathBox(text == "{" ? ["⎰", "⎱"] : ["⎱", "⎰"], baseline: baseline)
    }
    let column = (0..<count).map { i in
      i == 0 ? parts.top : i == count - 1 ? parts.bottom : i == count / 2 ? parts.centre : parts.middle
    }
    return MathBox(column, baseline: baseline)
  }

  private static func table(_ rows: [[MathNode]], _ isAligned: Bool) -> MathBox {
    let boxes = rows.map { $0.map { MathBox($0) } }
    let columns = boxes.map(\.count).max() ?? 0
    let widths = (0..<columns).map { c in boxes.map { c < $0.count ? $0[c].width : 0 }.max() ?? 0 }
    var lines: [String] = []
    for row in boxes {
      var line = MathBox("")
      for c in 0..<columns {
        let cell = c < row.count ? row[c] : MathBox("")
        if c > 0 { line = line.beside(MathBox(isAligned ? " " : "  ")) }
        // Aligned equations meet at `&`: right of it they start, left of it they end.
        let padded = cell.lines.map { text in
          isAligned
            ? DisplayWidth.pad(
              text, to: widths[c], right: c % 2 == 0 && columns > 1 && rows.count > 1 && c == 0)
            : centred(text, in: widths[c])
        }
        line = line.beside(MathBox(padded, baseline: cell.baseline))
      }
      if lines.count > 0, line.lines.count > 1 { lines.append("") }
      lines += line.lines
    }
    return MathBox(lines.isEmpty ? [""] : lines, baseline: lines.count / 2)
  }
}
