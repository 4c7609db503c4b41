/// A step and a whole number of cells for it, so that every tick is in the middle of its cell and
/// all ticks are equally far apart. A row is far too coarse to hide that they are not.
struct Grid {
  var step: TickStep
  /// Cells from tick to tick.
  var spacing: Int
  /// The first and last cell, counted from the cell of zero.
  var first: Int
  var last: Int

  var count: Int { last - first + 1 }
  /// The multiples of `step` that are visible.
  var ticks: [Int] {
    let low = Int((Double(first) / Double(spacing)).rounded(.up))
    let high = Int((Double(last) / Double(spacing)).rounded(.down))
    return low <= high ? Array(low...high) : []
  }

  typealias Labelling = (_ step: TickStep, _ numbers: [Int]) -> [String]

  /// The best grid for a range in scaled units, or `nil` when none has two ticks.
  static func best(
    _ request: AxisRequest, _ range: ClosedRange<Double>, labels: Labelling, minimumExponent: Int
  ) -> Grid? {
    var best: (grid: Grid, score: Double)?
    // Whole numbers over a short range need more room between ticks.
    let top = request.integers ? max(request.spacings.upperBound, request.cells) : request.spacings.upperBound
    for step in TickStep.all(around: range.upperBound - range.lowerBound) {
      if request.integers && step.exponent < minimumExponent { continue }
      for spacing in request.spacings.lowerBound...top {
        guard let grid = Grid(request, range, step, spacing) else { continue }
        let ticks = grid.ticks
        let score = grid.score(request, ticks: ticks.count)
        // Labels cost most: they are written only for a grid that would win.
        guard ticks.count >= 2, best.map({ score > $0.score }) ?? true else { continue }
        if spacing >= request.minimumSpacing(labels(step, ticks)) { best = (grid, score) }
      }
    }
    return best?.grid
  }

  private init?(_ request: AxisRequest, _ range: ClosedRange<Double>, _ step: TickStep, _ spacing: Int) {
    self.step = step
    self.spacing = spacing
    let unit = step.value / Double(spacing)
    let low = range.lowerBound / unit, high = range.upperBound / unit
    guard low.magnitude < 1e15, high.magnitude < 1e15 else { return nil }
    switch request.placement {
    case .grow:
      first = request.hasBaseline ? 0 : Int((low + 0.5 + 1e-9).rounded(.down))
      last = Int((high - 0.5 - 1e-9).rounded(.up))
    case .keep, .keepCells:
      first = Int(low.rounded())
      last = Int(high.rounded())
      if (low - Double(first)).magnitude > 1e-6 || (high - Double(last)).magnitude > 1e-6 { return nil }
    }
    // With a baseline the cell of zero is the axis line, outside the plot.
    let used = request.hasBaseline ? count - 1 : count
    if used < 1 || used > request.cells { return nil }
  }

  /// Room used, less a penalty for crowded or sparse ticks.
  private func score(_ request: AxisRequest, ticks: Int) -> Double {
    let used = Double(count) / Double(request.cells)
    let ratio = Double(spacing) / Double(request.idealSpacing)
    let off = ratio > 1 ? ratio - 1 : 1 / ratio - 1
    return used - 0.1 * off - (ticks < 3 ? 0.3 : 0)
  }

  func axis(_ request: AxisRequest, labels: Labelling) -> Axis {
    let unit = step.value / Double(spacing)
    let start = request.hasBaseline ? 1 : first
    let numbers = ticks
    return Axis(
      cells: last - start + 1, lower: (Double(start) - 0.5) * unit, upper: (Double(last) + 0.5) * unit,
      ticks: zip(numbers, labels(step, numbers)).map { j, label in
        Axis.Tick(cell: j * spacing - start, label: label)
      },
      hasBaseline: request.hasBaseline)
  }
}
