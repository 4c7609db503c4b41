import Glibc

/// Arrows (u, v) at points: a field of gradients. The longest is as long as the distance between points;
/// directions are those of the axes, so that arrows run along paths drawn on the same chart.
struct QuiverMark: Mark {
  static let kind = "quiver"
  let x: [Double]
  let y: [Double]
  let u: [Double]
  let v: [Double]

  init(_ x: [Double], _ y: [Double], _ u: [Double], _ v: [Double]) throws(ChartError) {
    try Series.check("x", x.count, "y", y.count)
    try Series.check("x", x.count, "u", u.count)
    try Series.check("x", x.count, "v", v.count)
    (self.x, self.y, self.u, self.v) = (x, y, u, v)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(fields.numbers("x"), fields.numbers("y"), fields.numbers("u"), fields.numbers("v"))
  }

  var fields: Fields { ["x": .numbers(x), "y": .numbers(y), "u": .numbers(u), "v": .numbers(v)] }
  var layer: Layer { .lines }
  var lookKind: LookKind { .frame }

  /// Arrows that can be shown.
  private var finite: [Int] { x.indices.filter { u[$0].isFinite && v[$0].isFinite } }

  func include(in data: inout DataRange) {
    for i in x.indices where !(u[i].isFinite && v[i].isFinite) { data.omit(i) }
    let shown = finite
    data.include(shown.map { x[$0] }, shown.map { y[$0] })
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    // Cells for one unit of each axis; only their ratio matters.
    func unit(_ axis: Axis) -> Double {
      let span = (axis.upper - axis.lower).magnitude
      return axis.isLog || !(span > 0) ? 1 : Double(axis.cells) / span
    }
    let across = unit(surface.x), up = unit(surface.y)
    let arrows = finite.compactMap { i -> (from: Point, dx: Double, dy: Double)? in
      let from = Point(x: surface.x.position(x[i]), y: surface.y.position(y[i]))
      if from.x.isNaN || from.y.isNaN { return nil }
      return (from, surface.x.scale.divide(u[i]) * across, surface.y.scale.divide(v[i]) * up)
    }
    // The room that an arrow has on a regular grid.
    let columns = Double(surface.x.cells) / Double(max(2, Set(x).count))
    let rows = Double(surface.y.cells) / Double(max(2, Set(y).count))
    let longest = arrows.reduce(0) { max($0, $1.dx.magnitude / columns, $1.dy.magnitude / rows) }
    guard longest > 0, longest.isFinite else { return }
    for arrow in arrows {
      let to = Point(x: arrow.from.x + arrow.dx / longest * 0.9, y: arrow.from.y + arrow.dy / longest * 0.9)
      surface.arrow(arrow.from, to, look)
    }
  }

  func describe(_ words: AxisWords) -> String {
    var text = "arrows\(words.name) at \(words.points(x, y))"
    let lengths = finite.map { hypot(u[$0], v[$0]) }
    if let short = lengths.min(), let long = lengths.max() {
      text += ", lengths \(AxisWords.span(short, long))"
    }
    return text
  }
}

extension Series {
  /// Arrows (u, v) at the points (x, y).
  /// - Throws: `ChartError.lengths` when lengths differ.
  public static func quiver(
    _ x: [Double], _ y: [Double], _ u: [Double], _ v: [Double], label: String = ""
  ) throws(ChartError) -> Series {
    Series(try QuiverMark(x, y, u, v), label: label)
  }
}
