import Formatting

extension Chart {
  /// The chart in one or two sentences, for readers who cannot see it: what is shown, how many
  /// values, from where to where, and how they run.
  ///
  /// `"Loss", loss against epoch. A line ("train") through 30 points: epoch from 1 to 30, loss from 0.15 to 2.13, falling throughout.`
  public func describe() -> String {
    var opening = title.isEmpty ? "Chart" : "\"\(title)\""
    if !xLabel.isEmpty && !yLabel.isEmpty { opening += ", \(yLabel) against \(xLabel)" }
    let logs = [xScale.isLog ? "horizontal" : nil, yScale.isLog ? "vertical" : nil].compactMap { $0 }
    if !logs.isEmpty { opening += ", logarithmic \(logs.joined(separator: " and ")) axis" }
    if series.isEmpty { return opening + ", without data." }
    let parts = series.map { series in
      series.mark.describe(
        AxisWords(
          x: xLabel.isEmpty ? "x" : xLabel, y: yLabel.isEmpty ? "y" : yLabel,
          name: series.label.isEmpty ? "" : " (\"\(series.label)\")", xScale: xScale, yScale: yScale))
    }
    let body = parts.joined(separator: "; ")
    return opening + ". " + body.prefix(1).uppercased() + body.dropFirst() + "."
  }
}

extension AxisWords {
  /// A value of the horizontal axis: a number, a date, a category.
  func x(_ value: Double) -> String { Self.text(value, xScale) }
  func y(_ value: Double) -> String { Self.text(value, yScale) }

  private static func text(_ value: Double, _ scale: AxisScale) -> String {
    if scale == .date { return Calendar.text(value) }
    if let names = scale.categoryNames, let i = Int(exactly: value), names.indices.contains(i) {
      return "\"\(names[i])\""
    }
    return Numbers.general(value, 4)
  }

  /// `from 1 to 30`
  func xSpan(_ low: Double, _ high: Double) -> String {
    low == high ? x(low) : "from \(x(low)) to \(x(high))"
  }
  func ySpan(_ low: Double, _ high: Double) -> String {
    low == high ? y(low) : "from \(y(low)) to \(y(high))"
  }

  /// `3 points: x from 1 to 3, y from 0 to 1, rising throughout`
  ///
  /// - Parameter turns: where it is lowest and highest, unless the trend says it already.
  func points(
    _ xs: [Double], _ ys: [Double], _ tops: [Double]? = nil, trend: Bool = false, turns: Bool = false
  ) -> String {
    let shown = xs.indices.filter { xs[$0].isFinite && ys[$0].isFinite && (tops?[$0].isFinite ?? true) }
    var text = Self.count(shown.count, "point")
    let a = shown.map { xs[$0] }, b = shown.map { ys[$0] }
    let c = tops.map { upper in shown.map { upper[$0] } } ?? b
    guard let left = a.min(), let right = a.max() else { return text }
    text += ": \(x) \(xSpan(left, right))"
    text += ", \(y) \(ySpan(min(b.min() ?? 0, c.min() ?? 0), max(b.max() ?? 0, c.max() ?? 0)))"
    if trend, a.count > 2, let trend = Trend(a, b) {
      text += ", " + trend.words
      if turns, !trend.isMonotone, let low = b.indices.min(by: { b[$0] < b[$1] }),
        let high = b.indices.max(by: { b[$0] < b[$1] })
      {
        text += ", lowest at \(x(a[low])) and highest at \(x(a[high]))"
      }
    }
    let omitted = xs.count - shown.count
    return omitted == 0 ? text : text + ", \(Numbers.grouped(omitted)) not finite"
  }

  /// `from 1 to 30`, without an axis.
  static func span(_ low: Double, _ high: Double) -> String {
    low == high ? Numbers.general(low, 4) : "from \(Numbers.general(low, 4)) to \(Numbers.general(high, 4))"
  }

  /// `1 point`, `1,000 points`
  static func count(_ count: Int, _ one: String) -> String {
    "\(Numbers.grouped(count)) \(one)\(count == 1 ? "" : "s")"
  }

  /// `"a", "b" and 3 more`
  static func list(_ names: [String], limit: Int = 8) -> String {
    let shown = names.prefix(limit).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }
}

/// How y runs along x, in words.
struct Trend {
  let words: String
  /// Whether the ends are the extremes.
  let isMonotone: Bool

  /// `nil` when all x are equal: then there is nothing to run along.
  init?(_ x: [Double], _ y: [Double]) {
    let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
    let ys = order.map { y[$0] }
    let rises = zip(ys.dropFirst(), ys).allSatisfy { $0 >= $1 }
    let falls = zip(ys.dropFirst(), ys).allSatisfy { $0 <= $1 }
    isMonotone = rises || falls
    guard let r = Self.correlation(x, y) else {
      if rises && falls, x.min() != x.max() {
        words = "constant"
        return
      }
      return nil
    }
    words =
      switch r {
      case _ where rises: "rising throughout"
      case _ where falls: "falling throughout"
      case 0.7...: "mostly rising"
      case 0.3...: "tending to rise"
      case ...(-0.7): "mostly falling"
      case ...(-0.3): "tending to fall"
      default: "without a clear rise or fall"
      }
  }

  /// Pearson's, of values scaled into −1…1 so that squares cannot overflow; `nil` without variation.
  private static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
    func centred(_ values: [Double]) -> [Double] {
      let size = values.map(\.magnitude).max() ?? 0
      let scaled = values.map { size > 0 ? $0 / size : 0 }
      let mean = scaled.reduce(0, +) / Double(scaled.count)
      return scaled.map { $0 - mean }
    }
    let a = centred(x), b = centred(y)
    let xx = a.reduce(0) { $0 + $1 * $1 }, yy = b.reduce(0) { $0 + $1 * $1 }
    guard xx > 0, yy > 0 else { return nil }
    return zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (xx * yy).squareRoot()
  }
}
