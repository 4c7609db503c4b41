import Formatting

extension Chart {
  /// The chart in one or two sentences, for readers who cannot see it: what is shown, how many
  /// values, from where to where, and how they run.
  ///
  /// `"Loss", loss against epoch. A line ("train") through 30 points: epoch from 1 to 30, loss from 0.15 to 2.13, falling throughout.`
  public func describe() -> String {
    var opening = title.isEmpty ? "Chart" : "\"\(title)\""
    if !xLabel.isEmpty && !yLabel.isEmpty { opening += ", \(yLabel) against \(xLabel)" }
    let logs = [xLog ? "horizontal" : nil, yLog ? "vertical" : nil].compactMap { $0 }
    if !logs.isEmpty { opening += ", logarithmic \(logs.joined(separator: " and ")) axis" }
    if series.isEmpty { return opening + ", without data." }
    let parts = series.map { $0.describe(x: xLabel.isEmpty ? "x" : xLabel, y: yLabel.isEmpty ? "y" : yLabel) }
    let body = parts.joined(separator: "; ")
    return opening + ". " + body.prefix(1).uppercased() + body.dropFirst() + "."
  }
}

extension Series {
  fileprivate func describe(x xName: String, y yName: String) -> String {
    let name = label.isEmpty ? "" : " (\"\(label)\")"
    switch kind {
    case .verticalRule: return "a vertical rule\(name) at \(list(x))"
    case .horizontalRule: return "a horizontal rule\(name) at \(list(y))"
    case .bars(let edges): return describeBars(edges, name, yName)
    case .line: return "a line\(name) through \(describePoints(xName, yName))"
    case .step: return "steps\(name) at \(describePoints(xName, yName))"
    case .scatter: return "a scatter\(name) of \(describePoints(xName, yName))"
    case .band: return "a band\(name) along \(describePoints(xName, yName))"
    }
  }

  private func describePoints(_ xName: String, _ yName: String) -> String {
    let shown = x.indices.filter { x[$0].isFinite && y[$0].isFinite && (y2?[$0].isFinite ?? true) }
    let xs = shown.map { x[$0] }, ys = shown.map { y[$0] }
    let tops = y2.map { upper in shown.map { upper[$0] } } ?? ys
    var text = "\(Numbers.grouped(xs.count)) \(xs.count == 1 ? "point" : "points")"
    guard let left = xs.min(), let right = xs.max() else { return text }
    let low = min(ys.min() ?? 0, tops.min() ?? 0), high = max(ys.max() ?? 0, tops.max() ?? 0)
    text += ": \(xName) \(span(left, right)), \(yName) \(span(low, high))"
    if kind != .band, xs.count > 2, let trend = Trend(xs, ys) { text += ", " + trend.words }
    let omitted = x.count - xs.count
    return omitted == 0 ? text : text + ", \(Numbers.grouped(omitted)) not finite"
  }

  private func describeBars(_ edges: [Double], _ name: String, _ yName: String) -> String {
    let count = "\(Numbers.grouped(y.count)) \(y.count == 1 ? "bar" : "bars")\(name)"
    let finite = y.indices.filter { y[$0].isFinite }
    guard let highest = finite.max(by: { y[$0] < y[$1] }), let first = edges.first, let last = edges.last
    else { return count }
    return "\(count) \(span(first, last)), the highest \(number(y[highest])) (\(yName)) "
      + span(edges[highest], edges[highest + 1])
  }

  private func span(_ low: Double, _ high: Double) -> String {
    low == high ? number(low) : "from \(number(low)) to \(number(high))"
  }

  private func list(_ values: [Double]) -> String { values.map(number).joined(separator: ", ") }

  private func number(_ value: Double) -> String { Numbers.general(value, 4) }
}

/// How y runs along x, in words.
private struct Trend {
  let words: String

  /// `nil` when all x are equal: then there is nothing to run along.
  init?(_ x: [Double], _ y: [Double]) {
    let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
    let ys = order.map { y[$0] }
    let rises = zip(ys.dropFirst(), ys).allSatisfy { $0 >= $1 }
    let falls = zip(ys.dropFirst(), ys).allSatisfy { $0 <= $1 }
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
