extension Plot {
  /// Lines across the whole plot, behind the data.
  mutating func drawRules(_ series: Series, _ look: Look) {
    for value in series.x {
      guard let glyph = look.glyph, let column = cell(x, value) else { continue }
      for row in 0..<canvas.rows { canvas.background(glyph, column: column, row: row, look.ink) }
    }
    for value in series.y {
      guard let up = cell(y, value) else { continue }
      let dotRow = Int(min(max((Double(y.cells) - y.position(value)) * 4, 0), Double(y.cells * 4 - 1)))
      for column in 0..<canvas.columns {
        guard let character = HorizontalRule.character(look, column: column, dotRow: dotRow % 4) else {
          continue
        }
        canvas.background(character, column: column, row: canvas.rows - 1 - up, look.ink)
      }
    }
  }

  private func cell(_ axis: Axis, _ value: Double) -> Int? {
    let position = axis.position(value)
    return position >= 0 && position <= Double(axis.cells) ? axis.cell(value) : nil
  }
}

/// What a horizontal rule puts into a cell: a character, or dots with a gap now and then, at the
/// height within the cell that the value asks for. A row is too coarse to tell 0.50 from 0.53.
enum HorizontalRule {
  private static let lines: [Character] = ["⠉", "⠒", "⠤", "⣀"]
  /// Columns from gap to gap.
  private static let periods = [2, 3, 5]

  static func character(_ look: Look, column: Int, dotRow: Int) -> Character? {
    if let glyph = look.glyph { return glyph }
    let period = Palette.pick(periods, look.texture)
    return column % period == period - 1 ? nil : lines[dotRow]
  }
}
