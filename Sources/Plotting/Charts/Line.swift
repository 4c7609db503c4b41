/// Straight lines through points, in the order given; a point that is not finite leaves a gap. `stepped`:
/// `y[i]` holds from `x[i]` up to `x[i + 1]`, as in an empirical distribution function.
struct LineMark: Mark {
  static let kind = "line"
  let x: [Double]
  let y: [Double]
  let stepped: Bool

  init(_ x: [Double], _ y: [Double], stepped: Bool) throws(ChartError) {
    try Series.check("x", x.count, "y", y.count)
    (self.x, self.y, self.stepped) = (x, y, stepped)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(fields.numbers("x"), fields.numbers("y"), stepped: fields.flag("stepped"))
  }

  var fields: Fields { ["x": .numbers(x), "y": .numbers(y), "stepped": .flag(stepped)] }
  var layer: Layer { .lines }
  var lookKind: LookKind { .line }

  func include(in data: inout DataRange) { data.include(x, y) }

  func draw(on surface: inout any Surface, _ look: Look) { surface.path(x, y, stepped: stepped, look) }

  func describe(_ words: AxisWords) -> String {
    let points = words.points(x, y, trend: true, turns: true)
    return stepped ? "steps\(words.name) at \(points)" : "a line\(words.name) through \(points)"
  }
}

extension Series {
  /// - Throws: `ChartError.lengths` when `x` and `y` differ in length.
  public static func line(_ x: [Double], _ y: [Double], label: String = "") throws(ChartError) -> Series {
    Series(try LineMark(x, y, stepped: false), label: label)
  }

  /// - Throws: `ChartError.lengths` when `x` and `y` differ in length.
  public static func step(_ x: [Double], _ y: [Double], label: String = "") throws(ChartError) -> Series {
    Series(try LineMark(x, y, stepped: true), label: label)
  }
}
