/// What the data asks of the axes, and what cannot be shown.
struct DataRange {
  /// `nil` when there is nothing to show.
  private(set) var x: Extent?
  private(set) var y: Extent?
  let xLimits: ClosedRange<Double>?
  let yLimits: ClosedRange<Double>?
  let xScale: AxisScale
  let yScale: AxisScale

  /// Points, rules and bars that are not zero.
  private(set) var shown = 0
  /// Values that are not finite, by the label of their series.
  private(set) var omitted: [(label: String, omissions: Omissions)] = []
  /// Points that a log axis cannot show.
  private(set) var notPositive = 0
  /// Marks of scatter series beyond the limits.
  private(set) var outside = 0
  /// What a mark says about data that leave it nothing to draw.
  private(set) var remarks: [String] = []
  private var standsOnX = false
  private var standsOnY = false

  /// Whether something stands on y = 0 and nothing lies below.
  var hasBaseline: Bool { standsOnX && (y?.range.lowerBound ?? 0) >= 0 }
  /// Whether something stands on x = 0 and nothing lies to the left.
  var hasLeftBaseline: Bool { standsOnY && (x?.range.lowerBound ?? 0) >= 0 }

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
    xScale = chart.xScale
    yScale = chart.yScale
    xLimits = chart.xLimits.usable(log: xScale.isLog)
    yLimits = chart.yLimits.usable(log: yScale.isLog)
    for series in chart.series {
      omitted.append((series.label, Omissions()))
      series.mark.include(in: &self)
    }
    omitted.removeAll { $0.omissions.count == 0 }
  }

  // MARK: What marks say

  /// Points; with `y2` the areas between the two. `isScatter`: each stands for itself, so that those
  /// beyond the limits are worth a note.
  mutating func include(_ x: [Double], _ y: [Double], _ y2: [Double]? = nil, isScatter: Bool = false) {
    let xLog = xScale.isLog, yLog = yScale.isLog
    for i in x.indices {
      let x = x[i], y = y[i], y2 = y2?[i] ?? y
      guard x.isFinite, y.isFinite, y2.isFinite else {
        omit(i)
        continue
      }
      if (xLog && x <= 0) || (yLog && min(y, y2) <= 0) {
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

  /// A place on the horizontal axis that must be visible, whatever lies there.
  mutating func include(x value: Double) {
    if value.isFinite && !(xScale.isLog && value <= 0) { x.include(value) }
  }

  /// A place on the vertical axis that must be visible.
  mutating func include(y value: Double) {
    if value.isFinite && !(yScale.isLog && value <= 0) { y.include(value) }
  }

  /// A value drawn along one axis: false, and noted, when it cannot be shown.
  mutating func check(_ value: Double, at index: Int, log: Bool) -> Bool {
    if !value.isFinite { omit(index) } else if log && value <= 0 { notPositive += 1 } else { return true }
    return false
  }

  mutating func remark(_ text: String) { remarks.append(text) }

  /// Something is shown: bars, rules, boxes.
  mutating func count(_ number: Int = 1) { shown += number }

  mutating func omit(_ index: Int) { omitted[omitted.count - 1].omissions.add(index) }

  /// What was left out when the series was made.
  mutating func omit(_ omissions: Omissions) { omitted[omitted.count - 1].omissions = omissions }

  /// Bars stand on y = 0 (or lie along x = 0, when `lying`): the axis line may be their ground.
  mutating func stand(lying: Bool) {
    if lying {
      standsOnY = true
      include(x: 0)
    } else {
      standsOnX = true
      include(y: 0)
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
