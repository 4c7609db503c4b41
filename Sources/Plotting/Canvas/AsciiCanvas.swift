/// The twin of the braille canvas for terminals without Unicode: a cell is one dot, shown as the
/// mark of the ink that drew it last.
struct AsciiCanvas: Canvas {
  static let dotsAcross = 1
  static let dotsDown = 1
  let columns: Int
  let rows: Int
  private var cells: [(character: Character, color: Int)?]
  private var backgrounds: [(character: Character, color: Int)?]

  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: nil, count: self.columns * self.rows)
    backgrounds = cells
  }

  mutating func dot(_ x: Int, _ y: Int, _ ink: Ink) {
    glyph(ink.mark, column: x, row: y, ink)
  }

  mutating func glyph(_ character: Character, column: Int, row: Int, _ ink: Ink) {
    guard column >= 0, row >= 0, column < columns, row < rows else { return }
    cells[row * columns + column] = (character, ink.color)
  }

  mutating func background(_ character: Character, column: Int, row: Int, _ ink: Ink) {
    guard column >= 0, row >= 0, column < columns, row < rows else { return }
    backgrounds[row * columns + column] = (character, ink.color)
  }

  func cell(column: Int, row: Int) -> (character: Character, color: Int)? {
    cells[row * columns + column] ?? backgrounds[row * columns + column]
  }
}
