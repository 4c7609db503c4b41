import Glibc

/// The gamma distribution and what is made of it.
extension LegacyDistribution {
  static let gammas: [LegacyDistribution] = [
    .init(
      "standard_gamma", [.scale("shape", nil)], "gamma numbers of scale 1", example: "2, 3",
      gives: "[4.7661, 0.9951, 1.0736]  f64[3]",
      .real { p in { [shape = p[0]] in $0.gamma(shape) } }),
    .init(
      "gamma", [.scale("shape", nil), .scale()], "gamma numbers: sums of shape waiting times of mean scale",
      example: "2, 3, 3", gives: "[14.2984,  2.9852,  3.2207]  f64[3]",
      .real { p in { [shape = p[0], scale = p[1]] in scale * $0.gamma(shape) } }),
    .init(
      "chisquare", [.positive("df")], "sums of df squares of standard normal numbers", example: "4, 3",
      gives: "[9.5323, 1.9901, 2.1471]  f64[3]",
      .real { p in { [df = p[0]] in $0.chiSquare(df) } }),
    .init(
      "noncentral_chisquare", [.positive("df"), .scale("nonc", nil)],
      "sums of df squares of normal numbers that are not around 0", example: "4, 1, 3",
      gives: "[8.0460, 1.2978, 1.3735]  f64[3]",
      .real { p in { [df = p[0], shift = p[1]] in $0.chiSquare(df, shift: shift) } }),
    .init(
      "noncentral_f", [.positive("dfnum"), .positive("dfden"), .scale("nonc", nil)],
      "ratios of two mean squares, the upper one not around 0", example: "3, 10, 1, 3",
      gives: "[0.4954, 0.3662, 0.2930]  f64[3]",
      .real { p in
        { [top = p[0], bottom = p[1], shift = p[2]] in
          let above = $0.chiSquare(top, shift: shift) * bottom
          return above / ($0.chiSquare(bottom) * top)
        }
      }),
    .init(
      "beta", [.positive("a"), .positive("b")], "numbers between 0 and 1 with mean a / (a + b)",
      example: "2, 3, 3", gives: "[0.7273, 0.4580, 0.7599]  f64[3]",
      .real { p in { [a = p[0], b = p[1]] in $0.beta(a, b) } }),
    .init(
      "standard_t", [.positive("df")], "Student’s t with df degrees of freedom", example: "5, 3",
      gives: "[ 2.1822, -1.0120, -0.8614]  f64[3]",
      .real { p in
        { [df = p[0]] in
          let above = $0.gauss()
          return sqrt(df / 2) * above / sqrt($0.gamma(df / 2))
        }
      }),
  ]
}

extension RandomState {
  mutating func gamma(_ shape: Double) -> Double {
    if shape == 1 { return exponential() }
    if shape == 0 { return 0 }
    return shape < 1 ? smallGamma(shape) : largeGamma(shape)
  }

  /// Ahrens & Dieter 1974, for shapes below 1.
  private mutating func smallGamma(_ shape: Double) -> Double {
    while true {
      let u = uniform(), v = exponential()
      if u <= 1 - shape {
        let x = pow(u, 1 / shape)
        if x <= v { return x }
      } else {
        let y = -log((1 - u) / shape)
        let x = pow(1 - shape + shape * y, 1 / shape)
        if x <= v + y { return x }
      }
    }
  }

  /// Marsaglia & Tsang 2000, for shapes above 1.
  private mutating func largeGamma(_ shape: Double) -> Double {
    let b = shape - 1.0 / 3, c = 1 / sqrt(9 * b)
    while true {
      var x = 0.0, root = 0.0
      repeat {
        x = gauss()
        root = 1 + c * x
      } while root <= 0
      let v = root * root * root, u = uniform()
      if u < 1 - 0.0331 * (x * x) * (x * x) { return b * v }
      if log(u) < 0.5 * x * x + b * (1 - v + log(v)) { return b * v }
    }
  }

  mutating func chiSquare(_ df: Double) -> Double { 2 * gamma(df / 2) }

  mutating func chiSquare(_ df: Double, shift: Double) -> Double {
    if shift == 0 { return chiSquare(df) }
    if df > 1 {
      let rest = chiSquare(df - 1), first = gauss() + sqrt(shift)
      return rest + first * first
    }
    let steps = poisson(shift / 2)
    return chiSquare(df + 2 * Double(steps))
  }

  mutating func beta(_ a: Double, _ b: Double) -> Double {
    guard a <= 1, b <= 1 else {
      let x = gamma(a)
      return x / (x + gamma(b))
    }
    // Jöhnk 1964.
    while true {
      let u = uniform(), v = uniform(), x = pow(u, 1 / a), y = pow(v, 1 / b)
      guard x + y <= 1, u + v > 0 else { continue }
      if x + y > 0 { return x / (x + y) }
      // Both powers were too small to tell from 0: the same with logarithms.
      let logX = log(u) / a, logY = log(v) / b, larger = max(logX, logY)
      return exp(logX - larger - log(exp(logX - larger) + exp(logY - larger)))
    }
  }
}
