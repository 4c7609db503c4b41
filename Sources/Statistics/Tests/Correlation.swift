/// How closely two samples go together, with p values for "not at all" (two-sided, by the t distribution).
public enum Correlation {
  /// Pearson's correlation: linear dependence.
  /// - Throws: `.lengthMismatch`, `.tooFew` below 3 pairs, `.constantSample`.
  public static func pearson(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> TestFigures {
    guard x.count == y.count else {
      throw .lengthMismatch(what: "the second sample", length: y.count, expected: x.count)
    }
    guard x.count >= 3 else { throw .tooFew(what: "a correlation", count: x.count, needed: 3) }
    let a = centered(x), b = centered(y)
    let u = Accurate.squares(a), v = Accurate.squares(b)
    // One root rounds less than two, where u v neither overflows nor vanishes.
    let product = (u * v).isNormal ? (u * v).squareRoot() : u.squareRoot() * v.squareRoot()
    guard product > 0 else { throw .constantSample(what: "a correlation") }
    let r = max(-1, min(1, Accurate.dot(a, b) / product))
    let df = Double(x.count - 2)
    let t = r * (df / ((1 - r) * (1 + r))).squareRoot()
    return TestFigures(statistic: r, pValue: 2 * (try StudentT(df: df).sf(abs(t))))
  }

  /// Spearman's correlation: that of the ranks, for any monotone dependence.
  /// - Throws: as `pearson`.
  public static func spearman(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> TestFigures {
    try pearson(ranks(x), ranks(y))
  }

  /// Ranks from 1; equal values share the mean of theirs.
  public static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: .nan, count: values.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
      first = last + 1
    }
    return ranks
  }

  private static func centered(_ values: [Double]) -> [Double] {
    let mean = Accurate.mean(values)
    return values.map { $0 - mean }
  }
}
