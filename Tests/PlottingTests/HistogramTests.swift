import Testing

@testable import Plotting

@Suite("Histogram") struct HistogramTests {
  /// The same numbers in Python: `((i*i*7919 + i*104729) % 1000) / scale`.
  private static func data(_ count: Int, scale: Double) -> [Double] {
    (0..<count).map { i in Double((i * i * 7919 + i * 104_729) % 1000) / scale }
  }

  private static let heavy = data(400, scale: 100).map { $0 * $0 * $0 }
  private static let spike = Array(repeating: 0.0, count: 90) + (0..<10).map { Double($0) / 7 }
  private static let whole = data(200, scale: 10).map { Double(Int($0 * 10) % 7) }

  /// Counts and edges from numpy.histogram 2.4.6; `whole` as an array of integers.
  @Test(
    "counts and edges are NumPy's",
    arguments: [
      (data(100, scale: 10), nil, [13, 18, 10, 9, 15, 12, 11, 12], 0.0, 12.3, 98.4),
      (
        data(100, scale: 10), 12, [10, 11, 10, 6, 7, 6, 7, 14, 6, 7, 9, 7], 0.0, 8.200000000000001, 98.4
      ),
      (heavy, nil, [181, 42, 44, 20, 19, 25, 16, 23, 12, 18], 0.0, 97.02990000000001, 970.2990000000001),
      ([1, 2, 4], nil, [1, 1, 1], 1, 2, 4), ([1, 2], 5, [1, 0, 0, 0, 1], 1, 1.2, 2),
      ([3, 3, 3, 3, 3, 3, 3], nil, [7], 2.5, 3.5, 3.5),
      ([3, 3, 3, 3, 3, 3, 3], 4, [0, 0, 7, 0], 2.5, 2.75, 3.5),
      (
        spike, nil, [91, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 0.0, 0.0642857142857143,
        1.2857142857142858
      ),
      (whole, nil, [25, 34, 26, 36, 31, 48], 0, 1, 6),
    ] as [([Double], Int?, [Int], Double, Double, Double)])
  func numpy(
    _ values: [Double], _ bins: Int?, _ counts: [Int], _ first: Double, _ second: Double, _ last: Double
  ) {
    let histogram = Histogram(values, bins: bins)
    #expect(histogram.counts == counts)
    #expect(histogram.edges.first == first)
    #expect((histogram.edges[1] - second).magnitude <= 1e-12 * last)
    #expect(histogram.edges.last == last)
  }

  @Test("quantiles are those of the sorted values, and bins hold what lies between their edges")
  func unsorted() {
    var random = SeededRandom(state: 91)
    for round in 0..<200 {
      let count = 1 + random.below(300), kind = round % 4
      let values = (0..<count).map { i -> Double in
        switch kind {
        case 0: random.normal()
        case 1: Double(random.below(4))
        case 2: Double(i)
        default: Double(abs(i - count / 2)) / 7
        }
      }
      let sorted = values.sorted()
      for p in [0, 0.25, 0.5, 0.77, 1] {
        var rest = values
        #expect(Quantiles.select(p, of: &rest) == Quantiles.value(sorted, p), "round \(round), \(p)")
        #expect(rest.sorted() == sorted)
      }
      let histogram = Histogram(values, bins: 1 + random.below(40))
      for (i, count) in histogram.counts.enumerated() {
        let isLast = i == histogram.counts.count - 1
        let inside = values.filter {
          $0 >= histogram.edges[i] && (isLast || $0 < histogram.edges[i + 1])
        }
        #expect(inside.count == count, "round \(round), bin \(i)")
      }
    }
  }

  @Test("every finite value is counted once, whatever the range")
  func complete() throws {
    let awkward: [[Double]] = [
      [], [0], [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], [1e308, 1e308],
      [.leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude],
      [1, 1.nextUp],
      [-1e300, 0, 1e-300], Self.heavy,
    ]
    for values in awkward {
      for bins in [nil, 1, 7, 1000] {
        let histogram = Histogram(values, bins: bins)
        #expect(histogram.counts.reduce(0, +) == values.count, "\(values.prefix(3)) \(bins ?? 0)")
        #expect(
          zip(histogram.edges.dropFirst(), histogram.edges).allSatisfy { $0 > $1 }, "\(values.prefix(3))")
        #expect(bins == nil || histogram.counts.count == bins)
        // And it draws.
        #expect(!(try Chart.histogram(of: values, bins: bins).text().isEmpty))
      }
    }
  }

  @Test("non-finite values are left out and mentioned")
  func nonFinite() throws {
    let chart = try Chart.histogram(of: [1, 2, .nan, .infinity, 3], bins: 2)
    #expect((chart.series[0].mark as? BarMark)?.omitted.count == 2)
    #expect(chart.text().hasSuffix("2 non-finite values at 2–3 left out"))
  }

  @Test("the number of bins is checked", arguments: [-1, 0, 100_001, Int.max])
  func binLimit(bins: Int) {
    #expect(throws: ChartError.bins(bins, allowed: 1...100_000)) { try Chart.histogram(of: [1], bins: bins) }
  }
}
