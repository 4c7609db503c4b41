/// Cells of 2 × 4 dots, shown as Unicode braille patterns (U+2800 to U+28FF).
struct BrailleCanvas: Canvas {
  static let dotsAcross = 2
  static let dotsDown = 4
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var glyphs: [Character?]
  private var backgrounds: [Character?]
  private var colors: [Int]

  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    let count = self.columns * self.rows
    dots = Array(repeating: 0, count: count)
    glyphs = Array(repeating: nil, count: count)
    backgrounds = Array(repeating: nil, count: count)
    colors = Array(repeating: 0, count: count)
  }

  /// Bits of the dots of a cell, row by row: the numbering of braille is by columns, with the
  /// lowest row added later.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  mutating func dot(_ x: Int, _ y: Int, _ ink: Ink) {
    guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
    let cell = (y >> 2) * columns + (x >> 1)
    dots[cell] |= Self.bits[(y & 3) * 2 + (x & 1)]
    if glyphs[cell] == nil { colors[cell] = ink.color }
  }

  mutating func glyph(_ character: Character, column: Int, row: Int, _ ink: Ink) {
    guard column >= 0, row >= 0, column < columns, row < rows else { return }
    glyphs[row * columns + column] = character
    colors[row * columns + column] = ink.color
  }

  mutating func background(_ character: Character, column: Int, row: Int, _ ink: Ink) {
    guard column >= 0, row >= 0, column < columns, row < rows else { return }
    let cell = row * columns + column
    backgrounds[cell] = character
    if dots[cell] == 0 && glyphs[cell] == nil { colors[cell] = ink.color }
  }

  func cell(column: Int, row: Int) -> (character: Character, color: Int)? {
    let cell = row * columns + column
    if let glyph = glyphs[cell] { return (glyph, colors[cell]) }
    if dots[cell] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[cell])) {
      return (Character(scalar), colors[cell])
    }
    return backgrounds[cell].map { ($0, colors[cell]) }
  }
}
