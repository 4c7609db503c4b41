import Formatting
import Glibc

/// Finds the range, the ticks and the labels of a linear axis.
enum LinearAxis {
  /// A range narrower than this part of its magnitude counts as one value.
  static let narrowest = 1e-12

  static func fit(_ request: AxisRequest) -> Axis {
    let scaling = Scaling(request.range)
    let range = widened(request, scaling)
    if request.placement != .keepCells {
      let labels = Labels(scaling: scaling, plain: request.glyphs.isPlain)
      if let grid = Grid.best(request, range, labels: labels.texts, minimumExponent: -scaling.exponent) {
        var axis = grid.axis(request, labels: labels.texts)
        axis.scale = DecimalScale(exponent: scaling.exponent)
        axis.note = labels.note(grid.step, grid.ticks)
        return axis
      }
    }
    return kept(request, range, scaling)
  }

  /// The scaled range, or a range around it when it is a single value.
  private static func widened(_ request: AxisRequest, _ scaling: Scaling) -> ClosedRange<Double> {
    let lower = request.range.lowerBound.divided(byPowerOfTen: scaling.exponent)
    let upper = request.range.upperBound.divided(byPowerOfTen: scaling.exponent)
    let size = max(lower.magnitude, upper.magnitude)
    if upper - lower > narrowest * size { return lower...upper }
    if request.hasBaseline { return 0...max(upper, 1) }
    let margin = size == 0 || (request.integers && scaling.exponent == 0) ? max(1, size * 0.1) : size * 0.1
    return (lower - margin)...(upper + margin)
  }

  /// Exactly `range` on exactly the cells asked for; ticks fall where they fall.
  private static func kept(
    _ request: AxisRequest, _ range: ClosedRange<Double>, _ scaling: Scaling
  ) -> Axis {
    let span = range.upperBound - range.lowerBound
    let half = span / Double(max(1, request.cells - 1)) / 2
    var axis = Axis(
      cells: request.cells, lower: range.lowerBound - half, upper: range.upperBound + half,
      scale: DecimalScale(exponent: scaling.exponent))
    let labels = Labels(scaling: scaling, plain: request.glyphs.isPlain)
    for step in TickStep.all(around: span) {
      if request.integers && step.exponent < -scaling.exponent { continue }
      let slack = step.value * 1e-9
      let first = ((range.lowerBound - slack) / step.value).rounded(.up)
      let last = ((range.upperBound + slack) / step.value).rounded(.down)
      guard first.magnitude < 1e15, last.magnitude < 1e15, last >= first, last - first < 400 else { continue }
      let numbers = Array(Int(first)...Int(last))
      let texts = labels.texts(step, numbers)
      let spacing = step.value / (axis.upper - axis.lower) * Double(axis.cells)
      if numbers.count > 1 && spacing < Double(request.minimumSpacing(texts)) { continue }
      if !request.isHorizontal && spacing < 2 { continue }
      // Finer steps come first; horizontally the first that fits may still be crowded.
      if numbers.count > 2 && spacing * 2 < Double(request.idealSpacing) { continue }
      axis.ticks = zip(numbers, texts).map { j, text in
        let position = (Double(j) * step.value - axis.lower) / (axis.upper - axis.lower)
        return Axis.Tick(
          cell: min(max(0, Int(position * Double(axis.cells))), axis.cells - 1), label: text,
          place: position * Double(axis.cells))
      }
      axis.note = labels.note(step, numbers)
      break
    }
    return axis
  }
}

/// By which power of ten an axis divides, and whether its labels leave out a common offset.
struct Scaling {
  var exponent = 0
  var hasOffset = false

  /// Exponents whose numbers are written in full.
  private static let plain = -3...5

  init(_ range: ClosedRange<Double>) {
    let size = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    guard size > 0 else { return }
    let magnitude = Int(log10(size).rounded(.down))
    let lower = range.lowerBound.divided(byPowerOfTen: magnitude)
    let upper = range.upperBound.divided(byPowerOfTen: magnitude)
    let span = upper - lower
    hasOffset = span < 1e-4 && span > LinearAxis.narrowest * 10
    let shown = hasOffset ? magnitude + Int(log10(span).rounded(.down)) : magnitude
    exponent = Self.plain.contains(shown) ? 0 : shown
  }
}

/// Writes the labels of ticks and what they have in common.
struct Labels {
  let scaling: Scaling
  let plain: Bool

  func texts(_ step: TickStep, _ numbers: [Int]) -> [String] {
    let offset = offset(numbers)
    return numbers.map { step.label($0 - offset) }
  }

  /// The tick number that counts as zero: a round one below the first.
  private func offset(_ numbers: [Int]) -> Int {
    guard scaling.hasOffset, let first = numbers.first, let last = numbers.last else { return 0 }
    var round = 10
    while round < last - first { round *= 10 }
    let rest = first % round
    return first - (rest < 0 ? rest + round : rest)
  }

  func note(_ step: TickStep, _ numbers: [Int]) -> String {
    var parts: [String] = []
    if scaling.exponent != 0 { parts.append(Superscript.factor(scaling.exponent, plain: plain)) }
    let offset = offset(numbers)
    if offset != 0 {
      let value = (Double(offset) * step.value).divided(byPowerOfTen: -scaling.exponent)
      let size = value.magnitude
      let isWhole = size < 1e15 && size == size.rounded()
      parts.append(
        (value < 0 ? "- " : "+ ") + (isWhole ? Numbers.grouped(Int(size)) : Numbers.general(size, 15)))
    }
    return parts.joined(separator: " ")
  }
}

extension TickStep {
  /// Steps from far too fine to far too coarse for a range of length `span`, finest first.
  static func all(around span: Double) -> [TickStep] {
    guard span > 0, span.isFinite else { return [] }
    let top = Int(log10(span).rounded(.down))
    return ((top - 4)...(top + 1)).flatMap { exponent in
      [1, 2, 5].map { TickStep(mantissa: $0, exponent: exponent) }
    }
  }
}
