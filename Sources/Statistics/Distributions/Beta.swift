import Formatting
import Glibc

/// The beta distribution on 0…1 with density x^(a−1) (1−x)^(b−1), up to a constant.
public struct Beta: ContinuousDistribution {
  public let a: Double
  public let b: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(a: Double, b: Double) throws(StatisticsError) {
    try Parameter.positive(a, "a", of: "beta")
    try Parameter.positive(b, "b", of: "beta")
    (self.a, self.b) = (a, b)
  }

  public var name: String { "beta(\(Numbers.general(a, 6)), \(Numbers.general(b, 6)))" }
  public var mean: Double { a / (a + b) }
  public var variance: Double { a / (a + b) * (b / (a + b)) / (a + b + 1) }

  public func pdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x > 1 { return 0 }
    if x == 0 { return a < 1 ? .infinity : a == 1 ? b : 0 }
    if x == 1 { return b < 1 ? .infinity : b == 1 ? a : 0 }
    return IncompleteBeta.logDensity(a, b, x, 1 - x) / x / (1 - x)
  }

  public func cdf(_ x: Double) -> Double { x.isNaN ? .nan : IncompleteBeta.regularized(a, b, x, 1 - x).p }
  public func sf(_ x: Double) -> Double { x.isNaN ? .nan : IncompleteBeta.regularized(a, b, x, 1 - x).q }
  public func quantile(_ p: Double) -> Double { Self.fraction(Self.quantileOdds(a, b, p)) }
  public func isf(_ q: Double) -> Double { Self.fraction(Self.upperOdds(a, b, q)) }

  private static func fraction(_ odds: Double) -> Double { odds == .infinity ? 1 : odds / (1 + odds) }

  /// The odds x/(1 − x) at the quantile: unlike x they keep their accuracy near 1, and the F distribution
  /// wants them.
  static func quantileOdds(_ a: Double, _ b: Double, _ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return p > 0.5 ? solve(a, b, 1 - p, upper: true) : solve(a, b, p, upper: false)
  }

  static func upperOdds(_ a: Double, _ b: Double, _ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return q > 0.5 ? solve(a, b, 1 - q, upper: false) : solve(a, b, q, upper: true)
  }

  private static func solve(_ a: Double, _ b: Double, _ probability: Double, upper: Bool) -> Double {
    if probability == 0 { return upper ? .infinity : 0 }
    return QuantileSolver.positive(target: probability, start: a / b, rises: !upper) { odds in
      let x = fraction(odds), y = 1 / (1 + odds)
      let (p, q) = IncompleteBeta.regularized(a, b, x, y)
      return (upper ? q : p, IncompleteBeta.logDensity(a, b, x, y))
    }
  }
}
