/// A canvas with its axes: what the charts draw on, in data coordinates.
struct Plot<C: Canvas> {
  var canvas: C
  let x: Axis
  let y: Axis

  init(x: Axis, y: Axis) {
    canvas = C(columns: x.cells, rows: y.cells)
    self.x = x
    self.y = y
  }

  /// Where a value lies, in dots from the top left; `nil` when it cannot be shown.
  func point(_ xValue: Double, _ yValue: Double) -> Point? {
    let across = x.position(xValue), up = y.position(yValue)
    if across.isNaN || up.isNaN { return nil }
    return Point(
      x: across * Double(C.dotsAcross), y: (Double(y.cells) - up) * Double(C.dotsDown))
  }

  /// The dot of a point, `nil` outside the canvas. The far edges belong to the last dots.
  func dot(_ point: Point) -> (x: Int, y: Int)? {
    let width = Double(canvas.dotColumns), height = Double(canvas.dotRows)
    guard point.x >= 0, point.y >= 0, point.x <= width, point.y <= height else { return nil }
    return (Int(min(point.x, width - 1)), Int(min(point.y, height - 1)))
  }

  /// Draws every series, layer by layer: what covers much lies under what covers little.
  mutating func draw(_ chart: Chart, _ looks: [Look]) {
    let all = Array(zip(chart.series, looks))
    drawBars(all)
    for (series, look) in all where series.kind == .band { drawBand(series, look) }
    for (series, look) in all {
      if series.kind == .verticalRule || series.kind == .horizontalRule { drawRules(series, look) }
    }
    for (series, look) in all {
      if series.kind == .line || series.kind == .step { drawPath(series, look) }
    }
    for (series, look) in all where series.kind == .scatter { drawScatter(series, look) }
  }
}
