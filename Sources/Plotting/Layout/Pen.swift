/// What a pen leaves behind. Points are in the finest units that are told apart: dots, or pixels.
protocol Strokes {
  /// A new stretch of the path begins.
  mutating func begin()
  mutating func stroke(_ from: Point, _ to: Point)
  /// A stretch that is a single point.
  mutating func lone(_ point: Point)
  /// The lowest and the highest point, which the gap of a dash may have swallowed.
  mutating func extreme(_ point: Point)
}

/// Draws a path as its points arrive.
///
/// Points in the same column are gathered, and only the first, lowest, highest and last of them are joined:
/// a million points cost a comparison each, and no peak is lost (the M4 aggregation of Jugel et al. 2014).
struct Pen {
  /// The size of the area, in which single points and extremes are worth drawing.
  let columns: Double
  let rows: Double
  private var column = 0
  private var run: (first: Point, low: Point, high: Point, last: Point, lowIsEarlier: Bool)?
  /// The end of what is already drawn.
  private var end: Point?
  /// Whether the stretch is a single point so far.
  private var isLone = true
  private var lowest: Point?
  private var highest: Point?

  init(columns: Double, rows: Double) {
    self.columns = columns
    self.rows = rows
  }

  mutating func add<S: Strokes>(_ point: Point, _ strokes: inout S) {
    let column = Int(point.x.rounded(.down))
    if isLone, let first = run?.first ?? end, first != point { isLone = false }
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
      flush(&strokes)
      self.column = column
      run = (point, point, point, point, true)
    }
  }

  /// Ends the current stretch: the next point starts a new one.
  mutating func lift<S: Strokes>(_ strokes: inout S) {
    flush(&strokes)
    if isLone, let end, (0...columns).contains(end.x), (0...rows).contains(end.y) { strokes.lone(end) }
    end = nil
    isLone = true
    strokes.begin()
  }

  mutating func finish<S: Strokes>(_ strokes: inout S) {
    lift(&strokes)
    if let lowest { strokes.extreme(lowest) }
    if let highest { strokes.extreme(highest) }
  }

  private mutating func flush<S: Strokes>(_ strokes: inout S) {
    guard let run else { return }
    let middle = run.lowIsEarlier ? [run.low, run.high] : [run.high, run.low]
    let start = end ?? run.first
    var at = start
    for next in [run.first] + middle + [run.last] where next != at || (end == nil && next == start) {
      strokes.stroke(at, next)
      at = next
    }
    end = run.last
    self.run = nil
    guard run.first.x >= 0, run.first.x <= columns else { return }
    if run.low.y <= rows, run.low.y >= 0, run.low.y > (lowest?.y ?? -1) { lowest = run.low }
    if run.high.y <= rows, run.high.y >= 0, run.high.y < (highest?.y ?? .infinity) { highest = run.high }
  }
}
