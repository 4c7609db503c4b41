import Statistics
import Testing

@Suite("Distributions")
struct DistributionTests {
  /// The distribution that a case is named after: `t(5)`.
  static func named(_ name: String) throws -> any ContinuousDistribution {
    let parts = name.split { "(,)".contains($0) }
    let p = parts.dropFirst().compactMap { Double($0) }
    switch parts[0] {
    case "normal": return Normal.standard
    case "t": return try StudentT(df: p[0])
    case "chi2": return try ChiSquared(df: p[0])
    case "F": return try FDistribution(numerator: p[0], denominator: p[1])
    case "beta": return try Beta(a: p[0], b: p[1])
    case "gamma": return try Gamma(shape: p[0])
    case "exponential": return try Exponential()
    case "logistic": return try Logistic()
    default: return try Uniform()
    }
  }

  @Test("density, both tails and quantiles agree with SciPy to 12 digits")
  func scipy() throws {
    for (name, value) in try Reference.statistics("distributions") {
      let figures = try #require(value as? [String: [Double]])
      let x = try #require(figures["x"])
      guard let pdf = figures["pdf"], let sf = figures["sf"], let cdf = figures["cdf"] else { continue }
      let distribution = try Self.named(name)
      for i in x.indices {
        #expect(relativeError(distribution.pdf(x[i]), pdf[i]) < 1e-12, "\(name) pdf(\(x[i]))")
        #expect(relativeError(distribution.cdf(x[i]), cdf[i]) < 1e-12, "\(name) cdf(\(x[i]))")
        #expect(relativeError(distribution.sf(x[i]), sf[i]) < 1e-12, "\(name) sf(\(x[i]))")
      }
      for (p, expected) in zip(try #require(figures["p"]), try #require(figures["quantile"])) {
        #expect(relativeError(distribution.quantile(p), expected) < 1e-12, "\(name) quantile(\(p))")
      }
    }
  }

  @Test("counts agree with SciPy to 12 digits")
  func scipyCounts() throws {
    let cases: [(String, any DiscreteDistribution)] = [
      ("binomial(10,0.3)", try Binomial(trials: 10, probability: 0.3)),
      ("poisson(2.5)", try Poisson(rate: 2.5)),
    ]
    let reference = try Reference.statistics("distributions")
    for (name, distribution) in cases {
      let figures = try #require(reference[name] as? [String: [Double]])
      for (i, x) in try #require(figures["x"]).enumerated() {
        #expect(relativeError(distribution.pmf(x), try #require(figures["pmf"])[i]) < 1e-12)
        #expect(relativeError(distribution.cdf(x), try #require(figures["cdf"])[i]) < 1e-12)
      }
    }
  }

  @Test("far tails agree with mpmath at 60 digits")
  func mpmath() throws {
    var worst = (value: 0.0, quantile: 0.0)
    for (name, value) in try Reference.load("distribution-tails") {
      guard let figures = value as? [String: [[Double]]] else { continue }
      let distribution = try Self.named(name)
      for row in try #require(figures["values"]) {
        // Below the normal range nothing has full precision.
        for (ours, theirs) in zip(
          [distribution.pdf(row[0]), distribution.cdf(row[0]), distribution.sf(row[0])], row.dropFirst())
        where theirs > 1e-300 {
          worst.value = max(worst.value, relativeError(ours, theirs))
          #expect(relativeError(ours, theirs) < 5e-13, "\(name) at \(row[0]): \(ours) for \(theirs)")
        }
      }
      for row in figures["quantiles"] ?? [] where row.count == 3 {
        let ours = row[1] == 1 ? distribution.isf(row[0]) : distribution.quantile(row[0])
        worst.quantile = max(worst.quantile, relativeError(ours, row[2]))
        #expect(
          relativeError(ours, row[2]) < 5e-13,
          "\(name) quantile of \(row[0]), upper \(row[1]): \(ours) for \(row[2])")
      }
    }
    #expect(worst.value > 0 && worst.quantile > 0)
  }

  @Test("quantile inverts cdf, isf inverts sf")
  func inverse() throws {
    let names = [
      "t(0.3)", "t(3)", "chi2(0.2)", "F(0.5,2)", "beta(0.3,80)", "gamma(100)", "logistic(0,1)", "normal",
    ]
    for name in names {
      let distribution = try Self.named(name)
      for p in [1e-12, 1e-5, 0.01, 0.3, 0.5, 0.7, 0.999] {
        #expect(relativeError(distribution.cdf(distribution.quantile(p)), p) < 1e-11, "\(name) \(p)")
        #expect(relativeError(distribution.sf(distribution.isf(p)), p) < 1e-11, "\(name) \(p)")
      }
    }
  }

  @Test("a count's quantile is the first whole number that reaches p")
  func discreteQuantiles() throws {
    let cases: [any DiscreteDistribution] = [
      try Binomial(trials: 10, probability: 0.3), try Binomial(trials: 100_000, probability: 0.999),
      try Binomial(trials: 5, probability: 0), try Binomial(trials: 0, probability: 0.5),
      try Poisson(rate: 0.01),
      try Poisson(rate: 2.5), try Poisson(rate: 1e6),
    ]
    for distribution in cases {
      for p in [1e-9, 0.01, 0.3, 0.5, 0.9, 0.99999] {
        let k = distribution.quantile(p)
        #expect(distribution.cdf(k) >= p * (1 - 1e-13), "\(distribution.name) \(p)")
        #expect(k == 0 || distribution.cdf(k - 1) < p, "\(distribution.name) \(p)")
      }
    }
  }

  @Test("edges: outside the support, infinities, NaN, p of 0 and 1 and beyond")
  func edges() throws {
    let all: [any Distribution] = [
      Normal.standard, try StudentT(df: 3), try ChiSquared(df: 3),
      try FDistribution(numerator: 2, denominator: 3),
      try Beta(a: 2, b: 3), try Gamma(shape: 0.5), try Exponential(), try Logistic(), try Uniform(),
      try Binomial(trials: 3, probability: 0.5), try Poisson(rate: 2),
    ]
    for distribution in all {
      #expect(distribution.cdf(-.infinity) == 0 && distribution.cdf(.infinity) == 1, "\(distribution.name)")
      #expect(distribution.sf(-.infinity) == 1 && distribution.sf(.infinity) == 0, "\(distribution.name)")
      #expect(distribution.cdf(.nan).isNaN && distribution.sf(.nan).isNaN, "\(distribution.name)")
      for p in [-0.1, 1.1, .nan] {
        #expect(distribution.quantile(p).isNaN && distribution.isf(p).isNaN, "\(distribution.name)")
      }
      #expect(distribution.quantile(0) <= distribution.quantile(1))
    }
  }

  @Test("t with very many degrees of freedom goes over into the normal smoothly")
  func largeDegrees() throws {
    let below = try StudentT(df: 9.9e8), above = try StudentT(df: 1.1e9)
    for t in [0.5, 2, 6, 20] {
      #expect(relativeError(below.sf(t), above.sf(t)) < 1e-4)
      #expect(relativeError(try StudentT(df: 1e300).sf(t), Normal.standard.sf(t)) < 1e-14)
    }
  }

  @Test("parameters outside their range are refused with their names")
  func parameters() {
    let error = #expect(throws: StatisticsError.self) { try Normal(mean: 0, sd: -1) }
    #expect(error?.message == "`sd` of the normal distribution must be positive and finite, not -1")
    #expect(throws: StatisticsError.self) { try StudentT(df: .nan) }
    #expect(throws: StatisticsError.self) { try Binomial(trials: -1, probability: 0.5) }
    #expect(throws: StatisticsError.self) { try Uniform(low: 1, high: 1) }
  }
}
