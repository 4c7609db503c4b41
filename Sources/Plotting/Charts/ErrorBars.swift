/// Points with intervals: y from `yLow` to `yHigh`, x from `xLow` to `xHigh`; empty columns mean none.
struct ErrorBarMark: Mark {
  static let kind = "error bars"
  let x: [Double]
  let y: [Double]
  let xLow: [Double]
  let xHigh: [Double]
  let yLow: [Double]
  let yHigh: [Double]

  init(
    _ x: [Double], _ y: [Double], xLow: [Double], xHigh: [Double], yLow: [Double], yHigh: [Double]
  ) throws(ChartError) {
    try Series.check("x", x.count, "y", y.count)
    for (name, low, high) in [("xerr", xLow, xHigh), ("yerr", yLow, yHigh)] {
      try Series.check(name, low.count, name, high.count)
      if !low.isEmpty { try Series.check("x", x.count, name, low.count) }
    }
    (self.x, self.y, self.xLow, self.xHigh, self.yLow, self.yHigh) = (x, y, xLow, xHigh, yLow, yHigh)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(
      fields.numbers("x"), fields.numbers("y"), xLow: fields.numbers("x_low"),
      xHigh: fields.numbers("x_high"), yLow: fields.numbers("y_low"), yHigh: fields.numbers("y_high"))
  }

  var fields: Fields {
    [
      "x": .numbers(x), "y": .numbers(y), "x_low": .numbers(xLow), "x_high": .numbers(xHigh),
      "y_low": .numbers(yLow), "y_high": .numbers(yHigh),
    ]
  }
  var layer: Layer { .points }
  var lookKind: LookKind { .marks(count: x.count) }

  func include(in data: inout DataRange) {
    data.include(x, y, isScatter: true)
    for value in xLow + xHigh { data.include(x: value) }
    for value in yLow + yHigh { data.include(y: value) }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    for i in x.indices {
      guard let a = inside(surface.x, x[i]), let b = inside(surface.y, y[i]) else { continue }
      if !yLow.isEmpty, let low = surface.clamped(surface.y, yLow[i]),
        let high = surface.clamped(surface.y, yHigh[i])
      {
        surface.interval(Point(x: a, y: low), Point(x: a, y: high), look)
      }
      if !xLow.isEmpty, let low = surface.clamped(surface.x, xLow[i]),
        let high = surface.clamped(surface.x, xHigh[i])
      {
        surface.interval(Point(x: low, y: b), Point(x: high, y: b), look)
      }
    }
    surface.points(x, y, look)
  }

  private func inside(_ axis: Axis, _ value: Double) -> Double? {
    let position = axis.position(value)
    return position >= 0 && position <= Double(axis.cells) ? position : nil
  }

  func describe(_ words: AxisWords) -> String {
    var text = "points\(words.name) with error bars: \(words.points(x, y, trend: true))"
    for (name, low, high) in [(words.x, xLow, xHigh), (words.y, yLow, yHigh)] where !low.isEmpty {
      let widths = zip(low, high).map { $1 - $0 }.filter(\.isFinite)
      if let narrow = widths.min(), let wide = widths.max() {
        text += ", intervals of \(name) \(AxisWords.span(narrow, wide)) wide"
      }
    }
    return text
  }
}

extension Series {
  /// Points with error bars, given as the distances from each point down (or left) and up (or right);
  /// `nil`: none along that axis.
  /// - Throws: `ChartError.lengths` when lengths differ, `ChartError.value` for a negative distance.
  public static func errorbar(
    _ x: [Double], _ y: [Double], xError: (down: [Double], up: [Double])? = nil,
    yError: (down: [Double], up: [Double])? = nil, label: String = ""
  ) throws(ChartError) -> Series {
    func ends(
      _ name: String, _ middle: [Double], _ error: (down: [Double], up: [Double])?
    ) throws(ChartError) -> (low: [Double], high: [Double]) {
      guard let error else { return ([], []) }
      for distances in [error.down, error.up] {
        try check(name == "xerr" ? "x" : "y", middle.count, name, distances.count)
        if let negative = distances.first(where: { $0 < 0 }) {
          throw .value(name, negative, wanted: "zero or more")
        }
      }
      return (zip(middle, error.down).map { $0 - $1 }, zip(middle, error.up).map { $0 + $1 })
    }
    try check("x", x.count, "y", y.count)
    let across = try ends("xerr", x, xError), up = try ends("yerr", y, yError)
    return Series(
      try ErrorBarMark(x, y, xLow: across.low, xHigh: across.high, yLow: up.low, yHigh: up.high), label: label
    )
  }
}
