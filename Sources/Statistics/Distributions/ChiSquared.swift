import Formatting

/// The χ² distribution: the sum of `df` squared standard normals, a gamma distribution of shape df/2 and scale 2.
public struct ChiSquared: ContinuousDistribution {
  /// Degrees of freedom, positive; need not be whole.
  public let df: Double
  private let gamma: Gamma

  /// - Throws: `StatisticsError.parameter`.
  public init(df: Double) throws(StatisticsError) {
    try Parameter.positive(df, "df", of: "χ²")
    self.df = df
    gamma = Gamma(trusted: df / 2, 2)
  }

  public var name: String { "χ²(\(Numbers.general(df, 6)))" }
  public var mean: Double { df }
  public var variance: Double { 2 * df }
  public func pdf(_ x: Double) -> Double { gamma.pdf(x) }
  public func cdf(_ x: Double) -> Double { gamma.cdf(x) }
  public func sf(_ x: Double) -> Double { gamma.sf(x) }
  public func quantile(_ p: Double) -> Double { gamma.quantile(p) }
  public func isf(_ q: Double) -> Double { gamma.isf(q) }
}
