extension Plot {
  /// Lines across the whole plot, behind the data.
  mutating func drawRules(_ series: Series, _ look: Look) {
    guard let glyph = look.glyph else { return }
    for value in series.x {
      guard let column = cell(x, value) else { continue }
      for row in 0..<canvas.rows { canvas.background(glyph, column: column, row: row, look.ink) }
    }
    for value in series.y {
      guard let up = cell(y, value) else { continue }
      for column in 0..<canvas.columns {
        canvas.background(glyph, column: column, row: canvas.rows - 1 - up, look.ink)
      }
    }
  }

  private func cell(_ axis: Axis, _ value: Double) -> Int? {
    let position = axis.position(value)
    return position >= 0 && position <= Double(axis.cells) ? axis.cell(value) : nil
  }
}
