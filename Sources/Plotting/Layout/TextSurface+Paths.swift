extension TextSurface {
  mutating func path(_ xs: [Double], _ ys: [Double], stepped: Bool, _ look: Look) {
    var pen = Pen(columns: Double(canvas.dotColumns), rows: Double(canvas.dotRows))
    var ink = InkedCanvas(canvas: canvas, look: look)
    // While the pen draws there must be one canvas only: a second one would be copied.
    canvas = Canvas(columns: 0, rows: 0, glyphs)
    defer { canvas = ink.canvas }
    let across = Double(ink.canvas.dotsAcross), down = Double(ink.canvas.dotsDown), height = Double(y.cells)
    var previous: Double?
    for i in xs.indices {
      let column = x.position(xs[i]), row = y.position(ys[i])
      guard !column.isNaN, !row.isNaN else {
        pen.lift(&ink)
        previous = nil
        continue
      }
      let point = Point(x: column * across, y: (height - row) * down)
      if stepped, let previous { pen.add(Point(x: point.x, y: previous), &ink) }
      pen.add(point, &ink)
      previous = point.y
    }
    pen.finish(&ink)
  }
}

/// Turns the strokes of a pen into dots.
struct InkedCanvas: Strokes {
  var canvas: Canvas
  let look: Look
  private var phase = 0

  init(canvas: Canvas, look: Look) {
    self.canvas = canvas
    self.look = look
  }

  mutating func begin() { phase = 0 }

  mutating func stroke(_ from: Point, _ to: Point) {
    canvas.line(from, to, look.ink, look.dash, phase: &phase)
  }

  mutating func lone(_ point: Point) {
    let column = Int(min(point.x, Double(canvas.dotColumns - 1))) / canvas.dotsAcross
    let row = Int(min(point.y, Double(canvas.dotRows - 1))) / canvas.dotsDown
    canvas.put(canvas.glyphs.lonePoint ?? look.ink.mark, column: column, row: row, look.ink)
  }

  mutating func extreme(_ point: Point) {
    canvas.line(point, point, look.ink, .solid, phase: &phase)
  }
}
