import Glibc

@testable import Plotting

/// Knuth's linear congruential generator: small, and the same everywhere.
struct SeededRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  mutating func below(_ bound: Int) -> Int { Int((next() >> 33) % UInt64(max(1, bound))) }
  /// Uniform in 0..<1.
  mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
  /// Roughly normal, from sums only, so that no mathematical library can change it.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
}

/// The charts of the golden files.
enum Samples {
  static func all() throws(ChartError) -> [(name: String, chart: Chart)] {
    [
      ("line", try line()), ("scatter", try scatter()), ("two-series", try twoSeries()),
      ("clusters", try clusters()), ("histogram", try histogram()), ("two-histograms", try twoHistograms()),
      ("regression", try regression()), ("log-axes", try logAxes()), ("step-and-rules", try stepAndRules()),
      ("signed-bars", try signedBars()), ("non-finite", try nonFinite()), ("many-points", try manyPoints()),
      ("wide-characters", try wideCharacters()), ("empty", Chart(title: "Nothing yet")),
      ("five-lines", try fiveLines()),
    ] + (try statistical()) + (try planes()) + (try hard())
  }

  /// Samples whose labels are not ASCII.
  static func hasWideLabels(_ name: String) -> Bool {
    ["wide-characters", "lying-bars", "annotations", "hours"].contains(name)
  }

  static let epochs = (1...30).map(Double.init)

  static func line() throws(ChartError) -> Chart {
    let t = (0...120).map { Double($0) / 10 }
    // Halves at every second: exact in binary, no exponential function needed.
    let y = t.map { parabola($0) }
    return Chart(
      title: "A ball that bounces", xLabel: "seconds", yLabel: "height (m)", series: [try .line(t, y)])
  }

  private static func parabola(_ t: Double) -> Double {
    var start = 0.0, length = 3.2, height = 5.0
    while t >= start + length {
      start += length
      length *= 0.8
      height *= 0.64
    }
    let u = (t - start) / length
    return 4 * height * u * (1 - u)
  }

  static func scatter() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 5)
    let x = (0..<60).map { _ in 170 + 8 * random.normal() }
    let y = x.map { 0.9 * $0 - 85 + 6 * random.normal() }
    return Chart(title: "Height and weight", xLabel: "cm", yLabel: "kg", series: [try .scatter(x, y)])
  }

  static func twoSeries() throws(ChartError) -> Chart {
    Chart(
      title: "Loss", xLabel: "epoch", yLabel: "loss",
      series: [
        try .line(epochs, epochs.map { 2.2 / ($0 + 0.5) + 0.05 }, label: "train"),
        try .line(epochs, epochs.map { 2.2 / ($0 + 0.4) + 0.15 + 0.008 * $0 }, label: "validation"),
      ])
  }

  static func clusters() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 11)
    var chart = Chart(title: "Three kinds", xLabel: "petal length", yLabel: "petal width")
    for (name, x, y) in [("setosa", 1.5, 0.3), ("versicolor", 4.3, 1.3), ("virginica", 5.5, 2.0)] {
      chart.add(
        try .scatter(
          (0..<25).map { _ in x + 0.35 * random.normal() }, (0..<25).map { _ in y + 0.18 * random.normal() },
          label: name))
    }
    return chart
  }

  static func histogram() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 2)
    var chart = try Chart.histogram(of: (0..<500).map { _ in 100 + 15 * random.normal() })
    chart.title = "Intelligence quotient"
    chart.add(.verticalRule(at: 100, label: "mean"))
    return chart
  }

  static func twoHistograms() throws(ChartError) -> Chart {
    let edges = (0...8).map(Double.init)
    return Chart(
      title: "Goals in a match", xLabel: "goals", yLabel: "matches",
      series: [
        try .bars(edges: edges, heights: [22, 60, 81, 73, 50, 27, 12, 5], label: "home"),
        try .bars(edges: edges, heights: [55, 90, 72, 40, 18, 6, 2, 0], label: "away"),
      ])
  }

  static func regression() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 8)
    let x = (0..<40).map { _ in 10 * random.uniform() }
    let grid = (0...50).map { Double($0) / 5 }
    func width(_ x: Double) -> Double { 1.6 * (1 + 0.012 * (x - 5) * (x - 5)) }
    return Chart(
      title: "Regression", xLabel: "dose", yLabel: "response",
      series: [
        try .band(
          grid, lower: grid.map { 1 + 0.8 * $0 - width($0) }, upper: grid.map { 1 + 0.8 * $0 + width($0) },
          label: "95 % prediction"),
        try .line(grid, grid.map { 1 + 0.8 * $0 }, label: "fit"),
        try .scatter(x, x.map { 1 + 0.8 * $0 + 0.8 * random.normal() }, label: "data"),
      ])
  }

  static func logAxes() throws(ChartError) -> Chart {
    let sizes: [Double] = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
    return Chart(
      title: "Sorting", xLabel: "elements", yLabel: "seconds",
      series: [
        try .line(sizes, sizes.map { $0 * $0 * 2e-9 }, label: "insertion"),
        try .line(sizes, [3e-6, 5e-5, 6e-4, 8e-3, 0.1, 1.2, 14], label: "merge"),
      ], xScale: .log, yScale: .log)
  }

  static func stepAndRules() throws(ChartError) -> Chart {
    Chart(
      title: "Waiting time", xLabel: "minutes", yLabel: "share",
      series: [
        try .step([0, 1, 2, 4, 5, 9, 12], [0, 0.1, 0.3, 0.5, 0.8, 0.9, 1], label: "empirical"),
        .horizontalRule(at: 0.5, label: "one half"), .verticalRule(at: 4, label: "median"),
      ], yLimits: 0...1)
  }

  static func signedBars() throws(ChartError) -> Chart {
    Chart(
      title: "Balance", xLabel: "quarter", yLabel: "million",
      series: [try .bars(edges: [1, 2, 3, 4, 5, 6], heights: [3.2, -2, 5, 0, -0.6])])
  }

  static func nonFinite() throws(ChartError) -> Chart {
    var y = epochs.map { $0 / 3 }
    y[4] = .nan
    y[12] = .infinity
    y[13] = -.infinity
    return Chart(title: "With gaps", series: [try .line(epochs, y)], preferredHeight: 8)
  }

  static func manyPoints() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 4)
    var level = 0.0
    let walk = (0..<5000).map { _ in
      level += random.normal()
      return level
    }
    return Chart(title: "Random walk", series: [try .line((0..<5000).map(Double.init), walk)])
  }

  static func wideCharacters() throws(ChartError) -> Chart {
    Chart(
      title: "一日の気温の変化", xLabel: "時刻", yLabel: "気温(℃)",
      series: [
        try .line([0, 6, 12, 18, 24], [12, 9, 21, 18, 13], label: "東京"),
        try .line([0, 6, 12, 18, 24], [4, 2, 12, 9, 5], label: "札幌とその近郊のとても長い名前の町村"),
      ], preferredHeight: 9)
  }

  static func fiveLines() throws(ChartError) -> Chart {
    let x = (0...10).map(Double.init)
    return Chart(
      title: "Powers",
      series: try (1...5).map { k throws(ChartError) in
        try .line(x, x.map { pow($0 / 10, Double(k)) }, label: "x^\(k)")
      })
  }
}
