@testable import Plotting

/// Charts that are hard to draw, and figures that are no charts, for the golden files.
extension Samples {
  static func hard() throws(ChartError) -> [(name: String, chart: Chart)] {
    [
      ("one-point", Chart(title: "Alone", series: [try .line([3], [7])], preferredHeight: 5)),
      (
        "constant",
        Chart(title: "Flat", series: [try .line(epochs, epochs.map { _ in 0.25 })], preferredHeight: 5)
      ),
      (
        "huge",
        Chart(
          title: "From end to end", series: [try .line([-1e300, 0, 1e300], [-1.7e308, 0, 1.7e308])],
          preferredHeight: 7)
      ),
      (
        "tiny",
        Chart(
          title: "The last digits",
          series: [
            try .line(
              (0...8).map { 1e9 + Double($0) / 8 },
              (0...8).map { Double.leastNonzeroMagnitude * Double($0 * $0) })
          ],
          preferredHeight: 7)
      ),
      ("spike", try spike(20_000)), ("hours", try hours()), ("radar-of-losses", try losses()),
    ]
  }

  /// One value of many stands out, on both sides.
  static func spike(_ count: Int) throws(ChartError) -> Chart {
    let y = (0..<count).map { $0 == count / 3 ? 9.0 : $0 == count / 2 + 1 ? -6 : Double($0 % 7) / 7 }
    return Chart(
      title: "Two of many", series: [try .line((0..<count).map(Double.init), y)], preferredHeight: 9)
  }

  private static func hours() throws(ChartError) -> Chart {
    // From 2024-02-28 22:00 on, every half hour.
    let times = (0..<60).map { 19_781 + (22 + Double($0) / 2) / 24 }
    let level = (0..<60).map { Double(($0 * 7) % 24) / 2 }
    return Chart(
      title: "Over the leap day", yLabel: "m³/h", series: [try .step(times, level)],
      xScale: .date, preferredHeight: 7)
  }

  private static func losses() throws(ChartError) -> Chart {
    var chart = try Chart.loss([
      ("train", epochs.map { 3 / ($0 * $0) }),
      ("validation", epochs.map { 3 / ($0 * $0) + ($0 == 12 ? .nan : 0.02 + 0.0004 * $0) }),
      ("test", epochs.map { 3.3 / ($0 * $0) + 0.04 }),
    ])
    chart.title = "Three losses"
    return chart
  }

  static func figures() throws -> [(name: String, figure: Figure)] {
    let tree = try Tree(
      .init(
        "petal length < 2.45",
        children: [
          .init("setosa (50)", branch: "yes"),
          .init(
            "petal width < 1.75", branch: "no",
            children: [.init("versicolor (54)", branch: "yes"), .init("virginica、長い名前 (46)", branch: "no")]),
        ]), title: "Irises")
    var panels: [Figure] = []
    for var chart in [try twoSeries(), try scatter(), try bars(), try boxes()] {
      chart.preferredHeight = 8
      panels.append(.chart(chart))
    }
    return [
      ("tree", .tree(tree)), ("small-multiples", .grid(panels, columns: 2, title: "Four of them")),
      (
        "mixed-panels",
        .grid([.tree(tree), panels[0], .graph(try GraphSamples.sgd())], columns: 3, title: "")
      ),
    ]
  }
}
