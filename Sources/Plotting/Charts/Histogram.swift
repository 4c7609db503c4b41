import Glibc

extension Chart {
  /// The most bins a histogram may have.
  public static let binLimit = 100_000

  /// Counts of `values` in `bins` bins of equal width from the smallest to the largest value; the
  /// last bin includes its upper edge. Non-finite values are left out and mentioned below the chart.
  ///
  /// With `bins` nil the number follows NumPy's `bins="auto"`: the larger of the numbers that
  /// Sturges and Freedman–Diaconis ask for.
  /// - Throws: `ChartError.bins` when `bins` is not between 1 and `binLimit`.
  public static func histogram(
    of values: [Double], bins: Int? = nil, label: String = ""
  ) throws(ChartError) -> Chart {
    if let bins, !(1...binLimit).contains(bins) { throw .bins(bins, allowed: 1...binLimit) }
    let (finite, omitted) = Omissions.split(values)
    let histogram = Histogram(finite, bins: bins)
    let bars = try BarMark(
      edges: histogram.edges, heights: histogram.counts.map(Double.init), omitted: omitted)
    return Chart(yLabel: "count", series: [Series(bars, label: label)])
  }
}

/// Values counted in bins of equal width.
struct Histogram {
  /// One more than `counts`, increasing.
  let edges: [Double]
  let counts: [Int]

  /// - Parameter values: finite numbers.
  init(_ values: [Double], bins: Int?) {
    let sorted = values.sorted()
    let smallest = sorted.first ?? 0, largest = sorted.last ?? 1
    var count = bins ?? Self.automaticBins(sorted)
    var edges = Self.edges(smallest, largest, count)
    // One value, or so few representable numbers between that edges coincide.
    if zip(edges.dropFirst(), edges).contains(where: { $0 <= $1 }) {
      if bins == nil { count = 1 }
      let margin = max(0.5, largest.magnitude * 1e-3)
      edges = Self.edges(
        max(smallest - margin, -.greatestFiniteMagnitude), min(largest + margin, .greatestFiniteMagnitude),
        count)
    }
    var counts = Array(repeating: 0, count: count)
    var bin = 0
    for value in sorted {
      while bin < count - 1 && value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    self.edges = edges
    self.counts = counts
  }

  /// Like NumPy's `linspace`, without overflow for ranges beyond the largest number.
  private static func edges(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    let step = (high - low) / Double(count)
    return (0...count).map { i in
      if i == count { return high }
      let t = Double(i) / Double(count)
      return step.isFinite ? low + Double(i) * step : low * (1 - t) + high * t
    }
  }

  /// NumPy's "auto" rule.
  private static func automaticBins(_ sorted: [Double]) -> Int {
    guard let low = sorted.first, let high = sorted.last, sorted.count > 1, high > low else { return 1 }
    let n = Double(sorted.count), span = high / 2 - low / 2
    let sturges = span / (log2(n) + 1)
    let spread = Quantiles.value(sorted, 0.75) / 2 - Quantiles.value(sorted, 0.25) / 2
    // NumPy 2 keeps heavy tails from asking for a bin for every point.
    let freedmanDiaconis = max(2 * spread / cbrt(n), span / n.squareRoot() / 2)
    var width = min(freedmanDiaconis, sturges)
    // Bins of whole numbers hold at least one each.
    if width < 0.5 && sorted.allSatisfy({ $0 == $0.rounded() }) { width = 0.5 }
    let bins = (span / width).rounded(.up)
    return bins.isFinite ? Int(min(max(bins, 1), 1000)) : 10
  }
}
