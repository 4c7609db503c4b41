/// What an axis has to show and how much room there is. `Axis(_:)` answers it.
struct AxisRequest {
  enum Placement {
    /// Grow the range until ticks fall on whole cells at equal distances.
    case grow
    /// Show exactly the range, its ends in the middles of the first and last cell; use fewer cells
    /// when that puts ticks on whole cells.
    case keep
    /// As `keep`, and use all cells.
    case keepCells
  }

  var range: ClosedRange<Double>
  var cells: Int
  var placement = Placement.grow
  /// Whether labels stand side by side along the axis, and need their width between ticks.
  var isHorizontal: Bool
  /// Only whole numbers as ticks: counts, epochs.
  var integers = false
  var scale = AxisScale.linear
  /// Zero on the axis line, for bars.
  var hasBaseline = false
  /// Cells for a category, where there are categories; `nil`: as many as fit.
  var slot: SlotWish.Wish?
  var glyphs = Glyphs(.braille)

  /// Makes the range longer, so that about this many cells stay free at its end.
  mutating func leave(_ free: Int) {
    let low = range.lowerBound, high = range.upperBound
    guard free > 0, free < cells / 2, scale == .linear, placement == .grow else { return }
    let longer = low + (high - low) * Double(cells) / Double(cells - free)
    if longer.isFinite { range = low...max(high, longer) }
  }

  /// Cells between ticks that read well.
  var idealSpacing: Int { isHorizontal ? 10 : 3 }
  var spacings: ClosedRange<Int> { isHorizontal ? 3...30 : 2...8 }

  /// The fewest cells between two ticks with these labels.
  func minimumSpacing(_ labels: [String]) -> Int {
    isHorizontal ? 2 + (labels.map(glyphs.ambiguous.width).max() ?? 0) : 2
  }
}

extension Axis {
  /// The axis for `request`: ticks at 1, 2 or 5 times a power of ten (Heckbert's "nice numbers",
  /// Graphics Gems 1990, here chosen together with the number of cells between them), at the turns
  /// of the calendar, or one for each category.
  init(_ request: AxisRequest) {
    var request = request
    request.cells = max(1, request.cells)
    self =
      switch request.scale {
      case .linear: LinearAxis.fit(request)
      case .log: LogAxis.fit(request)
      case .date: DateAxis.fit(request)
      case .categories, .indices: SlotAxis.fit(request)
      case .places(let places, let labels): PlacedAxis.fit(request, places, labels)
      }
  }
}
