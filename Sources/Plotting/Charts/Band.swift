/// The area between two curves, along `x`.
struct BandMark: Mark {
  static let kind = "band"
  let x: [Double]
  let lower: [Double]
  let upper: [Double]

  init(_ x: [Double], lower: [Double], upper: [Double]) throws(ChartError) {
    try Series.check("x", x.count, "lower", lower.count)
    try Series.check("x", x.count, "upper", upper.count)
    (self.x, self.lower, self.upper) = (x, lower, upper)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(fields.numbers("x"), lower: fields.numbers("lower"), upper: fields.numbers("upper"))
  }

  var fields: Fields { ["x": .numbers(x), "lower": .numbers(lower), "upper": .numbers(upper)] }
  var layer: Layer { .bands }
  var lookKind: LookKind { .band }

  func include(in data: inout DataRange) { data.include(x, lower, upper) }

  func draw(on surface: inout any Surface, _ look: Look) { surface.area(x, lower, upper, look) }

  func describe(_ words: AxisWords) -> String {
    "a band\(words.name) along \(words.points(x, lower, upper))"
  }
}

extension Series {
  /// - Throws: `ChartError.lengths` when `x`, `lower` and `upper` differ in length.
  public static func band(
    _ x: [Double], lower: [Double], upper: [Double], label: String = ""
  ) throws(ChartError) -> Series {
    Series(try BandMark(x, lower: lower, upper: upper), label: label)
  }
}
