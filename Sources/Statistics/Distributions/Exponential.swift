import Formatting
import Glibc

/// The exponential distribution with density e^(−x/scale)/scale; its rate is 1/scale.
public struct Exponential: ContinuousDistribution {
  public let scale: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(scale: Double = 1) throws(StatisticsError) {
    try Parameter.positive(scale, "scale", of: "exponential")
    self.scale = scale
  }

  public var name: String { "exponential(\(Numbers.general(scale, 6)))" }
  public var mean: Double { scale }
  public var variance: Double { scale * scale }
  public func pdf(_ x: Double) -> Double { x < 0 ? 0 : exp(-x / scale) / scale }
  public func cdf(_ x: Double) -> Double { x < 0 ? 0 : -expm1(-x / scale) }
  public func sf(_ x: Double) -> Double { x < 0 ? 1 : exp(-x / scale) }
  public func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? -scale * log1p(-p) : .nan }
  public func isf(_ q: Double) -> Double { q >= 0 && q <= 1 ? -scale * log(q) : .nan }
}
