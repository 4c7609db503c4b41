import Formatting
import Glibc

/// The number of events when `rate` are expected.
public struct Poisson: DiscreteDistribution {
  public let rate: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(rate: Double) throws(StatisticsError) {
    try Parameter.positive(rate, "rate", of: "Poisson")
    self.rate = rate
  }

  public var name: String { "poisson(\(Numbers.general(rate, 6)))" }
  public var mean: Double { rate }
  public var variance: Double { rate }

  public func pmf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x >= 0, x.isFinite, x == x.rounded() else { return 0 }
    return StirlingTerms.poisson(x, rate)
  }

  /// P(X ≤ k) = Q(k + 1, rate).
  public func cdf(_ x: Double) -> Double {
    x.isNaN
      ? .nan : x < 0 ? 0 : x == .infinity ? 1 : IncompleteGamma.regularized(x.rounded(.down) + 1, rate).q
  }

  public func sf(_ x: Double) -> Double {
    x.isNaN
      ? .nan : x < 0 ? 1 : x == .infinity ? 0 : IncompleteGamma.regularized(x.rounded(.down) + 1, rate).p
  }

  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p == 1 { return .infinity }
    let guess = rate - rate.squareRoot() * Normal.upperQuantile(p)
    return QuantileSolver.discrete(p, start: guess, last: .greatestFiniteMagnitude, cdf: cdf)
  }

  public func isf(_ q: Double) -> Double { quantile(1 - q) }
}
