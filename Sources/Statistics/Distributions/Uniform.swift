import Formatting

/// The uniform distribution on low…high.
public struct Uniform: ContinuousDistribution {
  public let low: Double
  public let high: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(low: Double = 0, high: Double = 1) throws(StatisticsError) {
    try Parameter.finite(low, "low", of: "uniform")
    try Parameter.finite(high, "high", of: "uniform")
    guard high > low, (high - low).isFinite else {
      throw .parameter(
        distribution: "uniform", name: "high", value: high,
        requirement: "above low, \(Numbers.general(low, 6))")
    }
    (self.low, self.high) = (low, high)
  }

  public var name: String { "uniform(\(Numbers.general(low, 6)), \(Numbers.general(high, 6)))" }
  public var mean: Double { low / 2 + high / 2 }
  public var variance: Double { (high - low) * (high - low) / 12 }
  public func pdf(_ x: Double) -> Double { x.isNaN ? .nan : x >= low && x <= high ? 1 / (high - low) : 0 }
  public func cdf(_ x: Double) -> Double { x.isNaN ? .nan : min(1, max(0, (x - low) / (high - low))) }
  public func sf(_ x: Double) -> Double { x.isNaN ? .nan : min(1, max(0, (high - x) / (high - low))) }
  public func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? low + (high - low) * p : .nan }
  public func isf(_ q: Double) -> Double { q >= 0 && q <= 1 ? high - (high - low) * q : .nan }
}
