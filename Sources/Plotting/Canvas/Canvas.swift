/// A grid of character cells, each made of dots, that series are drawn on.
///
/// Dots count from the top left. Every drawing call clips, so coordinates may be anything.
protocol Canvas {
  /// Dots in one cell.
  static var dotsAcross: Int { get }
  static var dotsDown: Int { get }
  var columns: Int { get }
  var rows: Int { get }
  init(columns: Int, rows: Int)

  /// Sets one dot.
  mutating func dot(_ x: Int, _ y: Int, _ ink: Ink)
  /// Puts a whole character into a cell, above any dots.
  mutating func glyph(_ character: Character, column: Int, row: Int, _ ink: Ink)
  /// Puts a character into a cell only while nothing else is there.
  mutating func background(_ character: Character, column: Int, row: Int, _ ink: Ink)
  /// What a cell shows, and the colour of it; `nil` when it is empty.
  func cell(column: Int, row: Int) -> (character: Character, color: Int)?
}

/// What a dot is drawn with: a colour, and in ASCII also a character.
struct Ink: Equatable {
  /// An index into `Palette.colors`, taken modulo its length.
  var color: Int
  var mark: Character
}

extension Canvas {
  var dotColumns: Int { columns * Self.dotsAcross }
  var dotRows: Int { rows * Self.dotsDown }

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
