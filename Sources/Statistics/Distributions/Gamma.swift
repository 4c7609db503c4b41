import Formatting
import Glibc

/// The gamma distribution with density x^(shape−1) e^(−x/scale), up to a constant.
public struct Gamma: ContinuousDistribution {
  public let shape: Double
  public let scale: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(shape: Double, scale: Double = 1) throws(StatisticsError) {
    try Parameter.positive(shape, "shape", of: "gamma")
    try Parameter.positive(scale, "scale", of: "gamma")
    self.init(trusted: shape, scale)
  }

  init(trusted shape: Double, _ scale: Double) {
    (self.shape, self.scale) = (shape, scale)
  }

  public var name: String { "gamma(\(Numbers.general(shape, 6)), \(Numbers.general(scale, 6)))" }
  public var mean: Double { shape * scale }
  public var variance: Double { shape * scale * scale }

  public func pdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    let z = x / scale
    if z < 0 || z == .infinity { return 0 }
    if z == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    return shape < 1
      ? IncompleteGamma.logDensity(shape, z) / x : StirlingTerms.poisson(shape - 1, z) / scale
  }

  public func cdf(_ x: Double) -> Double { x.isNaN ? .nan : IncompleteGamma.regularized(shape, x / scale).p }
  public func sf(_ x: Double) -> Double { x.isNaN ? .nan : IncompleteGamma.regularized(shape, x / scale).q }

  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return p > 0.5 ? solve(1 - p, upper: true) : solve(p, upper: false)
  }

  public func isf(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return q > 0.5 ? solve(1 - q, upper: false) : solve(q, upper: true)
  }

  private func solve(_ probability: Double, upper: Bool) -> Double {
    if probability == 0 { return upper ? .infinity : 0 }
    let x = QuantileSolver.positive(target: probability, start: shape, rises: !upper) { x in
      let (p, q) = IncompleteGamma.regularized(shape, x)
      return (upper ? q : p, IncompleteGamma.logDensity(shape, x))
    }
    return scale * x
  }
}
