import Glibc

/// The regularised incomplete beta function I_x(a, b) and its complement, for a, b > 0.
///
/// Relative error about 1e-14 in both, tails included, for shapes from 0.01 up to about 1e10.
enum IncompleteBeta {
  /// I_x(a, b) and 1 − I_x(a, b). The caller passes y = 1 − x, which it can often compute more accurately.
  static func regularized(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> (p: Double, q: Double) {
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    // On its own side of the mean the fraction converges fast and computes the smaller part.
    if x * (a + b + 2) <= a + 1 {
      let p = min(1, fraction(a, b, x, y))
      return (p, 1 - p)
    }
    let q = min(1, fraction(b, a, y, x))
    return (1 - q, q)
  }

  /// x^a y^b / B(a, b), which is w · dI/dw for the odds w = x/y.
  static func logDensity(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    StirlingTerms.binomial(a, b, x, y) * (a / (a + b)) * b
  }

  /// I_x(a, b) below the mean. The two fractions are the same one; for a > b, where x may be close to 1, the
  /// first loses digits (1e-11 for the t distribution with 10⁶ degrees of freedom), for a < b the second.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let binomial = StirlingTerms.binomial(a, b, x, y) * (b / (a + b))
    if binomial == 0 { return 0 }
    return a > b ? binomial * a / contracted(a, b, x, y) : binomial * full(a, b, x)
  }

  /// 1/(1 + d₁/(1 + d₂/(1 + …))), by the modified Lentz method (DLMF 8.17.22).
  private static func full(_ a: Double, _ b: Double, _ x: Double) -> Double {
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var h = d
    for m in 1..<iterations {
      let k = Double(m)
      let even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      h *= d * c
      let odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      let change = d * c
      h *= change
      if abs(change - 1) < 2e-16 { break }
    }
    return h
  }

  /// β₁ + α₂/(β₂ + α₃/(β₃ + …)): two steps of the fraction above taken as one (Didonato and Morris 1992, eq. 9).
  private static func contracted(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let excess = (a + b) * y - b
    var h = nonzero(a / (a + 1) * (excess + 1))
    var c = h, d = 0.0
    for m in 1..<iterations {
      let k = Double(m)
      let near = a + 2 * k - 1
      let alpha = (a + k - 1) / near * ((a + b + k - 1) / near) * k * (b - k) * x * x
      let beta = k + k * (b - k) * x / near + (a + k) / (a + 2 * k + 1) * (excess + 1 + k * (1 + y))
      d = 1 / nonzero(beta + alpha * d)
      c = nonzero(beta + alpha / c)
      let change = d * c
      h *= change
      if abs(change - 1) < 2e-16 { break }
    }
    return h
  }

  private static let iterations = 5_000_000
  private static let tiny = 1e-300
  private static func nonzero(_ x: Double) -> Double { abs(x) < tiny ? tiny : x }
}
