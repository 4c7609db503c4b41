extension Plot {
  /// Bars of all series. Where bars overlap, the shorter one stands in front.
  mutating func drawBars(_ all: [(Series, Look)]) {
    var bars: [Bar] = []
    for (series, look) in all {
      guard case .bars(let edges) = series.kind else { continue }
      for (i, height) in series.y.enumerated() where height.isFinite {
        guard let columns = columns(edges[i], edges[i + 1]) else { continue }
        let base = y.isLog ? 0 : min(max(y.position(0), 0), Double(y.cells))
        let end = y.position(height)
        if end.isNaN || height == 0 { continue }
        bars.append(Bar(columns: columns, base: base, end: min(max(end, 0), Double(y.cells)), look: look))
      }
    }
    for bar in bars.sorted(by: { $0.length > $1.length }) { draw(bar) }
  }

  private struct Bar {
    let columns: Range<Int>
    /// In cells from the bottom.
    let base: Double
    let end: Double
    let look: Look
    var length: Double { (end - base).magnitude }
  }

  /// The columns between two edges, without the edges' own when there is room to tell bars apart.
  private func columns(_ left: Double, _ right: Double) -> Range<Int>? {
    let a = x.position(left), b = x.position(right)
    guard !b.isNaN, b >= 0, !(a > Double(x.cells)) else { return nil }
    let first = a.isNaN ? 0 : x.cell(left), last = x.cell(right)
    if last - first >= 3 { return (a < 0 ? first : first + 1)..<(b > Double(x.cells) ? last + 1 : last) }
    return first..<max(last, first + 1)
  }

  private mutating func draw(_ bar: Bar) {
    let low = min(bar.base, bar.end), high = max(bar.base, bar.end)
    let first = min(Int(low), canvas.rows - 1), last = max(first, min(canvas.rows - 1, Int(high)))
    var isVisible = false
    for cell in first...last {
      let from = max(low - Double(cell), 0), to = min(high - Double(cell), 1)
      guard let character = fill(from, to, bar.look) else { continue }
      isVisible = true
      put(character, bar, up: cell, part: to - from)
    }
    // A bar that is not zero leaves a trace.
    if !isVisible { put(C.dotsAcross == 1 ? "_" : "▁", bar, up: first, part: 0) }
  }

  /// Fills a cell. In front of another bar a partial character would cut a hole into it, so there
  /// the cell is all or nothing.
  private mutating func put(_ character: Character, _ bar: Bar, up: Int, part: Double) {
    let row = canvas.rows - 1 - up
    for column in bar.columns {
      if canvas.cell(column: column, row: row) == nil {
        canvas.background(character, column: column, row: row, bar.look.ink)
      } else if part >= 0.5, let full = bar.look.glyph {
        canvas.background(full, column: column, row: row, bar.look.ink)
      }
    }
  }

  /// The character for a cell filled from one height to another, both within 0 and 1.
  private func fill(_ from: Double, _ to: Double, _ look: Look) -> Character? {
    let part = to - from
    guard let full = look.glyph, part > 0 else { return nil }
    // Only the full block has eighths.
    if full != "█" { return part >= 0.5 ? full : nil }
    if from > 0 { return part >= 0.75 ? full : part >= 0.25 ? "▀" : part >= 0.0625 ? "▔" : nil }
    let eighths = Int((part * 8).rounded())
    return eighths == 0 ? nil : Array(" ▁▂▃▄▅▆▇█")[eighths]
  }
}
