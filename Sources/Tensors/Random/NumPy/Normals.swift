import Glibc

/// Distributions made of normal numbers.
extension LegacyDistribution {
  public static let standardNormal = LegacyDistribution(
    "standard_normal", [], "standard normal numbers", example: "3",
    gives: "[ 1.6243, -0.6118, -0.5282]  f64[3]",
    .real { _ in { $0.gauss() } })

  static let normals: [LegacyDistribution] = [
    .init(
      "normal", [.any("loc", 0), .scale()], "normal numbers around loc with standard deviation scale",
      example: "5, 2, 3", gives: "[8.2487, 3.7765, 3.9437]  f64[3]",
      .real { p in { [loc = p[0], scale = p[1]] in loc + scale * $0.gauss() } }),
    standardNormal,
    .init(
      "lognormal", [.any("mean", 0), .scale("sigma")], "numbers whose logarithms are normal",
      example: "0, 1, 3", gives: "[5.0751, 0.5424, 0.5897]  f64[3]",
      .real { p in { [mean = p[0], sigma = p[1]] in exp(mean + sigma * $0.gauss()) } }),
    .init(
      "standard_cauchy", [], "ratios of two standard normal numbers", example: "3",
      gives: "[-2.6552,  0.4923, -0.3760]  f64[3]",
      .real { _ in
        {
          let x = $0.gauss(), y = $0.gauss()
          return x / y
        }
      }),
    .init(
      "wald", [.positive("mean"), .positive("scale")], "times of first passage (inverse Gaussian)",
      example: "1, 2, 3", gives: "[0.3351, 0.6510, 0.6898]  f64[3]",
      .real { p in { [mean = p[0], scale = p[1]] in $0.wald(mean, scale) } }),
    .init(
      "vonmises", [.any("mu"), .scale("kappa", nil)], "angles around mu, the closer the larger kappa",
      example: "0, 4, 3", gives: "[-0.3788, -0.2552, -0.1500]  f64[3]",
      .real { p in { [sampler = VonMises(mu: p[0], kappa: p[1])] in sampler.draw(&$0) } }),
  ]
}

extension RandomState {
  /// Michael, Schucany & Haas 1976.
  mutating func wald(_ mean: Double, _ scale: Double) -> Double {
    let normal = gauss(), y = mean * normal * normal
    let x = mean + mean / (2 * scale) * (y - sqrt(4 * scale * y + y * y))
    return uniform() <= mean / (mean + x) ? x : mean * mean / x
  }
}

/// Best & Fisher 1979.
private struct VonMises: Sendable {
  let mu: Double
  let kappa: Double
  /// The envelope's parameter.
  let s: Double

  init(mu: Double, kappa: Double) {
    self.mu = mu
    self.kappa = kappa
    if kappa < 1e-5 {
      // Two terms of the series around 0; the formula below would cancel.
      s = 1 / kappa + kappa
    } else {
      let r = 1 + sqrt(1 + 4 * kappa * kappa)
      let rho = (r - sqrt(2 * r)) / (2 * kappa)
      s = (1 + rho * rho) / (2 * rho)
    }
  }

  func draw(_ state: inout RandomState) -> Double {
    if kappa < 1e-8 { return .pi * (2 * state.uniform() - 1) }
    while true {
      let z = cos(.pi * state.uniform()), w = (1 + s * z) / (s + z), y = kappa * (s - w)
      let v = state.uniform()
      if y * (2 - y) - v >= 0 || log(y / v) + 1 - y >= 0 {
        let angle = acos(w)
        return wrapped(mu + (state.uniform() < 0.5 ? -angle : angle))
      }
    }
  }

  /// The same direction between −π and π.
  private func wrapped(_ angle: Double) -> Double {
    let size = fmod(abs(angle) + .pi, 2 * .pi) - .pi
    return angle < 0 ? -size : size
  }
}
