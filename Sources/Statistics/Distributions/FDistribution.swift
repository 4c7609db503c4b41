import Formatting
import Glibc

/// Fisher's F distribution: the ratio of two mean squares with `numerator` and `denominator` degrees of freedom.
public struct FDistribution: ContinuousDistribution {
  public let numerator: Double
  public let denominator: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(numerator: Double, denominator: Double) throws(StatisticsError) {
    try Parameter.positive(numerator, "numerator df", of: "F")
    try Parameter.positive(denominator, "denominator df", of: "F")
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  public var name: String { "F(\(Numbers.general(numerator, 6)), \(Numbers.general(denominator, 6)))" }
  public var mean: Double { denominator > 2 ? denominator / (denominator - 2) : .infinity }
  public var variance: Double {
    let d = denominator, n = numerator
    guard d > 4 else { return d > 2 ? .infinity : .nan }
    return 2 * d * d * (n + d - 2) / (n * (d - 2) * (d - 2) * (d - 4))
  }

  public func pdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return numerator < 2 ? .infinity : numerator == 2 ? 1 : 0 }
    let (u, v) = shares(x)
    return IncompleteBeta.logDensity(numerator / 2, denominator / 2, u, v) / x
  }

  public func cdf(_ x: Double) -> Double { x.isNaN ? .nan : x <= 0 ? 0 : tails(x).p }
  public func sf(_ x: Double) -> Double { x.isNaN ? .nan : x <= 0 ? 1 : tails(x).q }

  public func quantile(_ p: Double) -> Double {
    Beta.quantileOdds(numerator / 2, denominator / 2, p) * (denominator / numerator)
  }

  public func isf(_ q: Double) -> Double {
    Beta.upperOdds(numerator / 2, denominator / 2, q) * (denominator / numerator)
  }

  private func tails(_ x: Double) -> (p: Double, q: Double) {
    let (u, v) = shares(x)
    return IncompleteBeta.regularized(numerator / 2, denominator / 2, u, v)
  }

  /// n x/(n x + d) and d/(n x + d): beta distributed.
  private func shares(_ x: Double) -> (Double, Double) {
    let odds = x * (numerator / denominator)
    return odds > 1 ? (1 / (1 + 1 / odds), 1 / odds / (1 + 1 / odds)) : (odds / (1 + odds), 1 / (1 + odds))
  }
}
