/// One mark a point.
struct ScatterMark: Mark {
  static let kind = "scatter"
  let x: [Double]
  let y: [Double]

  init(_ x: [Double], _ y: [Double]) throws(ChartError) {
    try Series.check("x", x.count, "y", y.count)
    (self.x, self.y) = (x, y)
  }

  init(_ fields: Fields) throws(ChartError) { try self.init(fields.numbers("x"), fields.numbers("y")) }

  var fields: Fields { ["x": .numbers(x), "y": .numbers(y)] }
  var layer: Layer { .points }
  var lookKind: LookKind { .marks(count: x.count) }

  func include(in data: inout DataRange) { data.include(x, y, isScatter: true) }

  func draw(on surface: inout any Surface, _ look: Look) { surface.points(x, y, look) }

  func describe(_ words: AxisWords) -> String {
    "a scatter\(words.name) of \(words.points(x, y, trend: true))"
  }
}

extension Series {
  /// - Throws: `ChartError.lengths` when `x` and `y` differ in length.
  public static func scatter(_ x: [Double], _ y: [Double], label: String = "") throws(ChartError) -> Series {
    Series(try ScatterMark(x, y), label: label)
  }
}
