import Formatting
import Glibc

/// The normal distribution.
public struct Normal: ContinuousDistribution {
  public let mean: Double
  /// Standard deviation, positive.
  public let sd: Double

  /// Mean 0, standard deviation 1.
  public static let standard = Normal()
  private init() { (mean, sd) = (0, 1) }

  /// - Throws: `StatisticsError.parameter`.
  public init(mean: Double, sd: Double) throws(StatisticsError) {
    try Parameter.finite(mean, "mean", of: "normal")
    try Parameter.positive(sd, "sd", of: "normal")
    (self.mean, self.sd) = (mean, sd)
  }

  public var name: String { "normal(\(Numbers.general(mean, 6)), \(Numbers.general(sd, 6)))" }
  public var variance: Double { sd * sd }

  public func pdf(_ x: Double) -> Double {
    let z = (x - mean) / sd
    if z.isInfinite { return 0 }
    // The square's rounding error, which exp would magnify, is put back.
    let square = z * z
    let lost = (z * z).isFinite ? (-square).addingProduct(z, z) : 0
    return exp(-square / 2) * exp(-lost / 2) / (2 * Double.pi).squareRoot() / sd
  }

  public func cdf(_ x: Double) -> Double { Self.upperTail(-(x - mean) / sd) }
  public func sf(_ x: Double) -> Double { Self.upperTail((x - mean) / sd) }
  public func quantile(_ p: Double) -> Double { mean - sd * Self.upperQuantile(p) }
  public func isf(_ q: Double) -> Double { mean + sd * Self.upperQuantile(q) }

  /// P(Z > z) = erfc(z/√2)/2.
  static func upperTail(_ z: Double) -> Double {
    // z/√2 as a sum of two doubles: in the tail erfc magnifies the rounding of its argument by 2z².
    let root = 0.707_106_781_186_547_5, rootRest = 4.833_646_656_726_457e-17
    let high = z * root
    guard high > 1, high < 27 else { return 0.5 * erfc(high) }
    let low = (-high).addingProduct(z, root) + z * rootRest
    return 0.5 * (erfc(high) - low * 2 / Double.pi.squareRoot() * exp(-high * high))
  }

  /// The z with P(Z > z) = q.
  static func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if q == 0 { return .infinity }
    if q == 1 { return -.infinity }
    if q > 0.75 { return -upperQuantile(1 - q) }
    if q > 0.25 { return central(1 - 2 * q) }
    // Abramowitz and Stegun 26.2.23, then Newton on the logarithm of the tail.
    let t = (-2 * log(q)).squareRoot()
    let top = 2.515517 + t * (0.802853 + t * 0.010328)
    var z = t - top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
    for _ in 0..<20 {
      let tail = upperTail(z)
      let step = tail / standard.pdf(z) * log(tail / q)
      z += step
      if abs(step) < 1e-9 * abs(z) { break }
    }
    return z
  }

  /// The z with P(|Z| < |z|) = |c|, signed as c is, for |c| ≤ ½.
  private static func central(_ c: Double) -> Double {
    let root2 = 2.0.squareRoot()
    var z = c * (Double.pi / 2).squareRoot()
    for _ in 0..<20 {
      let step = (erf(z / root2) - c) / (2 * standard.pdf(z))
      z -= step
      if abs(step) < 1e-9 * abs(z) { break }
    }
    return z
  }
}
