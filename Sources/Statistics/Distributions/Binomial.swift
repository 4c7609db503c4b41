import Formatting
import Glibc

/// The number of successes in `trials` independent trials.
public struct Binomial: DiscreteDistribution {
  public let trials: Int
  public let probability: Double

  /// - Throws: `StatisticsError.parameter` unless trials ≥ 0 and 0 ≤ probability ≤ 1.
  public init(trials: Int, probability: Double) throws(StatisticsError) {
    guard trials >= 0, trials <= 1 << 53 else {
      throw .parameter(
        distribution: "binomial", name: "trials", value: Double(trials),
        requirement: "a whole number from 0 to 2^53")
    }
    guard probability >= 0, probability <= 1 else {
      throw .parameter(
        distribution: "binomial", name: "probability", value: probability, requirement: "between 0 and 1")
    }
    (self.trials, self.probability) = (trials, probability)
  }

  public var name: String { "binomial(\(trials), \(Numbers.general(probability, 6)))" }
  public var mean: Double { Double(trials) * probability }
  public var variance: Double { Double(trials) * probability * (1 - probability) }

  public func pmf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    guard x >= 0, x <= Double(trials), x == x.rounded() else { return 0 }
    return StirlingTerms.binomial(x, Double(trials) - x, probability, 1 - probability)
  }

  public func cdf(_ x: Double) -> Double { tails(x).below }
  public func sf(_ x: Double) -> Double { tails(x).above }

  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p == 1 { return probability == 0 ? 0 : Double(trials) }
    let guess = mean - variance.squareRoot() * Normal.upperQuantile(p)
    return QuantileSolver.discrete(p, start: guess, last: Double(trials), cdf: cdf)
  }

  public func isf(_ q: Double) -> Double { quantile(1 - q) }

  /// P(X ≤ k) = 1 − I_p(k + 1, n − k).
  private func tails(_ x: Double) -> (below: Double, above: Double) {
    if x.isNaN { return (.nan, .nan) }
    let k = x.rounded(.down), n = Double(trials)
    if k < 0 { return (0, 1) }
    if k >= n { return (1, 0) }
    let (p, q) = IncompleteBeta.regularized(k + 1, n - k, probability, 1 - probability)
    return (q, p)
  }
}
