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
    let smallest = values.min() ?? 0, largest = values.max() ?? 1
    var count = bins ?? Self.automaticBins(values, smallest, largest)
    var edges = Self.edges(smallest, largest, count)
    // One value, or so few representable numbers between that edges coincide.
    if zip(edges.dropFirst(), edges).contains(where: { $0 <= $1 }) {
      if bins == nil { count = 1 }
      let margin = max(0.5, largest.magnitude * 1e-3)
      edges = Self.edges(
        max(smallest - margin, -.greatestFiniteMagnitude), min(largest + margin, .greatestFiniteMagnitude),
        count)
    }
    self.edges = edges
    counts = Self.counts(values, edges)
  }

  /// How many values lie between each two edges. The bin is calculated, and then moved to where the edges put it:
  /// rounding must not count a value on the wrong side.
  private static func counts(_ values: [Double], _ edges: [Double]) -> [Int] {
    let last = edges.count - 2, low = edges[0]
    var counts = Array(repeating: 0, count: last + 1)
    let scale = Double(last + 1) / (edges[last + 1] - low)
    guard scale.isFinite, scale > 0 else {
      var bin = 0
      for value in values.sorted() {
        while bin < last && value >= edges[bin + 1] { bin += 1 }
        counts[bin] += 1
      }
      return counts
    }
    for value in values {
      var bin = min(max(0, Int((value - low) * scale)), last)
      while bin > 0 && value < edges[bin] { bin -= 1 }
      while bin < last && value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return counts
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
  private static func automaticBins(_ values: [Double], _ low: Double, _ high: Double) -> Int {
    guard values.count > 1, high > low else { return 1 }
    let n = Double(values.count), span = high / 2 - low / 2
    let sturges = span / (log2(n) + 1)
    var rest = values
    let spread = Quantiles.select(0.75, of: &rest) / 2 - Quantiles.select(0.25, of: &rest) / 2
    // NumPy 2 keeps heavy tails from asking for a bin for every point.
    let freedmanDiaconis = max(2 * spread / cbrt(n), span / n.squareRoot() / 2)
    var width = min(freedmanDiaconis, sturges)
    // Bins of whole numbers hold at least one each.
    if width < 0.5 && values.allSatisfy({ $0 == $0.rounded() }) { width = 0.5 }
    let bins = (span / width).rounded(.up)
    return bins.isFinite ? Int(min(max(bins, 1), 1000)) : 10
  }
}
