extension TextSurface {
  /// Draws one bar over those that are there already.
  mutating func draw(_ bar: Bar) {
    let low = bar.lying ? bar.box.left : bar.box.bottom, high = bar.lying ? bar.box.right : bar.box.top
    let limit = bar.lying ? canvas.columns : canvas.rows
    guard limit > 0, high >= 0, low <= Double(limit) else { return }
    let first = min(max(0, Int(low)), limit - 1), last = max(first, min(limit - 1, Int(high)))
    let across =
      bar.lying
      ? cells(bar.box.bottom, bar.box.top, canvas.rows) : cells(bar.box.left, bar.box.right, canvas.columns)
    var isVisible = false
    for cell in first...last {
      let from = max(low - Double(cell), 0), to = min(high - Double(cell), 1)
      guard let character = fill(from, to, bar) else { continue }
      isVisible = true
      put(character, bar, along: cell, across, part: to - from)
    }
    // A bar that is not zero leaves a trace.
    if !isVisible { put(bar.lying ? glyphs.lyingTrace : glyphs.trace, bar, along: first, across, part: 0) }
  }

  /// The cells between two places, at least one.
  private func cells(_ low: Double, _ high: Double, _ limit: Int) -> Range<Int> {
    let slack = 1e-6
    let first = Int(min(max(low + slack, 0), Double(limit - 1)))
    return first..<max(Int(min(max(high + slack, 0), Double(limit))), first + 1)
  }

  /// Fills a cell across the bar. In front of another bar a partial character would cut a hole into it, so
  /// there the cell is all or nothing.
  private mutating func put(
    _ character: Character, _ bar: Bar, along: Int, _ across: Range<Int>, part: Double
  ) {
    for place in across {
      let column = bar.lying ? along : place, row = canvas.rows - 1 - (bar.lying ? place : along)
      if canvas.cell(column: column, row: row) == nil {
        canvas.background(character, column: column, row: row, bar.look.ink)
      } else if part >= 0.5, let full = bar.look.glyph {
        canvas.background(full, column: column, row: row, bar.look.ink)
      }
    }
  }

  /// The character for a cell filled from one place to another, both within 0 and 1.
  private func fill(_ from: Double, _ to: Double, _ bar: Bar) -> Character? {
    let part = to - from
    guard let full = bar.look.glyph, part > 0 else { return nil }
    // Only the solid fill has parts.
    if full != glyphs.bars[0] { return part >= 0.5 ? full : nil }
    let steps =
      from > 0 ? (bar.lying ? [" ", full] : glyphs.hanging) : bar.lying ? glyphs.growing : glyphs.rising
    let level = Int((part * Double(steps.count - 1)).rounded())
    return level == 0 ? nil : steps[level]
  }
}
