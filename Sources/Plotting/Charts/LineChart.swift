extension Plot {
  /// Lines and steps. A point that cannot be shown interrupts the path.
  mutating func drawPath(_ series: Series, _ look: Look) {
    var path = Path(ink: look.ink, dash: look.dash)
    let isStep = series.kind == .step
    var previous: Double?
    for i in series.x.indices {
      guard let point = point(series.x[i], series.y[i]) else {
        path.lift(from: &canvas)
        previous = nil
        continue
      }
      if isStep, let previous { path.add(Point(x: point.x, y: previous), on: &canvas) }
      path.add(point, on: &canvas)
      previous = point.y
    }
    path.finish(on: &canvas)
  }
}

/// A pen that draws a path as its points arrive.
///
/// Points in the same dot column are gathered, and only the first, lowest, highest and last of them
/// are joined: a million points cost a comparison each, and no peak is lost (the M4 aggregation of
/// Jugel et al. 2014).
struct Path {
  let ink: Ink
  let dash: Dash
  private var phase = 0
  private var column = 0
  private var run: (first: Point, low: Point, high: Point, last: Point, lowIsEarlier: Bool)?
  /// The end of what is already drawn.
  private var pen: Point?
  /// Whether the stretch is a single point so far, which one dot would hardly show.
  private var isLone = true
  private var lowest: Point?
  private var highest: Point?

  init(ink: Ink, dash: Dash) {
    self.ink = ink
    self.dash = dash
  }

  mutating func add<C: Canvas>(_ point: Point, on canvas: inout C) {
    let column = Int(point.x.rounded(.down))
    if isLone, let first = run?.first ?? pen, first != point { isLone = false }
    if run != nil && column == self.column {
      run?.last = point
      if let low = run?.low, point.y > low.y {
        run?.low = point
        run?.lowIsEarlier = false
      }
      if let high = run?.high, point.y < high.y {
        run?.high = point
        run?.lowIsEarlier = true
      }
    } else {
      flush(on: &canvas)
      self.column = column
      run = (point, point, point, point, true)
    }
  }

  /// Ends the current stretch: the next point starts a new one.
  mutating func lift<C: Canvas>(from canvas: inout C) {
    flush(on: &canvas)
    let width = Double(canvas.dotColumns), height = Double(canvas.dotRows)
    if isLone, let pen, (0...width).contains(pen.x), (0...height).contains(pen.y) {
      let column = Int(min(pen.x, width - 1)) / C.dotsAcross
      let row = Int(min(pen.y, height - 1)) / C.dotsDown
      canvas.glyph(C.dotsAcross == 1 ? ink.mark : "•", column: column, row: row, ink)
    }
    pen = nil
    phase = 0
    isLone = true
  }

  /// Draws what is left, and the extremes, which the gap of a dash may have swallowed.
  mutating func finish<C: Canvas>(on canvas: inout C) {
    lift(from: &canvas)
    for extreme in [lowest, highest] {
      if let extreme { canvas.line(extreme, extreme, ink, .solid, phase: &phase) }
    }
  }

  private mutating func flush<C: Canvas>(on canvas: inout C) {
    guard let run else { return }
    let middle = run.lowIsEarlier ? [run.low, run.high] : [run.high, run.low]
    let start = pen ?? run.first
    var at = start
    for next in [run.first] + middle + [run.last] where next != at || (pen == nil && next == start) {
      canvas.line(at, next, ink, dash, phase: &phase)
      at = next
    }
    pen = run.last
    self.run = nil
    guard run.first.x >= 0, run.first.x <= Double(canvas.dotColumns) else { return }
    let height = Double(canvas.dotRows)
    if run.low.y <= height, run.low.y >= 0, run.low.y > (lowest?.y ?? -1) { lowest = run.low }
    if run.high.y <= height, run.high.y >= 0, run.high.y < (highest?.y ?? .infinity) { highest = run.high }
  }
}
