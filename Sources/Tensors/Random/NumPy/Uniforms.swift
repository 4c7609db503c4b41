import Glibc

/// Distributions that one uniform number is turned into.
extension LegacyDistribution {
  public static let uniform = LegacyDistribution(
    "uniform", [.any("low", 0), .any("high", 1)], "numbers from low up to high, high left out",
    example: "-1, 1, 3", gives: "[-0.1660,  0.4406, -0.9998]  f64[3]",
    conflict: { $0[0] <= $0[1] && ($0[1] - $0[0]).isFinite ? nil : "`low` is above `high`" },
    .real { p in { [low = p[0], width = p[1] - p[0]] in low + width * $0.uniform() } })

  static let uniforms: [LegacyDistribution] = [
    uniform,
    .init(
      "triangular", [.any("left"), .any("mode"), .any("right")],
      "numbers between left and right, most often near mode", example: "0, 1, 4, 3",
      gives: "[1.3551, 2.1680, 0.0214]  f64[3]",
      conflict: {
        $0[0] <= $0[1] && $0[1] <= $0[2] && $0[0] < $0[2]
          ? nil : "`left`, `mode` and `right` have to be in order, and left and right to differ"
      },
      .real { p in { [left = p[0], mode = p[1], right = p[2]] in $0.triangular(left, mode, right) } }),
    .init(
      "exponential", [.scale()], "waiting times of mean scale", example: "2, 3",
      gives: "[1.0792e+00, 2.5483e+00, 2.2876e-04]  f64[3]",
      .real { p in { [scale = p[0]] in scale * $0.exponential() } }),
    .init(
      "standard_exponential", [], "waiting times of mean 1", example: "3",
      gives: "[5.3961e-01, 1.2741e+00, 1.1438e-04]  f64[3]",
      .real { _ in { $0.exponential() } }),
    .init(
      "laplace", [.any("loc", 0), .scale()], "numbers around loc with two exponential tails",
      example: "0, 1, 3", gives: "[-0.1815,  0.5810, -8.3829]  f64[3]",
      .real { p in { [loc = p[0], scale = p[1]] in $0.laplace(loc, scale) } }),
    .init(
      "gumbel", [.any("loc", 0), .scale()], "the largest of many numbers", example: "0, 1, 3",
      gives: "[ 0.6169, -0.2423,  9.0760]  f64[3]",
      .real { p in { [loc = p[0], scale = p[1]] in loc - scale * log(-log(1 - $0.uniformNotZero())) } }),
    .init(
      "logistic", [.any("loc", 0), .scale()], "numbers whose logistic function is uniform",
      example: "0, 1, 3", gives: "[-0.3350,  0.9461, -9.0759]  f64[3]",
      .real { p in
        { [loc = p[0], scale = p[1]] in
          let u = $0.uniformNotZero()
          return loc + scale * log(u / (1 - u))
        }
      }),
    .init(
      "rayleigh", [.scale()], "lengths of vectors of two normal numbers", example: "2, 3",
      gives: "[2.0777, 3.1926, 0.0302]  f64[3]",
      .real { p in { [scale = p[0]] in scale * sqrt(2 * $0.exponential()) } }),
    .init(
      "pareto", [.positive("a")], "numbers from 0 on with a tail of power a (Lomax)", example: "3, 3",
      gives: "[1.9706e-01, 5.2914e-01, 3.8128e-05]  f64[3]",
      .real { p in { [a = p[0]] in exp($0.exponential() / a) - 1 } }),
    .init(
      "weibull", [.scale("a", nil)], "lifetimes with shape a", example: "2, 3",
      gives: "[0.7346, 1.1288, 0.0107]  f64[3]",
      .real { p in { [a = p[0]] in a == 0 ? 0 : pow($0.exponential(), 1 / a) } }),
    .init(
      "power", [.positive("a")], "numbers between 0 and 1 with density a·x^(a − 1)", example: "2, 3",
      gives: "[0.6458, 0.8487, 0.0107]  f64[3]",
      .real { p in { [a = p[0]] in pow(1 - exp(-$0.exponential()), 1 / a) } }),
  ]
}

extension RandomState {
  /// Uniform in (0, 1): a zero is drawn again.
  @inline(__always)
  mutating func uniformNotZero() -> Double {
    while true {
      let u = uniform()
      if u > 0 { return u }
    }
  }

  mutating func laplace(_ loc: Double, _ scale: Double) -> Double {
    let u = uniformNotZero()
    return u >= 0.5 ? loc - scale * log(2 - u - u) : loc + scale * log(u + u)
  }

  mutating func triangular(_ left: Double, _ mode: Double, _ right: Double) -> Double {
    let base = right - left, u = uniform()
    if u <= (mode - left) / base { return left + sqrt(u * ((mode - left) * base)) }
    return right - sqrt((1 - u) * ((right - mode) * base))
  }
}
