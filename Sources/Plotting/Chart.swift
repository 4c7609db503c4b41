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
  /// Logarithmic axes leave out values that are not positive, and say so.
  public var xLog: Bool
  public var yLog: Bool
  /// The size the chart asks for; the width never exceeds the style's.
  public var preferredWidth: Int?
  public var preferredHeight: Int?

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", series: [Series] = [],
    xLimits: ClosedRange<Double>? = nil, yLimits: ClosedRange<Double>? = nil,
    xLog: Bool = false, yLog: Bool = false,
    preferredWidth: Int? = nil, preferredHeight: Int? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.xLimits = xLimits
    self.yLimits = yLimits
    self.xLog = xLog
    self.yLog = yLog
    self.preferredWidth = preferredWidth
    self.preferredHeight = preferredHeight
  }

  /// Overlays `series` on the same axes.
  public mutating func add(_ series: Series) {
    self.series.append(series)
  }

  /// This chart with the series of `other` on top; title, labels, limits and log axes that this
  /// chart leaves open are taken from `other`.
  public func overlaid(with other: Chart) -> Chart {
    var result = self
    result.series += other.series
    if title.isEmpty { result.title = other.title }
    if xLabel.isEmpty { result.xLabel = other.xLabel }
    if yLabel.isEmpty { result.yLabel = other.yLabel }
    result.xLimits = xLimits ?? other.xLimits
    result.yLimits = yLimits ?? other.yLimits
    result.xLog = xLog || other.xLog
    result.yLog = yLog || other.yLog
    result.preferredWidth = preferredWidth ?? other.preferredWidth
    result.preferredHeight = preferredHeight ?? other.preferredHeight
    return result
  }
}
