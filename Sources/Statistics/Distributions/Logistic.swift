import Formatting
import Glibc

/// The logistic distribution, whose distribution function is the sigmoid.
public struct Logistic: ContinuousDistribution {
  public let mean: Double
  public let scale: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(mean: Double = 0, scale: Double = 1) throws(StatisticsError) {
    try Parameter.finite(mean, "mean", of: "logistic")
    try Parameter.positive(scale, "scale", of: "logistic")
    (self.mean, self.scale) = (mean, scale)
  }

  public var name: String { "logistic(\(Numbers.general(mean, 6)), \(Numbers.general(scale, 6)))" }
  public var variance: Double { scale * scale * Double.pi * Double.pi / 3 }

  public func pdf(_ x: Double) -> Double {
    let e = exp(-abs(x - mean) / scale)
    return e / (1 + e) / (1 + e) / scale
  }

  public func cdf(_ x: Double) -> Double { Self.sigmoid((x - mean) / scale) }
  public func sf(_ x: Double) -> Double { Self.sigmoid(-(x - mean) / scale) }
  public func quantile(_ p: Double) -> Double { mean + scale * Self.logOdds(p) }
  public func isf(_ q: Double) -> Double { mean - scale * Self.logOdds(q) }

  private static func sigmoid(_ z: Double) -> Double { z > 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z)) }

  private static func logOdds(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    // 2p − 1 is exact where log p and log(1 − p) would cancel.
    return p > 0.25 && p < 0.75 ? 2 * atanh(2 * p - 1) : log(p) - log1p(-p)
  }
}
