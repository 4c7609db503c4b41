import Glibc

/// Distributions of whole numbers.
extension LegacyDistribution {
  static let counts: [LegacyDistribution] = [
    .init(
      "binomial", [.init("n", nil, .count), .init("p", nil, .probability)], "successes in n trials",
      example: "10, 0.3, 5", gives: "[3, 4, 0, 2, 1]  i64[5]",
      .whole { p in { [sampler = BinomialSampler(trials: Int(p[0]), probability: p[1])] in sampler.draw(&$0) }
      }),
    .init(
      "negative_binomial", [.positive("n"), .init("p", nil, .positiveProbability)],
      "failures before the n-th success", example: "3, 0.5, 5", gives: "[3, 2, 0, 3, 2]  i64[5]",
      .whole { p in { [n = p[0], p = p[1]] in $0.poisson((1 - p) / p * $0.gamma(n)) } }),
    .init(
      "poisson", [.scale("lam")], "events when lam are expected", example: "4, 5",
      gives: "[2, 2, 3, 4, 4]  i64[5]",
      conflict: { $0[0] < 9.2e18 ? nil : "`lam` is too large to be counted" },
      .whole { p in { [mean = p[0]] in $0.poisson(mean) } }),
    .init(
      "geometric", [.init("p", nil, .positiveProbability)], "trials up to the first success",
      example: "0.2, 5", gives: "[3, 6, 1, 2, 1]  i64[5]",
      .whole { p in { [p = p[0]] in $0.geometric(p) } }),
    .init(
      "hypergeometric",
      [.init("ngood", nil, .count), .init("nbad", nil, .count), .init("nsample", nil, .count)],
      "good ones among nsample drawn without replacement", example: "5, 10, 4, 5",
      gives: "[1, 0, 1, 2, 0]  i64[5]",
      conflict: {
        if $0[2] < 1 { return "`nsample` is at least 1" }
        return $0[0] + $0[1] >= $0[2] && $0[0] + $0[1] < 0x1p53
          ? nil : "`nsample` is larger than the population, ngood + nbad"
      },
      .whole { p in { [good = p[0], bad = p[1], sample = p[2]] in $0.hypergeometric(good, bad, sample) } }),
    .init(
      "logseries", [.init("p", nil, .probabilityBelowOne)], "counts with probability proportional to p^k / k",
      example: "0.7, 5", gives: "[2, 8, 1, 2, 2]  i64[5]",
      .whole { p in { [p = p[0]] in $0.logSeries(p) } }),
    .init(
      "zipf", [.init("a", nil, .aboveOne)], "ranks with probability proportional to k^−a", example: "1.5, 5",
      gives: "[2, 1, 1, 1, 2]  i64[5]",
      // Closer to 1, hardly any rank would fit an integer, and drawing again would take for ever.
      conflict: { $0[0] >= 1 + 1e-6 ? nil : "`a` is too close to 1" },
      .whole { p in { [a = p[0]] in $0.zipf(a) } }),
  ]
}

extension RandomState {
  mutating func poisson(_ mean: Double) -> Int {
    if mean >= 10 { return largePoisson(mean) }
    if mean == 0 { return 0 }
    // Waiting times as factors: uniform numbers are multiplied until the mean time has passed.
    let limit = exp(-mean)
    var count = 0, product = uniform()
    while product > limit {
      count += 1
      product *= uniform()
    }
    return count
  }

  /// Hörmann 1993, algorithm PTRS.
  private mutating func largePoisson(_ mean: Double) -> Int {
    let logMean = log(mean)
    let b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), quick = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5, v = uniform(), edge = 0.5 - abs(u)
      let k = ((2 * a / edge + b) * u + mean + 0.43).rounded(.down)
      if edge >= 0.07, v <= quick { return Self.count(k) }
      if k < 0 || edge < 0.013 && v > edge { continue }
      let height = log(v) + log(inverseAlpha) - log(a / (edge * edge) + b)
      if height <= -mean + k * logMean - LogGamma.value(k + 1) { return Self.count(k) }
    }
  }

  /// A count that no more fits `Int` is the largest one.
  private static func count(_ x: Double) -> Int { Int(exactly: x) ?? (x < 0 ? 0 : .max) }

  mutating func geometric(_ p: Double) -> Int {
    guard p >= 1.0 / 3 else { return Self.count((log(1 - uniform()) / log(1 - p)).rounded(.up)) }
    var count = 1, term = p, sum = p
    let u = uniform()
    while u > sum {
      term *= 1 - p
      // The sum may stay below 1 for good.
      if term == 0 { break }
      sum += term
      count += 1
    }
    return count
  }

  /// Kemp 1981.
  mutating func logSeries(_ p: Double) -> Int {
    let r = log(1 - p)
    while true {
      let v = uniform()
      if v >= p { return 1 }
      let q = 1 - exp(r * uniform())
      if v <= q * q {
        let count = (1 + log(v) / log(q)).rounded(.down)
        if count >= 1, v > 0 { return Self.count(count) }
      } else {
        return v >= q ? 1 : 2
      }
    }
  }

  /// Devroye 1986, for ranks that fit `Int`.
  mutating func zipf(_ a: Double) -> Int {
    let power = a - 1, b = pow(2, power)
    while true {
      let u = 1 - uniform(), v = uniform(), x = pow(u, -1 / power).rounded(.down)
      guard x >= 1, x < 0x1p63 else { continue }
      let t = pow(1 + 1 / x, power)
      if v * x * (t - 1) / (b - 1) <= t / b { return Self.count(x) }
    }
  }
}

/// The logarithm of the gamma function as NumPy's generator computes it: a change in the last digit would
/// change which numbers are drawn.
enum LogGamma {
  /// Coefficients of Stirling's series (Zhang & Jin 1996).
  private static let series = [
    8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04, -5.952380952380952e-04,
    8.417508417508418e-04, -1.917526917526918e-03, 6.410256410256410e-03, -2.955065359477124e-02,
    1.796443723688307e-01, -1.39243221690590e+00,
  ]

  static func value(_ x: Double) -> Double {
    if x == 1 || x == 2 { return 0 }
    // The series is for arguments above 7; smaller ones are led back from there.
    let steps = x <= 7 ? Int(7 - x) : 0
    var y = x + Double(steps)
    let square = 1 / (y * y)
    let sum = series.dropLast().reversed().reduce(series[series.count - 1]) { $0 * square + $1 }
    var result = sum / y + 0.5 * log(2 * Double.pi) + (y - 0.5) * log(y) - y
    for _ in 0..<steps {
      y -= 1
      result -= log(y)
    }
    return result
  }
}
