/// Student's t tests: is a mean, or a difference of two means, what it is said to be? All two-sided.
public enum TTests {
  public struct Result: Sendable, Equatable {
    public let t: Double
    public let df: Double
    public let pValue: Double
  }

  /// Is the mean of `sample` equal to `mean`?
  /// - Throws: `.tooFew` below 2 values, `.constantSample`.
  public static func oneSample(_ sample: [Double], mean: Double = 0) throws(StatisticsError) -> Result {
    let x = try Sample(sample, for: "a t test")
    return try result((x.mean - mean) / (x.variance / x.count).squareRoot(), df: x.count - 1)
  }

  /// Do the pairs differ by 0 on average?
  /// - Throws: `.lengthMismatch`, `.tooFew`, `.constantSample`.
  public static func paired(_ a: [Double], _ b: [Double]) throws(StatisticsError) -> Result {
    guard a.count == b.count else {
      throw .lengthMismatch(what: "the second sample", length: b.count, expected: a.count)
    }
    return try oneSample(zip(a, b).map { $0 - $1 })
  }

  /// Have both samples the same mean? Without `equalVariances` (Welch's test) their variances may differ.
  /// - Throws: `.tooFew`, `.constantSample`.
  public static func twoSample(
    _ a: [Double], _ b: [Double], equalVariances: Bool = false
  ) throws(StatisticsError) -> Result {
    let x = try Sample(a, for: "a t test"), y = try Sample(b, for: "a t test")
    let u = x.variance / x.count, v = y.variance / y.count
    if equalVariances {
      let df = x.count + y.count - 2
      let pooled = ((x.count - 1) * x.variance + (y.count - 1) * y.variance) / df
      return try result((x.mean - y.mean) / (pooled * (1 / x.count + 1 / y.count)).squareRoot(), df: df)
    }
    // Welch and Satterthwaite's degrees of freedom.
    let df = (u + v) * (u + v) / (u * u / (x.count - 1) + v * v / (y.count - 1))
    return try result((x.mean - y.mean) / (u + v).squareRoot(), df: df)
  }

  private static func result(_ t: Double, df: Double) throws(StatisticsError) -> Result {
    guard !t.isNaN, !df.isNaN else { throw .constantSample(what: "a t test") }
    return Result(t: t, df: df, pValue: 2 * (try StudentT(df: df).sf(abs(t))))
  }
}

/// Mean and variance (n − 1) of at least two values.
private struct Sample {
  let count: Double
  let mean: Double
  let variance: Double

  init(_ values: [Double], for what: String) throws(StatisticsError) {
    guard values.count >= 2 else { throw .tooFew(what: what, count: values.count, needed: 2) }
    count = Double(values.count)
    mean = Accurate.mean(values)
    variance = Accurate.squares(values, around: mean) / (count - 1)
  }
}
