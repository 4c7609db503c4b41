import Glibc

/// Distributions that one uniform number is turned into.
extension LegacyDistribution {
  static let uniforms: [LegacyDistribution] = [
    .init(
      "uniform", [.any("low", 0), .any("high", 1)], "numbers from low up to high, high left out",
      conflict: { $0[0] <= $0[1] && ($0[1] - $0[0]).isFinite ? nil : "`low` is above `high`" },
      .real { p in { [low = p[0], width = p[1] - p[0]] in low + width * $0.uniform() } }),
    .init(
      "triangular", [.any("left"), .any("mode"), .any("right")],
      "numbers between left and right, most often near mode",
      conflict: {
        $0[0] <= $0[1] && $0[1] <= $0[2] && $0[0] < $0[2]
          ? nil : "`left`, `mode` and `right` have to be in order, and left and right to differ"
      },
      .real { p in { [left = p[0], mode = p[1], right = p[2]] in $0.triangular(left, mode, right) } }),
    .init(
      "exponential", [.scale()], "waiting times of mean scale",
      .real { p in { [scale = p[0]] in scale * $0.exponential() } }),
    .init("standard_exponential", [], "waiting times of mean 1", .real { _ in { $0.exponential() } }),
    .init(
      "laplace", [.any("loc", 0), .scale()], "numbers around loc with two exponential tails",
      .real { p in { [loc = p[0], scale = p[1]] in $0.laplace(loc, scale) } }),
    .init(
      "gumbel", [.any("loc", 0), .scale()], "the largest of many numbers",
      .real { p in { [loc = p[0], scale = p[1]] in loc - scale * log(-log(1 - $0.uniformNotZero())) } }),
    .init(
      "logistic", [.any("loc", 0), .scale()], "numbers whose logistic function is uniform",
      .real { p in
        { [loc = p[0], scale = p[1]] in
          let u = $0.uniformNotZero()
          return loc + scale * log(u / (1 - u))
        }
      }),
    .init(
      "rayleigh", [.scale()], "lengths of vectors of two normal numbers",
      .real { p in { [scale = p[0]] in scale * sqrt(2 * $0.exponential()) } }),
    .init(
      "pareto", [.positive("a")], "numbers from 0 on with a tail of power a (Lomax)",
      .real { p in { [a = p[0]] in exp($0.exponential() / a) - 1 } }),
    .init(
      "weibull", [.scale("a", nil)], "lifetimes with shape a",
      .real { p in { [a = p[0]] in a == 0 ? 0 : pow($0.exponential(), 1 / a) } }),
    .init(
      "power", [.positive("a")], "numbers between 0 and 1 with density a·x^(a − 1)",
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
