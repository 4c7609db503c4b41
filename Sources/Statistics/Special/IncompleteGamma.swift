import Glibc

/// The regularised incomplete gamma functions P(a, x) = γ(a, x)/Γ(a) and Q = 1 − P, for a > 0.
///
/// Relative error about 1e-14 in both, tails included. Source: DLMF 8.7.1, 8.7.3 and 8.9.2.
enum IncompleteGamma {
  /// P and Q together, since whichever is computed gives the other without cancellation.
  static func regularized(_ a: Double, _ x: Double) -> (p: Double, q: Double) {
    if x <= 0 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    if a < 1, x < 1.5 { return nearZero(a, x) }
    if x < a + 1 {
      let p = min(1, series(a, x))
      return (p, 1 - p)
    }
    let q = min(1, fraction(a, x))
    return (1 - q, q)
  }

  /// x · d/dx P(a, x) = x^a e^−x / Γ(a).
  static func logDensity(_ a: Double, _ x: Double) -> Double { StirlingTerms.poisson(a, x) * a }

  /// P = x^a e^−x/Γ(a + 1) · Σ x^n / ((a + 1)…(a + n)); about √a terms beyond the largest.
  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1.0, sum = 1.0, n = a
    for _ in 0..<20_000_000 {
      n += 1
      term *= x / n
      let next = sum + term
      if next == sum { break }
      sum = next
    }
    return StirlingTerms.poisson(a, x) * sum
  }

  /// Q = x^a e^−x/Γ(a) · 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − …)), by the modified Lentz method.
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let front = logDensity(a, x)
    if front == 0 { return 0 }
    var b = x + 1 - a
    var c = 1 / tiny, d = 1 / b, h = d
    for n in 1..<20_000_000 {
      let i = Double(n)
      let an = -i * (i - a)
      b += 2
      d = 1 / nonzero(an * d + b)
      c = nonzero(b + an / c)
      let change = c * d
      h *= change
      if abs(change - 1) < 2e-16 { break }
    }
    return front * h
  }

  /// For small a and x, where Q itself may be small: both from expm1 and an alternating series.
  private static func nearZero(_ a: Double, _ x: Double) -> (p: Double, q: Double) {
    // s = a Σ (−x)^n / (n! (a + n)), n ≥ 1, so that P = x^a/Γ(a + 1) · (1 + s).
    var s = 0.0, term = 1.0
    for n in 1..<100 {
      term *= -x / Double(n)
      let next = s + a * term / (a + Double(n))
      if next == s { break }
      s = next
    }
    let logPower = a * log(x) - lgamma(1 + a)
    let power = exp(logPower)
    let p = power * (1 + s)
    return p < 0.5 ? (p, 1 - p) : (p, -expm1(logPower) - power * s)
  }

  private static let tiny = 1e-300
  private static func nonzero(_ x: Double) -> Double { abs(x) < tiny ? tiny : x }
}
