import Formatting
import Testing

@testable import Plotting

@Suite("Charts") struct ChartTests {
  @Test("series that do not fit together are refused, with both lengths")
  func lengths() {
    #expect(throws: ChartError.lengths(left: "x", 2, right: "y", 3)) { try Series.line([1, 2], [1, 2, 3]) }
    #expect(throws: ChartError.lengths(left: "x", 1, right: "y", 0)) { try Series.scatter([1], []) }
    #expect(throws: ChartError.lengths(left: "x", 1, right: "upper", 2)) {
      try Series.band([1], lower: [0], upper: [1, 2])
    }
    #expect(throws: ChartError.edgeCount(edges: 2, heights: 2)) {
      try Series.bars(edges: [0, 1], heights: [1, 2])
    }
    #expect(throws: ChartError.edges(index: 2, value: 1)) {
      try Series.bars(edges: [0, 1, 1], heights: [1, 2])
    }
    #expect(throws: ChartError.edges(index: 0, value: -.infinity)) {
      try Series.bars(edges: [-.infinity, 1], heights: [1])
    }
  }

  @Test("overlaying keeps what the first chart says and takes the rest from the second")
  func overlay() throws {
    let points = Chart(xLabel: "x", series: [try .scatter([1], [2])])
    let line = Chart(title: "Fit", xLabel: "other", series: [try .line([1], [2])], yLimits: 0...1)
    let both = points.overlaid(with: line)
    #expect(both.title == "Fit" && both.xLabel == "x" && both.yLimits == 0...1)
    #expect(both.series == points.series + line.series)
  }

  @Test("closeness compares numbers with a tolerance and everything else exactly")
  func closeness() throws {
    for (name, chart) in try Samples.all() {
      #expect(chart.isClose(to: chart, tolerance: 0), "\(name)")
      var renamed = chart
      renamed.title += "!"
      #expect(!chart.isClose(to: renamed, tolerance: 1))
      var longer = chart
      longer.add(.verticalRule(at: 1))
      #expect(!chart.isClose(to: longer, tolerance: 1))
    }
    func line(_ y: Double) throws -> Chart { Chart(series: [try .line([0, 1], [y, .nan])]) }
    #expect(try line(1000).isClose(to: line(1000.5), tolerance: 1e-3))
    #expect(try !line(1000).isClose(to: line(1002), tolerance: 1e-3))
    #expect(try line(.infinity).isClose(to: line(.infinity), tolerance: 0))
    #expect(try !line(.infinity).isClose(to: line(-.infinity), tolerance: 1))
    #expect(try !line(.infinity).isClose(to: line(1e308), tolerance: 1))
    #expect(!Chart(xLimits: 0...1).isClose(to: Chart(), tolerance: 1))
  }

  @Test("descriptions say what is shown and how it runs")
  func descriptions() throws {
    let x = (0..<10).map(Double.init)
    func trend(_ y: [Double]) throws -> String { Chart(series: [try .line(x, y)]).describe() }
    #expect(try trend(x).hasSuffix("rising throughout."))
    #expect(try trend(x.map { -$0 }).hasSuffix("falling throughout."))
    #expect(try trend(x.map { _ in 4 }).hasSuffix("y 4, constant."))
    #expect(try trend(x.map { $0 == 5 ? 4.5 : -$0 / 2 }).contains("fall"))
    #expect(
      try trend(x.map { Double(Int($0) % 2) }).hasSuffix(
        "without a clear rise or fall, lowest at 0 and highest at 1."))
    #expect(try trend(x.map { $0 == 3 ? .nan : $0 * 1e307 }).hasSuffix("rising throughout, 1 not finite."))
    #expect(Chart(title: "T").describe() == "\"T\", without data.")
  }

  @Test("one point, one value, no data, gaps: each shows and says what there is")
  func degenerate() throws {
    #expect(Chart(series: [try .line([1], [1])]).text().contains("•"))
    #expect(Chart(series: [try .scatter([1], [1])]).text().contains("●"))
    #expect(Chart(series: [try .line([], [])]).text().hasSuffix("no data"))
    #expect(Chart().text().hasSuffix("no data"))
    let flat = Chart(series: [try .contour([0, 1], [0, 1], [3, 3, 3, 3], levels: [])]).text()
    #expect(flat.hasSuffix("no contours: all values are 3"))
    let thin = Chart(series: [try .contour([0, 1], [0], [3, 4], levels: [])]).text()
    #expect(thin.hasSuffix("no contours: they need a grid of at least 2 by 2 values"))
    let gaps = Chart(series: [try .line([0, .nan, 2, 3], [1, 1, .infinity, 1])]).text()
    #expect(gaps.hasSuffix("2 non-finite values at 1–2 left out"))
    let logs = Chart(series: [try .scatter([-1, 0, 1, 10], [1, 1, 1, 1])], xScale: .log).text()
    #expect(logs.hasSuffix("2 values that are not positive left out of the log axis"))
    let limited = Chart(series: [try .scatter([1, 2, 3], [1, 2, 30])], yLimits: 0...10).text()
    #expect(limited.hasSuffix("1 point outside the limits not shown"))
  }

  @Test("control characters in labels reach no terminal")
  func control() throws {
    let chart = Chart(
      title: "a\u{1B}[2Jb\nc", xLabel: "\t", yLabel: "\r\n",
      series: [try .line([1, 2], [1, 2], label: "\u{9B}1m")])
    let text = chart.text()
    #expect(
      text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)) }
    )
    #expect(text.hasPrefix(" ") && text.contains("a [2Jb c"))
  }

  @Test("limits that make no axis count as none")
  func badLimits() throws {
    let series = try Series.line([1, 2, 3], [1, 2, 3])
    let plain = Chart(series: [series])
    for limits in [0.0...0.0, 0.0 ... .infinity, -.infinity ... .infinity, 1...(1.0.nextUp)] {
      #expect(Chart(series: [series], xLimits: limits, yLimits: limits).text() == plain.text(), "\(limits)")
    }
    let log = Chart(series: [series], yScale: .log)
    #expect(Chart(series: [series], yLimits: -1...5, yScale: .log).text() == log.text())
  }
}
