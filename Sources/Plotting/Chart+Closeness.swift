extension Chart {
  /// Whether both charts show the same things and their numbers differ by at most `tolerance`,
  /// absolutely for numbers up to one and relatively beyond. NaN is close to NaN.
  public func isClose(to other: Chart, tolerance: Double) -> Bool {
    func close(_ a: ClosedRange<Double>?, _ b: ClosedRange<Double>?) -> Bool {
      guard let a, let b else { return a == nil && b == nil }
      return Self.close(a.lowerBound, b.lowerBound, tolerance)
        && Self.close(a.upperBound, b.upperBound, tolerance)
    }
    return title == other.title && xLabel == other.xLabel && yLabel == other.yLabel
      && xLog == other.xLog && yLog == other.yLog
      && preferredWidth == other.preferredWidth && preferredHeight == other.preferredHeight
      && close(xLimits, other.xLimits) && close(yLimits, other.yLimits)
      && series.count == other.series.count
      && zip(series, other.series).allSatisfy { $0.isClose(to: $1, tolerance: tolerance) }
  }

  fileprivate static func close(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
    if a == b || (a.isNaN && b.isNaN) { return true }
    guard a.isFinite, b.isFinite else { return false }
    return (a - b).magnitude <= tolerance * max(1, a.magnitude, b.magnitude)
  }

  fileprivate static func close(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { close($0, $1, tolerance) }
  }
}

extension Series {
  /// As `Chart.isClose(to:tolerance:)`, for one series.
  public func isClose(to other: Series, tolerance: Double) -> Bool {
    switch (kind, other.kind) {
    case (.bars(let a), .bars(let b)):
      if !Chart.close(a, b, tolerance) { return false }
    default:
      if kind != other.kind { return false }
    }
    return label == other.label && omitted == other.omitted
      && Chart.close(x, other.x, tolerance) && Chart.close(y, other.y, tolerance)
      && (y2 == nil) == (other.y2 == nil) && Chart.close(y2 ?? [], other.y2 ?? [], tolerance)
  }
}
