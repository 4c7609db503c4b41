import Formatting
import Glibc

/// Student's t distribution.
public struct StudentT: ContinuousDistribution {
  /// Degrees of freedom, positive; need not be whole.
  public let df: Double

  /// - Throws: `StatisticsError.parameter`.
  public init(df: Double) throws(StatisticsError) {
    try Parameter.positive(df, "df", of: "t")
    self.df = df
  }

  public var name: String { "t(\(Numbers.general(df, 6)))" }
  public var mean: Double { df > 1 ? 0 : .nan }
  public var variance: Double { df > 2 ? df / (df - 2) : df > 1 ? .infinity : .nan }

  public func pdf(_ x: Double) -> Double {
    x.isInfinite ? 0 : scaledPDF(x, logFactor: 0)
  }

  /// e^logFactor · pdf(x).
  private func scaledPDF(_ x: Double, logFactor: Double) -> Double {
    // Γ((df + 1)/2) / (Γ(df/2) √(π df)) (1 + x²/df)^−(df+1)/2 with the gammas in Stirling's form,
    // whose powers and roots combine to 1/√(2π).
    let half = df / 2
    let stirling = StirlingTerms.error(half + 0.5) - StirlingTerms.error(half)
    let deviance = StirlingTerms.deviance(half, half + 0.5)
    let power = 0.5 * (df + 1) * Self.log1pSquare(x, df)
    return exp(stirling - deviance - power + logFactor) / (2 * Double.pi).squareRoot()
  }

  public func cdf(_ x: Double) -> Double { sf(-x) }

  public func sf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x == 0 { return 0.5 }
    if df > Self.almostNormal { return Normal.upperTail(Self.normalScore(x, df)) }
    // So far out that the tail is a power of x, and x² would overflow.
    if x > 1e75 * df.squareRoot(), x.isFinite { return scaledPDF(x, logFactor: log(x)) / df }
    let (tail, central) = twoSided(abs(x))
    return x > 0 ? tail / 2 : 0.5 + central / 2
  }

  public func quantile(_ p: Double) -> Double { -isf(p) }

  public func isf(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if q > 0.5 { return -isf(1 - q) }
    if q == 0.5 { return 0 }
    if q == 0 { return .infinity }
    let start = Normal.upperQuantile(q)
    // Near the middle the probability between −t and t determines t, further out that beyond t.
    return QuantileSolver.positive(target: q > 0.25 ? 1 - 2 * q : q, start: start, rises: q > 0.25) { t in
      // t · pdf(t), whose second factor underflows where t is huge.
      let slope = scaledPDF(t, logFactor: log(t))
      return q > 0.25 ? (central(t), 2 * slope) : (sf(t), slope)
    }
  }

  private func central(_ t: Double) -> Double {
    df > Self.almostNormal ? erf(Self.normalScore(t, df) / 2.0.squareRoot()) : twoSided(t).central
  }

  /// P(|T| > t) and P(|T| < t).
  private func twoSided(_ t: Double) -> (tail: Double, central: Double) {
    if t.isInfinite { return (0, 1) }
    // Divided by the larger of t² and df, so that neither square overflows.
    let x: Double, y: Double
    if t * t > df {
      let r = df / t / t
      (x, y) = (r / (1 + r), 1 / (1 + r))
    } else {
      let r = t * t / df
      (x, y) = (1 / (1 + r), r / (1 + r))
    }
    let (p, q) = IncompleteBeta.regularized(df / 2, 0.5, x, y)
    return (p, q)
  }

  private static let almostNormal = 1e9

  /// The normal deviate with nearly the same tail; the error is of the order df⁻² (Wallace 1959).
  private static func normalScore(_ t: Double, _ df: Double) -> Double {
    (t < 0 ? -1 : 1) * (8 * df + 1) / (8 * df + 3) * (df * log1pSquare(t, df)).squareRoot()
  }

  /// ln(1 + t²/df) without overflow.
  private static func log1pSquare(_ t: Double, _ df: Double) -> Double {
    let square = t * t / df
    return square.isFinite ? log1p(square) : 2 * log(abs(t)) - log(df)
  }
}
