/// One set of points on a chart, and how it is drawn.
///
/// Made by the factories (`line`, `scatter`, …), which check that lengths agree; the numbers cannot
/// change afterwards, so a series is always drawable.
public struct Series: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Straight lines through the points, in the order given. A non-finite point leaves a gap.
    case line
    /// One mark a point.
    case scatter
    /// Like `line`, but `y[i]` holds from `x[i]` up to `x[i + 1]`: an empirical distribution function.
    case step
    /// A bar of height `y[i]` from `edges[i]` to `edges[i + 1]`; `x` is empty.
    case bars(edges: [Double])
    /// The area between `y` and `y2`, along `x`.
    case band
    /// A line from bottom to top at every `x`; `y` is empty.
    case verticalRule
    /// A line from left to right at every `y`; `x` is empty.
    case horizontalRule
  }

  public let kind: Kind
  /// What the legend calls it; empty: not in the legend.
  public var label: String
  public let x: [Double]
  public let y: [Double]
  /// The other edge of a band, `nil` for every other kind.
  public let y2: [Double]?
  /// Non-finite values that were left out when the series was made (see `Chart.histogram`).
  public internal(set) var omitted = 0

  private init(_ kind: Kind, _ label: String, x: [Double] = [], y: [Double] = [], y2: [Double]? = nil) {
    self.kind = kind
    self.label = label
    self.x = x
    self.y = y
    self.y2 = y2
  }

  /// - Throws: `ChartError.lengths` when `x` and `y` differ in length.
  public static func line(_ x: [Double], _ y: [Double], label: String = "") throws(ChartError) -> Series {
    try check("x", x.count, "y", y.count)
    return Series(.line, label, x: x, y: y)
  }

  /// - Throws: `ChartError.lengths` when `x` and `y` differ in length.
  public static func scatter(_ x: [Double], _ y: [Double], label: String = "") throws(ChartError) -> Series {
    try check("x", x.count, "y", y.count)
    return Series(.scatter, label, x: x, y: y)
  }

  /// - Throws: `ChartError.lengths` when `x` and `y` differ in length.
  public static func step(_ x: [Double], _ y: [Double], label: String = "") throws(ChartError) -> Series {
    try check("x", x.count, "y", y.count)
    return Series(.step, label, x: x, y: y)
  }

  /// - Throws: `ChartError.lengths` unless there is one edge more than heights,
  ///   `ChartError.edges` unless the edges are finite and increase.
  public static func bars(
    edges: [Double], heights: [Double], label: String = ""
  ) throws(ChartError) -> Series {
    guard edges.count == heights.count + 1 else {
      throw .edgeCount(edges: edges.count, heights: heights.count)
    }
    for (i, edge) in edges.enumerated() {
      if !edge.isFinite || (i > 0 && edges[i - 1] >= edge) { throw .edges(index: i, value: edge) }
    }
    return Series(.bars(edges: edges), label, y: heights)
  }

  /// - Throws: `ChartError.lengths` when `x`, `lower` and `upper` differ in length.
  public static func band(
    _ x: [Double], lower: [Double], upper: [Double], label: String = ""
  ) throws(ChartError) -> Series {
    try check("x", x.count, "lower", lower.count)
    try check("x", x.count, "upper", upper.count)
    return Series(.band, label, x: x, y: lower, y2: upper)
  }

  public static func verticalRule(at x: Double..., label: String = "") -> Series {
    verticalRule(at: x, label: label)
  }

  public static func verticalRule(at x: [Double], label: String = "") -> Series {
    Series(.verticalRule, label, x: x)
  }

  public static func horizontalRule(at y: Double..., label: String = "") -> Series {
    horizontalRule(at: y, label: label)
  }

  public static func horizontalRule(at y: [Double], label: String = "") -> Series {
    Series(.horizontalRule, label, y: y)
  }

  private static func check(
    _ left: String, _ leftCount: Int, _ right: String, _ rightCount: Int
  ) throws(ChartError) {
    if leftCount != rightCount {
      throw .lengths(left: left, leftCount, right: right, rightCount)
    }
  }
}
