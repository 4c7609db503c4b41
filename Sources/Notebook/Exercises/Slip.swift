import Formatting
import Glibc

/// A usual slip, told from the numbers alone: what was given, what was asked for, and what the exercise works
/// with. Each is said only when the numbers bear it out, all of them.
struct Slip: Sendable {
  /// A size that the exercise works with: `x` has 50 elements.
  struct Size {
    var name: String
    var count: Int
  }

  /// What a slip is looked for in.
  struct Case {
    var yours: NumberBlock
    var mine: NumberBlock
    var sizes: [Size]
    var comparison: AnswerComparison

    /// Whether yours would be right if `change` were done to mine.
    func isMine(_ change: (Double) -> Double) -> Bool {
      let changed = mine.values.map(change)
      guard changed.contains(where: { $0.isFinite && $0 != 0 }) else { return false }
      return comparison.agree(
        yours.values, changed, comparison.tolerance ?? max(yours.precision, mine.precision))
    }

    var hasOneShape: Bool { yours.dims == mine.dims }
  }

  /// What the reader is told; nil when this is not what happened.
  let reason: @Sendable (Case) -> String?

  static func reason(_ slip: Case) -> String? { all.lazy.compactMap { $0.reason(slip) }.first }

  /// In the order in which they are looked for: what is wrong with the shape comes before what is wrong with the
  /// numbers.
  private static let all =
    [notNumbers] + ShapeSlips.all + [sign, ratio, degreesOfFreedom, offset, power, reciprocal, complement]
    + [logarithm, absolute, wholeNumbers, rounded, order, nearly]

  // MARK: Values that are no numbers

  private static let notNumbers = Slip { slip in
    let nan = slip.yours.values.count { $0.isNaN }, wanted = slip.mine.values.count { $0.isNaN }
    if nan > wanted {
      let place =
        slip.yours.isScalar ? "yours is nan" : "yours is nan in \(nan) of \(slip.yours.values.count) places"
      return "\(place): 0/0, inf − inf, or the logarithm or root of a negative number"
    }
    let infinite = slip.yours.values.count { $0.isInfinite }
    guard infinite > slip.mine.values.count(where: { $0.isInfinite }) else { return nil }
    return "yours is infinite: a division by 0, log(0), or an exponential that overflowed"
  }

  // MARK: One factor everywhere

  private static let sign = Slip { slip in
    guard slip.hasOneShape else { return nil }
    if slip.isMine({ -$0 }) { return "yours has the opposite sign" }
    guard !slip.yours.isScalar, slip.yours.values.contains(where: { $0 < 0 }),
      slip.comparison.agree(slip.yours.values.map(abs), slip.mine.values.map(abs), 1e-6)
    else { return nil }
    let count = zip(slip.yours.values, slip.mine.values).count { $0 * $1 < 0 }
    guard count > 0 else { return nil }
    return "the sizes are right, but \(count) of \(slip.mine.values.count) signs are not"
  }

  private static let ratio = Slip { slip in
    guard slip.hasOneShape, let factor = slip.factor else { return nil }
    if let size = slip.size(factor) {
      return "yours is \(size.count) × mine, and \(size.name): a sum where a mean was asked?"
    }
    if let size = slip.size(1 / factor) {
      return "yours is 1/\(size.count) of mine, and \(size.name): a mean where a sum was asked?"
    }
    for (value, text) in factors where slip.isNear(factor, value) { return text }
    // Any two numbers have a ratio; several that share one say something.
    guard !slip.yours.isScalar else { return nil }
    return "yours is \(Numbers.general(factor, 6)) × mine everywhere: a constant factor"
  }

  private static let factors: [(Double, String)] = [
    (2, "yours is 2 × mine: a factor 2 too many?"), (0.5, "yours is half of mine: a factor 2 is missing?"),
    (-2, "yours is −2 × mine: the sign, and a factor 2"),
    (-0.5, "yours is −½ × mine: the sign, and a factor ½"),
    (100, "yours is 100 × mine: percent where a fraction was asked?"),
    (0.01, "yours is 1/100 of mine: a fraction where percent was asked?"),
    (1000, "yours is 1000 × mine: another unit?"), (0.001, "yours is 1/1000 of mine: another unit?"),
    (
      1 / 0.693147180559945309, "yours is mine / ln 2: a logarithm to base 2 where the natural one was asked?"
    ),
    (0.693147180559945309, "yours is ln 2 × mine: the natural logarithm where base 2 was asked?"),
    (
      1 / 2.302585092994045684,
      "yours is mine / ln 10: a logarithm to base 10 where the natural one was asked?"
    ),
    (2.302585092994045684, "yours is ln 10 × mine: the natural logarithm where base 10 was asked?"),
    (0.301029995663981195, "yours is log₁₀ 2 × mine: base 10 where base 2 was asked?"),
    (3.321928094887362348, "yours is mine / log₁₀ 2: base 2 where base 10 was asked?"),
    (57.29577951308232, "yours is 180/π × mine: degrees where radians were asked?"),
    (0.017453292519943295, "yours is π/180 × mine: radians where degrees were asked?"),
    (1.4142135623730951, "yours is √2 × mine"), (0.7071067811865476, "yours is mine / √2"),
  ]

  private static let degreesOfFreedom = Slip { slip in
    guard slip.hasOneShape, !(slip.yours.isWhole && slip.mine.isWhole), let factor = slip.factor else {
      return nil
    }
    for size in slip.sizes where size.count > 1 {
      let n = Double(size.count), correction = n / (n - 1)
      let cases: [(Double, String)] = [
        (correction, "n/(n − 1) × mine with n = \(size.count): divided by n − 1 where n was asked? (ddof)"),
        (
          1 / correction,
          "(n − 1)/n × mine with n = \(size.count): divided by n where n − 1 was asked? (ddof)"
        ),
        (
          correction.squareRoot(),
          "√(n/(n − 1)) × mine with n = \(size.count): ddof=1 where ddof=0 was asked?"
        ),
        (
          (1 / correction).squareRoot(),
          "√((n − 1)/n) × mine with n = \(size.count): ddof=0 where ddof=1 was asked?"
        ),
        (n.squareRoot(), "√n × mine with n = \(size.count): a division by √n is missing?"),
        (1 / n.squareRoot(), "mine / √n with n = \(size.count): a division by √n too many?"),
      ]
      for (value, text) in cases where slip.isNear(factor, value) { return "yours is \(text)" }
    }
    return nil
  }

  // MARK: Other arithmetic

  private static let offset = Slip { slip in
    guard slip.hasOneShape,
      let first = slip.mine.values.indices.first(where: { slip.mine.values[$0].isFinite })
    else { return nil }
    let difference = slip.yours.values[first] - slip.mine.values[first]
    guard difference.isFinite, abs(difference) > 1e-9, slip.isMine({ $0 + difference }) else { return nil }
    let amount = Numbers.general(abs(difference), 6), side = difference > 0 ? "more" : "less"
    // The difference of two single numbers is nothing that was verified, unless it is 1.
    if slip.isNear(abs(difference), 1), !slip.yours.isScalar || slip.mine.isWhole {
      return "yours is 1 \(side) than mine\(slip.yours.isScalar ? "" : " everywhere"): off by one?"
    }
    return slip.yours.isScalar ? nil : "yours is \(amount) \(side) than mine everywhere: a constant term?"
  }

  private static let power = Slip { slip in
    guard slip.hasOneShape else { return nil }
    if slip.isMine({ $0 * $0 }) { return "yours is the square of mine: a square root is missing?" }
    if slip.isMine({ $0.squareRoot() }) { return "yours is the square root of mine: one root too many?" }
    if slip.isMine({ -$0 * $0 }) { return "yours is minus the square of mine" }
    return nil
  }

  private static let reciprocal = Slip { slip in
    guard slip.hasOneShape, slip.isMine({ 1 / $0 }) else { return nil }
    return "yours is 1 / mine: divided the wrong way round?"
  }

  private static let complement = Slip { slip in
    guard slip.hasOneShape, slip.isMine({ 1 - $0 }) else { return nil }
    return "yours is 1 − mine: the opposite event?"
  }

  private static let logarithm = Slip { slip in
    guard slip.hasOneShape else { return nil }
    if slip.isMine({ Glibc.log($0) }) { return "yours is the logarithm of mine" }
    if slip.isMine({ Glibc.exp($0) }) { return "yours is the exponential of mine: a logarithm is missing?" }
    if slip.isMine({ -Glibc.log($0) }) { return "yours is minus the logarithm of mine" }
    return nil
  }

  private static let absolute = Slip { slip in
    guard slip.hasOneShape, slip.mine.values.contains(where: { $0 < 0 }), slip.isMine({ abs($0) }) else {
      return nil
    }
    return "yours is the absolute value of mine: the sign got lost"
  }

  private static let wholeNumbers = Slip { slip in
    guard slip.hasOneShape, slip.yours.isWhole, !slip.mine.isWhole else { return nil }
    let cut: [(FloatingPointRoundingRule, String)] = [
      (.towardZero, "cut to whole numbers"), (.down, "rounded down: `//` where `/` was meant?"),
      (.toNearestOrEven, "rounded to whole numbers"), (.up, "rounded up"),
    ]
    for (rule, text) in cut where slip.yours.values == slip.mine.values.map({ $0.rounded(rule) }) {
      let dtype =
        slip.yours.dtype.isInteger && rule == .towardZero ? ", the dtype is \(slip.yours.dtype.name)" : ""
      return "yours is mine \(text)\(dtype)"
    }
    return nil
  }

  private static let rounded = Slip { slip in
    guard slip.hasOneShape, !slip.yours.isWhole else { return nil }
    for digits in 1...6 {
      let unit = Glibc.pow(10, Double(digits))
      let isRounded = zip(slip.yours.values, slip.mine.values).allSatisfy { yours, mine in
        abs((mine * unit).rounded() / unit - yours) <= 1e-9 * max(1, abs(yours))
      }
      if isRounded { return "yours is mine rounded to \(digits) decimals: give it as it is computed" }
    }
    return nil
  }

  private static let order = Slip { slip in
    let yours = slip.yours.values, mine = slip.mine.values
    guard slip.yours.dims.count == 1, mine.count > 1 else { return nil }
    let tolerance = 1e-6
    if yours.count == mine.count {
      if slip.comparison.agree(yours, mine.reversed(), tolerance) { return "yours is mine backwards" }
      if slip.comparison.agree(Array(yours.dropFirst()), Array(mine.dropLast()), tolerance) {
        return "yours is mine, one place later: off by one?"
      }
      if slip.comparison.agree(Array(yours.dropLast()), Array(mine.dropFirst()), tolerance) {
        return "yours is mine, one place earlier: off by one?"
      }
      var sum = 0.0
      let running = mine.map { value -> Double in
        sum += value
        return sum
      }
      if slip.comparison.agree(yours, running, tolerance) { return "yours are the running sums of mine" }
      if !mine.contains(where: \.isNaN), slip.comparison.agree(yours.sorted(), mine.sorted(), tolerance) {
        return "yours has the right numbers in another order"
      }
    }
    return nil
  }

  private static let nearly = Slip { slip in
    guard slip.hasOneShape, slip.comparison.agree(slip.yours.values, slip.mine.values, 0.01) else {
      return nil
    }
    let off = zip(slip.yours.values, slip.mine.values).map { $1 == 0 ? 0 : abs($0 / $1 - 1) }.max() ?? 0
    return
      "yours is close, but off by \(Numbers.general(off * 100, 2)) %: rounded on the way, or not run long enough?"
  }
}

extension Slip.Case {
  /// The one number by which all of mine are multiplied in yours.
  var factor: Double? {
    let pairs = zip(yours.values, mine.values).filter { $1 != 0 && $1.isFinite }
    guard let first = pairs.first, first.0 != 0, first.0.isFinite else { return nil }
    let factor = first.0 / first.1
    return isMine({ $0 * factor }) ? factor : nil
  }

  func isNear(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= abs(b) * (comparison.tolerance ?? max(yours.precision, mine.precision))
  }

  /// The size that a factor is, with what has it in words.
  func size(_ factor: Double) -> (count: Int, name: String)? {
    guard let size = sizes.first(where: { $0.count > 2 && isNear(factor, Double($0.count)) }) else {
      return nil
    }
    return (size.count, size.name)
  }
}

extension NumberBlock {
  var isWhole: Bool { values.allSatisfy { $0 == $0.rounded() } }
}
