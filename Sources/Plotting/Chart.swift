/// A chart as data: what is shown, not how. Charts are values: they compare, combine and copy.
///
///     var chart = Chart(title: "Loss", xLabel: "epoch")
///     chart.add(try .line(epochs, train, label: "train"))
///     chart.add(try .line(epochs, test, label: "test"))
///     print(chart.text())
public struct Chart: Sendable, Equatable {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  /// Drawn layer by layer (bars, bands, rules, lines, points), and in this order within a layer.
  public var series: [Series]
  /// What the axes show; `nil`: all the data. A range that is empty or not finite counts as `nil`.
  public var xLimits: ClosedRange<Double>?
  public var yLimits: ClosedRange<Double>?
  public var xScale: AxisScale
  public var yScale: AxisScale
  /// The size the chart asks for; the width never exceeds the style's.
  public var preferredWidth: Int?
  public var preferredHeight: Int?
  /// What cells are made of, when the chart rather than the style decides. ASCII and wide characters
  /// of the style win.
  public var preferredCanvas: CanvasMode?

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", series: [Series] = [],
    xLimits: ClosedRange<Double>? = nil, yLimits: ClosedRange<Double>? = nil,
    xScale: AxisScale = .linear, yScale: AxisScale = .linear,
    preferredWidth: Int? = nil, preferredHeight: Int? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.xLimits = xLimits
    self.yLimits = yLimits
    self.xScale = xScale
    self.yScale = yScale
    self.preferredWidth = preferredWidth
    self.preferredHeight = preferredHeight
  }

  /// Overlays `series` on the same axes.
  public mutating func add(_ series: Series) {
    self.series.append(series)
  }

  /// This chart with the series of `other` on top; title, labels, limits and scales that this
  /// chart leaves open are taken from `other`.
  public func overlaid(with other: Chart) -> Chart {
    var result = self
    result.series += other.series
    if title.isEmpty { result.title = other.title }
    if xLabel.isEmpty { result.xLabel = other.xLabel }
    if yLabel.isEmpty { result.yLabel = other.yLabel }
    result.xLimits = xLimits ?? other.xLimits
    result.yLimits = yLimits ?? other.yLimits
    if xScale == .linear { result.xScale = other.xScale }
    if yScale == .linear { result.yScale = other.yScale }
    result.preferredWidth = preferredWidth ?? other.preferredWidth
    result.preferredHeight = preferredHeight ?? other.preferredHeight
    result.preferredCanvas = preferredCanvas ?? other.preferredCanvas
    return result
  }

  /// Whether both charts show the same things and their numbers differ by at most `tolerance`,
  /// absolutely for numbers up to one and relatively beyond. NaN is close to NaN.
  public func isClose(to other: Chart, tolerance: Double) -> Bool {
    title == other.title && xLabel == other.xLabel && yLabel == other.yLabel
      && xScale == other.xScale && yScale == other.yScale
      && preferredWidth == other.preferredWidth && preferredHeight == other.preferredHeight
      && preferredCanvas == other.preferredCanvas
      && Closeness.close(xLimits, other.xLimits, tolerance)
      && Closeness.close(yLimits, other.yLimits, tolerance)
      && series.count == other.series.count
      && zip(series, other.series).allSatisfy { $0.isClose(to: $1, tolerance: tolerance) }
  }
}
