import Formatting

/// The estimated density of a sample: a curve, lightly filled below.
struct DensityMark: Mark {
  static let kind = "density"
  let x: [Double]
  let y: [Double]
  let bandwidth: Double
  let sampleSize: Int
  let filled: Bool
  let omitted: Omissions

  init(
    _ x: [Double], _ y: [Double], bandwidth: Double, sampleSize: Int, filled: Bool, omitted: Omissions
  ) throws(ChartError) {
    try Series.check("x", x.count, "density", y.count)
    (self.x, self.y, self.bandwidth, self.sampleSize) = (x, y, bandwidth, sampleSize)
    (self.filled, self.omitted) = (filled, omitted)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(
      fields.numbers("x"), fields.numbers("density"), bandwidth: fields.number("bandwidth"),
      sampleSize: fields.count("sample"), filled: fields.flag("filled"), omitted: Omissions(fields))
  }

  var fields: Fields {
    [
      "x": .numbers(x), "density": .numbers(y), "bandwidth": .number(bandwidth),
      "sample": .number(Double(sampleSize)), "filled": .flag(filled), "omitted": omitted.encoded,
    ]
  }
  var layer: Layer { .lines }
  var lookKind: LookKind { .line }

  func include(in data: inout DataRange) {
    data.omit(omitted)
    data.include(x, y)
    data.include(y: 0)
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    if filled {
      var light = look
      light.texture = look.number
      light.ink.mark = "."
      surface.area(x, y.map { _ in 0 }, y, light)
    }
    surface.path(x, y, stepped: false, look)
  }

  func describe(_ words: AxisWords) -> String {
    var text = "a density\(words.name) of \(AxisWords.count(sampleSize, "value"))"
    guard let top = y.indices.max(by: { y[$0] < y[$1] }) else { return text }
    text += ", bandwidth \(Numbers.general(bandwidth, 4)), highest (\(Numbers.general(y[top], 4)))"
    text += " at \(words.x) \(words.x(x[top]))"
    // What stands out: maxima that are more than a ripple.
    let peaks = y.indices.dropFirst().dropLast().filter {
      y[$0] > y[$0 - 1] && y[$0] >= y[$0 + 1] && y[$0] > y[top] / 50
    }
    return peaks.count > 1 ? text + ", with \(peaks.count) peaks" : text
  }
}

extension Series {
  /// The density of `values`; non-finite ones are left out and mentioned below the chart.
  ///
  /// - Parameter bandwidth: of the Gaussian kernels; `nil`: Scott's rule.
  /// - Throws: `ChartError.value` when the bandwidth is not positive.
  public static func density(
    of values: [Double], bandwidth: Double? = nil, filled: Bool = false, label: String = ""
  ) throws(ChartError) -> Series {
    if let bandwidth, !(bandwidth > 0 && bandwidth.isFinite) {
      throw .value("bw", bandwidth, wanted: "positive")
    }
    let (finite, omitted) = Omissions.split(values)
    let estimate = KernelDensity(finite, bandwidth: bandwidth)
    return Series(
      try DensityMark(
        estimate.at, estimate.density, bandwidth: estimate.bandwidth, sampleSize: finite.count,
        filled: filled, omitted: omitted), label: label)
  }
}
