/// A canvas with its axes: what charts are drawn on as text.
struct TextSurface: Surface {
  var canvas: Canvas
  let x: Axis
  let y: Axis
  private var bars: [Bar] = []

  init(x: Axis, y: Axis, _ glyphs: Glyphs) {
    canvas = Canvas(columns: x.cells, rows: y.cells, glyphs)
    self.x = x
    self.y = y
  }

  var glyphs: Glyphs { canvas.glyphs }
  var hasCells: Bool { true }

  /// Where a value lies, in dots from the top left; `nil` when it cannot be shown.
  func point(_ xValue: Double, _ yValue: Double) -> Point? {
    let across = x.position(xValue), up = y.position(yValue)
    return across.isNaN || up.isNaN ? nil : dots(Point(x: across, y: up))
  }

  /// A point given in cells from the bottom left, in dots from the top left.
  func dots(_ point: Point) -> Point {
    Point(x: point.x * Double(canvas.dotsAcross), y: (Double(y.cells) - point.y) * Double(canvas.dotsDown))
  }

  /// The dot of a point, `nil` outside the canvas. The far edges belong to the last dots.
  func dot(_ point: Point) -> (x: Int, y: Int)? {
    let width = Double(canvas.dotColumns), height = Double(canvas.dotRows)
    guard point.x >= 0, point.y >= 0, point.x <= width, point.y <= height else { return nil }
    return (Int(min(point.x, width - 1)), Int(min(point.y, height - 1)))
  }

  /// The column and the row of a point given in cells, clamped to the canvas.
  func cell(_ point: Point) -> (column: Int, row: Int) {
    let column = Int(min(max(point.x + 1e-6, 0), Double(max(0, canvas.columns - 1))))
    let up = Int(min(max(point.y + 1e-6, 0), Double(max(0, canvas.rows - 1))))
    return (column, canvas.rows - 1 - up)
  }

  // MARK: Points

  mutating func points(_ xs: [Double], _ ys: [Double], _ look: Look) {
    for i in xs.indices {
      if let point = point(xs[i], ys[i]) { mark(point, look) }
    }
  }

  mutating func marks(_ points: [Point], _ look: Look) {
    for point in points { mark(dots(point), look) }
  }

  private mutating func mark(_ point: Point, _ look: Look) {
    guard let at = dot(point) else { return }
    if let glyph = look.glyph {
      canvas.put(glyph, column: at.x / canvas.dotsAcross, row: at.y / canvas.dotsDown, look.ink)
    } else {
      canvas.dot(at.x, at.y, look.ink)
    }
  }

  // MARK: Rules

  mutating func verticalRule(_ value: Double, _ look: Look) {
    guard let glyph = look.glyph, let column = visibleCell(x, value) else { return }
    for row in 0..<canvas.rows { canvas.background(glyph, column: column, row: row, look.ink) }
  }

  mutating func horizontalRule(_ value: Double, _ look: Look) {
    guard let up = visibleCell(y, value) else { return }
    let parts = canvas.dotsDown
    let row = Int(
      min(max((Double(y.cells) - y.position(value)) * Double(parts), 0), Double(y.cells * parts - 1)))
    for column in 0..<canvas.columns {
      guard let character = horizontalRuleCharacter(look, column: column, dotRow: row % parts) else {
        continue
      }
      canvas.background(character, column: column, row: canvas.rows - 1 - up, look.ink)
    }
  }

  private func visibleCell(_ axis: Axis, _ value: Double) -> Int? {
    let position = axis.position(value)
    return position >= 0 && position <= Double(axis.cells) ? axis.cell(value) : nil
  }

  /// What a horizontal rule puts into a cell: a character, or dots with a gap now and then, at the
  /// height within the cell that the value asks for. A row is too coarse to tell 0.50 from 0.53.
  func horizontalRuleCharacter(_ look: Look, column: Int, dotRow: Int) -> Character? {
    if let glyph = look.glyph { return glyph }
    // Columns from gap to gap.
    let period = Palette.pick([2, 3, 5], look.texture)
    return column % period == period - 1 ? nil : glyphs.mode.character(3 << UInt8(dotRow * 2))
  }

  // MARK: Bars

  mutating func bar(_ bar: Bar) {
    if bar.isFinite { bars.append(bar) }
  }

  mutating func finishBars() {
    for bar in bars.sorted(by: { $0.length > $1.length }) { draw(bar) }
    bars = []
  }
}
