import Formatting
import Glibc

/// Finds the range, the ticks and the labels of a logarithmic axis, in units of decades.
enum LogAxis {
  static func fit(_ request: AxisRequest) -> Axis {
    let range = widened(request.range)
    var decades = request
    decades.integers = true
    decades.hasBaseline = false
    let labels: Grid.Labelling = { step, numbers in
      decadeLabels(numbers.map { $0 * Int(step.value) }, plain: request.glyphs.isPlain)
    }
    if request.placement != .keepCells,
      let grid = Grid.best(decades, range, labels: labels, minimumExponent: 0),
      grid.ticks.count >= 3
    {
      var axis = grid.axis(decades, labels: labels)
      axis.isLog = true
      return axis
    }
    return kept(request, range)
  }

  /// Common logarithms of the range; half a decade to each side of a single value.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let lower = log10(max(range.lowerBound, .leastNonzeroMagnitude))
    let upper = log10(max(range.upperBound, .leastNonzeroMagnitude))
    return upper - lower > 1e-9 ? lower...upper : (lower - 0.5)...(lower + 0.5)
  }

  /// Powers of ten in full while they are short, all in the same way.
  private static func decadeLabels(_ exponents: [Int], plain: Bool) -> [String] {
    if exponents.allSatisfy((-4...5).contains) {
      return exponents.map { k in
        k < 0 ? Numbers.fixed(pow(10, Double(k)), -k) : TickStep(mantissa: 1, exponent: k).label(1)
      }
    }
    return exponents.map { Superscript.powerOfTen($0, plain: plain) }
  }

  /// Exactly `range`, for ranges within a decade or two: ticks at 1, 2, 5, at 1 to 9, or linear ones.
  private static func kept(_ request: AxisRequest, _ range: ClosedRange<Double>) -> Axis {
    let half = (range.upperBound - range.lowerBound) / Double(max(1, request.cells - 1)) / 2
    var axis = Axis(
      cells: request.cells, lower: range.lowerBound - half, upper: range.upperBound + half, isLog: true)
    let lists = [
      multiples([1], range), multiples([1, 2, 5], range), multiples(Array(1...9), range),
      linear(range, request.glyphs.isPlain),
    ]
    // The first list with three ticks that fit, else the longest that fits.
    for (values, texts) in lists {
      let ticks = zip(values, texts).map {
        Axis.Tick(cell: axis.cell($0), label: $1, place: axis.position($0))
      }
      let gaps = zip(ticks.dropFirst(), ticks).map { $0.cell - $1.cell }
      let fits = (gaps.min() ?? .max) >= (request.isHorizontal ? request.minimumSpacing(texts) : 1)
      if fits && ticks.count > axis.ticks.count { axis.ticks = ticks }
      if axis.ticks.count >= 3 { break }
    }
    return axis
  }

  private static func multiples(_ mantissas: [Int], _ range: ClosedRange<Double>) -> ([Double], [String]) {
    let first = Int(range.lowerBound.rounded(.down)), last = Int(range.upperBound.rounded(.up))
    guard last - first <= 700 else { return ([], []) }
    let steps = (first...last).flatMap { k in mantissas.map { TickStep(mantissa: $0, exponent: k) } }
    let visible = steps.filter {
      let t = log10(Double($0.mantissa)) + Double($0.exponent)
      return t >= range.lowerBound - 1e-9 && t <= range.upperBound + 1e-9
    }
    return (visible.map(\.value), visible.map { label($0) })
  }

  private static func label(_ step: TickStep) -> String {
    (-4...5).contains(step.exponent) ? step.label(1) : Numbers.general(step.value, 3)
  }

  private static func linear(_ range: ClosedRange<Double>, _ plain: Bool) -> ([Double], [String]) {
    let lower = pow(10, range.lowerBound), upper = pow(10, range.upperBound)
    guard lower > 0, upper.isFinite else { return ([], []) }
    for step in TickStep.all(around: upper - lower) {
      let first = (lower / step.value).rounded(.up), last = (upper / step.value).rounded(.down)
      if last - first > 5 || last <= first || last > 1e15 { continue }
      let numbers = Array(Int(first)...Int(last))
      // In full while that is short, like the labels of decades.
      let isShort = lower >= 1e-4 && upper < 1e6
      return (
        numbers.map { Double($0) * step.value },
        numbers.map { isShort ? step.label($0) : Numbers.general(Double($0) * step.value, 6) }
      )
    }
    return ([], [])
  }
}
