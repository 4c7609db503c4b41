import Glibc

/// The pieces of x^a e^−x / Γ(a) and its relatives that stay accurate for large arguments, where
/// `exp(a log x − x − lgamma(a))` would subtract numbers of thousands to get one of size 1.
///
/// Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
enum StirlingTerms {
  /// ln Γ(x + 1) minus Stirling's approximation ½ ln(2πx) + x ln x − x, for x > 0. Absolute error about 1e-15.
  static func error(_ x: Double) -> Double {
    var x = x, sum = 0.0
    // δ(x) = δ(x + 1) + (x + ½) ln(1 + 1/x) − 1, up to where the series has converged.
    while x < 12 {
      sum += (x + 0.5) * log1p(1 / x) - 1
      x += 1
    }
    let s = 1 / (x * x)
    // 1/12x − 1/360x³ + 1/1260x⁵ − 1/1680x⁷ + 1/1188x⁹ − 691/360360x¹¹ + 1/156x¹³
    let tail = 1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360_360 - s / 156))
    return sum + (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * tail))) / x
  }

  /// x ln(x/m) + m − x, the deviance of x from m; both positive. Accurate also when x is close to m.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    let v = (x - m) / (x + m)
    guard abs(v) < 0.1 else { return x * log(x / m) + m - x }
    // ln(x/m) = 2 atanh(v), summed without its leading term, which cancels.
    var sum = (x - m) * v
    var power = 2 * x * v
    for j in 1..<100 {
      power *= v * v
      let next = sum + power / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  /// x^a e^−x / Γ(a + 1), a Poisson probability for any real a ≥ 0.
  static func poisson(_ a: Double, _ x: Double) -> Double {
    if x == 0 { return a == 0 ? 1 : 0 }
    if x == .infinity { return 0 }
    if a == 0 { return exp(-x) }
    return exp(-error(a) - deviance(a, x)) / (2 * .pi * a).squareRoot()
  }

  /// Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) x^a y^b, a binomial probability for any real a, b ≥ 0, where x + y = 1.
  static func binomial(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    if x == 0 { return a == 0 ? 1 : 0 }
    if y == 0 { return b == 0 ? 1 : 0 }
    let n = a + b
    if a == 0 { return exp(b * (x < 0.5 ? log1p(-x) : log(y))) }
    if b == 0 { return exp(a * (y < 0.5 ? log1p(-y) : log(x))) }
    let exponent = error(n) - error(a) - error(b) - deviance(a, n * x) - deviance(b, n * y)
    return exp(exponent) * (n / (2 * .pi * a * b)).squareRoot()
  }
}
