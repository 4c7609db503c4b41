import Testing

@testable import Plotting

@Suite("SVG") struct SVGTests {
  @Test("every sample is a well-formed document with a size, a title, a description and both colour schemes")
  func samples() throws {
    for (name, chart) in try Samples.all() {
      for columns in [40, 80, 120] {
        let svg = chart.svg(columns: columns)
        #expect(XML.fault(svg) == nil, "\(name): \(XML.fault(svg) ?? "")")
        #expect(svg == chart.svg(columns: columns))
        #expect(svg.contains("viewBox=\"0 0 ") && svg.contains("prefers-color-scheme:dark"))
        #expect(svg.contains("<desc>") && svg.contains("<title>"))
        #expect(!svg.contains("nan") || name == "correlation", "\(name)")
        #expect(svg.utf8.count < 100_000, "\(name): \(svg.utf8.count)")
      }
    }
  }

  @Test("texts from outside are escaped")
  func escaping() throws {
    let chart = Chart(
      title: "a < b & \"c\"", xLabel: "<script>alert('x')</script>", yLabel: "\u{0}\u{1B}]0;\u{7}",
      series: [try .line([0, 1], [0, 1], label: "]]>&amp;"), .annotation("<&>", x: 0, y: 0)])
    let svg = chart.svg()
    #expect(XML.fault(svg) == nil)
    #expect(!svg.contains("<script") && svg.contains("a &lt; b &amp; &quot;c&quot;"))
    #expect(svg.contains("]]&gt;&amp;amp;"))
  }

  @Test("numbers have one decimal at most")
  func numbers() {
    let expected: [(Double, String)] = [
      (0, "0"), (1.25, "1.3"), (-0.04, "0"), (-0.26, "-0.3"), (12, "12"), (.nan, "0"), (.infinity, "0"),
      (1e300, "100000000"), (-3.14159, "-3.1"),
    ]
    for (value, text) in expected { #expect(SVGWriter.number(value) == text, "\(value)") }
  }

  @Test("what the text shows, the SVG has in the same places")
  func agreement() throws {
    let chart = Chart(series: [try .line([0, 10], [0, 5])])
    let layout = Layout(chart, ChartStyle(width: 80, height: 20))
    let surface = SVGSurface(x: layout.x, y: layout.y, left: 0, top: 0)
    for tick in layout.y.ticks {
      let value = try #require(Double(tick.label))
      #expect((layout.y.position(value) - tick.place).magnitude < 1e-9)
      #expect(surface.pixelY(tick.place) >= 0 && surface.pixelY(tick.place) <= surface.height)
    }
    let svg = chart.svg(columns: 80, rows: 20)
    for tick in layout.x.ticks + layout.y.ticks { #expect(svg.contains(">\(tick.label)</text>")) }
  }

  @Test("bars have lengths in proportion to their values")
  func proportions() throws {
    let chart = try Chart.bars(["a", "b", "c"], [("", [1, 2, 4])])
    let histogram = Chart(series: [try .bars(edges: [0, 1, 2, 3], heights: [10, 20, 40])])
    for svg in [chart.svg(), histogram.svg()] {
      let heights = svg.split(separator: "<rect").dropFirst(2).compactMap { part in
        part.firstRange(of: " height=\"").flatMap { Double(part[$0.upperBound...].prefix { $0 != "\"" }) }
      }
      try #require(heights.count == 3)
      #expect((heights.max() ?? 0) > 100)
      for (height, part) in zip(heights.sorted(), [0.25, 0.5, 1]) {
        #expect((height / (heights.max() ?? 1) - part).magnitude < 0.01, "\(heights)")
      }
    }
  }

  @Test("trees and panels are documents too")
  func figures() throws {
    let tree = Figure.tree(try Tree(.init("a", children: [.init("b"), .init("c < d", branch: "no")])))
    let grid = Figure.grid([tree, .chart(try Samples.line()), tree], columns: 2, title: "A & B")
    for figure in [tree, grid, .grid([], columns: 3, title: "")] {
      #expect(XML.fault(figure.svg()) == nil)
    }
    #expect(grid.svg().contains("A &amp; B"))
  }

  @Test("very many points make a small file")
  func size() throws {
    var random = SeededRandom(state: 81)
    let x = (0..<200_000).map(Double.init), y = x.map { _ in random.uniform() }
    for series in [
      try Series.line(x, y), try .scatter(x, y), try .band(x, lower: y.map { $0 - 1 }, upper: y),
    ] {
      #expect(Chart(series: [series]).svg().utf8.count < 4_000_000)
    }
  }
}
