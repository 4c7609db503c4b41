/// A grid of character cells, each made of dots, that series are drawn on.
///
/// Dots count from the top left. Every drawing call clips, so coordinates may be anything. A cell shows
/// the first it has of: a character, lines that meet, dots, a background.
struct Canvas {
  let glyphs: Glyphs
  let columns: Int
  let rows: Int
  let dotsAcross: Int
  let dotsDown: Int
  private var masks: [UInt8]
  private var characters: [Character?]
  private var joints: [UInt8]
  /// The mark of a coarse cell's only dot.
  private var marks: [Character?]
  private var backgrounds: [Character?]
  private var colors: [Int]

  /// Stands in the second cell of a character that takes two.
  static let covered: Character = "\0"

  init(columns: Int, rows: Int, _ glyphs: Glyphs) {
    self.glyphs = glyphs
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    dotsAcross = glyphs.mode.dotsAcross
    dotsDown = glyphs.mode.dotsDown
    let count = self.columns * self.rows
    masks = Array(repeating: 0, count: count)
    characters = Array(repeating: nil, count: count)
    joints = masks
    marks = glyphs.mode == .ascii ? characters : []
    backgrounds = characters
    colors = Array(repeating: Ink.noColor, count: count)
  }

  var dotColumns: Int { columns * dotsAcross }
  var dotRows: Int { rows * dotsDown }
  /// Whether a cell is a single dot.
  var isCoarse: Bool { dotsAcross == 1 }

  // MARK: Drawing

  /// Sets one dot.
  mutating func dot(_ x: Int, _ y: Int, _ ink: Ink) {
    guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
    // Remainders are taken from the quotients: of a million points, dividing is most of the work.
    let row = y / dotsDown, column = x / dotsAcross
    let cell = row * columns + column
    masks[cell] |= 1 << UInt8((y - row * dotsDown) * dotsAcross + x - column * dotsAcross)
    if isCoarse { marks[cell] = ink.mark }
    if characters[cell] == nil && joints[cell] == 0 { colors[cell] = ink.color }
  }

  /// Puts a whole character into a cell, above anything else.
  mutating func put(_ character: Character, column: Int, row: Int, _ ink: Ink) {
    guard let cell = cell(column, row) else { return }
    // Half of a wide character is not left behind.
    if characters[cell] == Self.covered, column > 0 { characters[cell - 1] = " " }
    if column + 1 < columns, characters[cell + 1] == Self.covered { characters[cell + 1] = " " }
    characters[cell] = character
    colors[cell] = ink.color
  }

  /// Puts a text on cells from `column` on, as far as it fits.
  mutating func write(_ text: String, column: Int, row: Int, _ ink: Ink) {
    guard column > -10_000, column < columns else { return }
    var column = column
    for character in text {
      let width = glyphs.ambiguous.width(character)
      if width == 0 { continue }
      if column + width > columns { return }
      put(character, column: column, row: row, ink)
      if width == 2, column >= 0, let cell = cell(column + 1, row) { characters[cell] = Self.covered }
      column += width
    }
  }

  /// Adds arms of a box-drawing line to a cell; lines that meet become corners and crossings.
  mutating func join(_ arms: Arms, column: Int, row: Int, _ ink: Ink) {
    guard let cell = cell(column, row) else { return }
    joints[cell] |= arms.rawValue
    if characters[cell] == nil { colors[cell] = ink.color }
  }

  /// Puts a character into a cell only while nothing else is there.
  mutating func background(_ character: Character, column: Int, row: Int, _ ink: Ink) {
    guard let cell = cell(column, row) else { return }
    backgrounds[cell] = character
    if masks[cell] == 0 && joints[cell] == 0 && characters[cell] == nil { colors[cell] = ink.color }
  }

  private func cell(_ column: Int, _ row: Int) -> Int? {
    column >= 0 && row >= 0 && column < columns && row < rows ? row * columns + column : nil
  }

  // MARK: Reading

  /// What a cell shows, and the colour of it; `nil` when it is empty.
  func cell(column: Int, row: Int) -> (character: Character, color: Int)? {
    guard let cell = cell(column, row) else { return nil }
    if let character = characters[cell] { return (character, colors[cell]) }
    if joints[cell] != 0 { return (glyphs.joint(Arms(rawValue: joints[cell])), colors[cell]) }
    if masks[cell] != 0 {
      let mark = isCoarse ? marks[cell] : nil
      return (mark ?? glyphs.mode.character(masks[cell]), colors[cell])
    }
    return backgrounds[cell].map { ($0, colors[cell]) }
  }
}

/// The arms of box-drawing lines in a cell.
struct Arms: OptionSet {
  let rawValue: UInt8
  static let up = Arms(rawValue: 1), right = Arms(rawValue: 2), down = Arms(rawValue: 4),
    left = Arms(rawValue: 8)
}

/// What a dot is drawn with: a colour, and in ASCII also a character.
struct Ink: Equatable {
  /// An index into `Palette.colors`, taken modulo its length; negative: the terminal's own.
  var color: Int
  var mark: Character

  static let noColor = -1
  static let plain = Ink(color: noColor, mark: "*")
}

extension Canvas {
  /// Sets every dot of a rectangle that `pattern` allows. Bounds are inclusive, in any order.
  mutating func rectangle(
    _ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, _ ink: Ink, where pattern: (_ x: Int, _ y: Int) -> Bool
  ) {
    let left = max(0, min(x0, x1)), right = min(dotColumns - 1, max(x0, x1))
    let top = max(0, min(y0, y1)), bottom = min(dotRows - 1, max(y0, y1))
    guard left <= right, top <= bottom else { return }
    for y in top...bottom {
      for x in left...right where pattern(x, y) { dot(x, y, ink) }
    }
  }

  /// A straight line between two points in dots, clipped before it becomes dots.
  ///
  /// `phase` counts dots along a path, so that a dash pattern continues from one segment to the next.
  mutating func line(_ from: Point, _ to: Point, _ ink: Ink, _ dash: Dash, phase: inout Int) {
    let area = Point(x: Double(dotColumns), y: Double(dotRows))
    guard let (start, end) = clip(from, to, to: area) else { return }
    var x = Int(min(start.x, area.x - 1)), y = Int(min(start.y, area.y - 1))
    let lastX = Int(min(end.x, area.x - 1)), lastY = Int(min(end.y, area.y - 1))
    // Bresenham: at most dotColumns + dotRows steps, because both ends are inside.
    let dx = abs(lastX - x), dy = -abs(lastY - y)
    let stepX = x < lastX ? 1 : -1, stepY = y < lastY ? 1 : -1
    var error = dx + dy
    while true {
      if dash.isOn(phase) { dot(x, y, ink) }
      if x == lastX && y == lastY { return }
      phase += 1
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }
}
