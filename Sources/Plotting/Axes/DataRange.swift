/// What the data asks of the axes, and what cannot be shown.
struct DataRange {
  /// `nil` when there is nothing to show.
  var x: Extent?
  var y: Extent?
  /// Points, rules and bars that are not zero.
  private(set) var shown = 0
  /// Points with a coordinate that is NaN or infinite.
  var nonFinite = 0
  /// Points that a log axis cannot show.
  var notPositive = 0
  /// Marks of scatter series beyond the limits.
  var outside = 0
  /// Whether any bars stand on zero and nothing lies below.
  var hasBaseline: Bool { hasBars && (y?.range.lowerBound ?? 0) >= 0 }
  private(set) var hasBars = false

  struct Extent {
    private(set) var range: ClosedRange<Double>
    /// Whether all values so far are whole numbers.
    private(set) var isWhole: Bool

    init(_ value: Double) {
      range = value...value
      isWhole = value == value.rounded(.towardZero)
    }

    mutating func include(_ value: Double) {
      if value < range.lowerBound {
        range = value...range.upperBound
      } else if value > range.upperBound {
        range = range.lowerBound...value
      }
      if isWhole && value != value.rounded(.towardZero) { isWhole = false }
    }
  }

  init(_ chart: Chart) {
    let xLimits = chart.xLimits.usable(log: chart.xLog), yLimits = chart.yLimits.usable(log: chart.yLog)
    for series in chart.series {
      nonFinite += series.omitted
      switch series.kind {
      case .line, .step, .scatter, .band: include(points: series, chart, xLimits, yLimits)
      case .bars(let edges): include(bars: series, edges, chart)
      case .verticalRule, .horizontalRule: include(rules: series, chart)
      }
    }
  }

  private mutating func include(
    points series: Series, _ chart: Chart, _ xLimits: ClosedRange<Double>?, _ yLimits: ClosedRange<Double>?
  ) {
    let isScatter = series.kind == .scatter
    for i in series.x.indices {
      let x = series.x[i], y = series.y[i], y2 = series.y2?[i] ?? y
      guard x.isFinite, y.isFinite, y2.isFinite else {
        nonFinite += 1
        continue
      }
      if (chart.xLog && x <= 0) || (chart.yLog && min(y, y2) <= 0) {
        notPositive += 1
        continue
      }
      shown += 1
      // Limits on one axis choose what the other one has to show.
      let xInside = xLimits?.contains(x) ?? true
      let yInside = yLimits.map { $0.contains(y) || $0.contains(y2) } ?? true
      if isScatter && !(xInside && yInside) { outside += 1 }
      if yInside { self.x.include(x) }
      if xInside {
        self.y.include(y)
        if y2 != y { self.y.include(y2) }
      }
    }
  }

  private mutating func include(bars series: Series, _ edges: [Double], _ chart: Chart) {
    hasBars = true
    for edge in edges where !chart.xLog || edge > 0 { x.include(edge) }
    if !chart.yLog { y.include(0) }
    for height in series.y {
      if !height.isFinite {
        nonFinite += 1
      } else if !chart.yLog || height > 0 {
        y.include(height)
        if height != 0 { shown += 1 }
      }
    }
  }

  private mutating func include(rules series: Series, _ chart: Chart) {
    for (values, isX) in [(series.x, true), (series.y, false)] {
      for value in values {
        if !value.isFinite {
          nonFinite += 1
        } else if (isX ? chart.xLog : chart.yLog) && value <= 0 {
          notPositive += 1
        } else {
          shown += 1
          if isX { x.include(value) } else { y.include(value) }
        }
      }
    }
  }
}

extension DataRange.Extent? {
  mutating func include(_ value: Double) {
    if self == nil { self = DataRange.Extent(value) } else { self?.include(value) }
  }
}

extension ClosedRange<Double>? {
  /// These limits, unless an axis cannot have them.
  func usable(log: Bool) -> ClosedRange<Double>? {
    guard let self, self.lowerBound.isFinite, self.upperBound.isFinite else { return nil }
    if log && self.lowerBound <= 0 { return nil }
    let size = Swift.max(self.lowerBound.magnitude, self.upperBound.magnitude)
    // Halves, because the difference may overflow.
    let isWide = self.upperBound / 2 - self.lowerBound / 2 > LinearAxis.narrowest * size
    return isWide ? self : nil
  }
}
