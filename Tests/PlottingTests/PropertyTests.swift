import Formatting
import Testing

@testable import Plotting

/// Random charts, with a fixed seed: whatever the data, the text keeps its promises.
@Suite("Properties of all charts") struct PropertyTests {
  private static let values: [Double] = [
    0, -0.0, 1, -1, .nan, .infinity, -.infinity, 1e308, -1.7e308, 1e-300, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude, .pi, 1e15,
    1e16 + 2, 0.1,
    .greatestFiniteMagnitude, .leastNormalMagnitude,
  ]
  private static let labels = [
    "", "loss", "損失", "e\u{301}tude 👩‍👩‍👧", "a rather long label for a small chart", "\u{7}",
  ]

  private static func numbers(_ random: inout SeededRandom, _ count: Int) -> [Double] {
    let kind = random.below(5), scale = [1, 1e-9, 1e9, 1e300, .leastNormalMagnitude][random.below(5)]
    return (0..<count).map { i in
      switch kind {
      case 0: values[random.below(values.count)]
      case 1: random.normal() * scale
      case 2: Double(random.below(10))
      case 3: Double(i) * scale
      default: random.below(10) == 0 ? .nan : Double(bitPattern: random.next())
      }
    }
  }

  private static func series(_ random: inout SeededRandom) throws -> Series {
    let count = [0, 1, 2, 5, 50, 400][random.below(6)]
    let label = labels[random.below(labels.count)]
    let x = numbers(&random, count), y = numbers(&random, count)
    if random.below(2) == 0 {
      return try RandomMarks.series(&random, label: label, x, y, numbers(&random, count))
    }
    switch random.below(8) {
    case 0: return try .scatter(x, y, label: label)
    case 1: return try .step(x, y, label: label)
    case 2: return try .band(x, lower: y, upper: numbers(&random, count), label: label)
    case 3:
      let edges = Array(Set(x.filter(\.isFinite))).sorted()
      if edges.isEmpty { return .horizontalRule(at: 1, label: label) }
      return try .bars(edges: edges, heights: numbers(&random, edges.count - 1), label: label)
    case 4: return .verticalRule(at: y.first ?? 0, label: label)
    case 5: return .horizontalRule(at: y.first ?? 0, label: label)
    default: return try .line(x, y, label: label)
    }
  }

  private static func scale(_ random: inout SeededRandom) -> AxisScale {
    switch random.below(12) {
    case 0, 1: .log
    case 2: .date
    case 3: .categories((0..<random.below(60)).map { "\(labels[random.below(labels.count)]) \($0)" })
    case 4: .indices
    case 5: .places([0, 1, .nan, 1e300], ["a", "損失", "", "c"])
    default: .linear
    }
  }

  private static func limits(_ random: inout SeededRandom) -> ClosedRange<Double>? {
    if random.below(4) > 0 { return nil }
    let a = numbers(&random, 2).map { $0.isNaN ? 0 : $0 }
    return min(a[0], a[1])...max(a[0], a[1])
  }

  private static func chart(_ random: inout SeededRandom) throws -> Chart {
    var chart = Chart(
      title: labels[random.below(labels.count)], xLabel: labels[random.below(labels.count)],
      yLabel: labels[random.below(labels.count)], xLimits: limits(&random), yLimits: limits(&random),
      xScale: scale(&random), yScale: scale(&random))
    for _ in 0..<random.below(4) { chart.add(try series(&random)) }
    return chart
  }

  @Test("no data traps, no line is too wide or ends in a space, the same chart is the same text")
  func promises() throws {
    var random = SeededRandom(state: 77)
    for round in 0..<700 {
      let chart = try Self.chart(&random)
      let style = ChartStyle(
        width: [20, 23, 40, 80, 120][random.below(5)], height: [3, 4, 9, 16, 40][random.below(5)],
        canvas: CanvasMode.allCases[random.below(4)], ambiguous: random.below(3) == 0 ? .wide : .narrow)
      let text = chart.text(style)
      #expect(text == chart.text(style))
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(style.ambiguous.width(String(line)) <= style.width, "round \(round): \(line)")
        #expect(!line.hasSuffix(" "), "round \(round): \(line)")
      }
      var colored = style
      colored.color = true
      #expect(withoutColor(chart.text(colored)) == text, "round \(round)")
      #expect(!chart.describe().isEmpty)
      #expect(chart.isClose(to: chart, tolerance: 0))
      if round % 5 == 0 {
        let svg = chart.svg(columns: style.width, rows: style.height)
        #expect(XML.fault(svg) == nil, "round \(round): \(XML.fault(svg) ?? "")")
      }
    }
  }

  @Test("absurd sizes are cut, not obeyed", arguments: [Int.min, -1, 0, 1, 19, Int.max])
  func sizes(size: Int) throws {
    let chart = Chart(series: [try .line([1, 2], [1, 2])], preferredHeight: size)
    let lines = chart.text(ChartStyle(width: size, height: size)).split(separator: "\n")
    #expect(lines.count < 400)
    #expect(lines.allSatisfy { $0.count <= 1000 })
  }

  @Test("the highest and lowest point of every line and scatter is drawn", arguments: CanvasMode.allCases)
  func extremes(mode: CanvasMode) throws {
    var random = SeededRandom(state: 78)
    for round in 0..<300 {
      let count = 1 + random.below(3000), spike = random.below(count)
      let x = (0..<count).map { Double($0) * 0.37 }
      let y = (0..<count).map { $0 == spike ? 50 : random.normal() }
      // The second line is dashed: its gaps must not hide the spike either.
      var chart = Chart(series: [try .line(x, y.map { _ in 0 }), try .line(x, y)])
      if round % 3 == 0 { chart.series[1] = try .scatter(x, y) }
      let layout = Layout(chart, ChartStyle(canvas: mode))
      let canvas = try #require(drawn(layout))
      let low = try #require(y.indices.min { y[$0] < y[$1] })
      let high = try #require(y.indices.max { y[$0] < y[$1] })
      for i in [low, high] {
        let cell = canvas.cell(column: layout.x.cell(x[i]), row: layout.y.cells - 1 - layout.y.cell(y[i]))
        #expect(cell != nil, "round \(round)")
      }
    }
  }

  @Test("of many points the highest and lowest of every column is drawn", arguments: CanvasMode.allCases)
  func columns(mode: CanvasMode) throws {
    var random = SeededRandom(state: 80)
    let count = 30_000
    let x = (0..<count).map(Double.init)
    let y = x.map { _ in random.below(40) == 0 ? 20 * random.normal() : random.normal() }
    for series in [try Series.line(x, y), try .scatter(x, y)] {
      let layout = Layout(Chart(series: [series]), ChartStyle(canvas: mode))
      let canvas = try #require(drawn(layout))
      var low = [Int](repeating: .max, count: layout.x.cells),
        high = [Int](repeating: .min, count: layout.x.cells)
      for i in 0..<count {
        let column = layout.x.cell(x[i]), row = layout.y.cell(y[i])
        low[column] = min(low[column], row)
        high[column] = max(high[column], row)
      }
      for column in 0..<layout.x.cells where low[column] <= high[column] {
        for row in [low[column], high[column]] {
          #expect(canvas.cell(column: column, row: layout.y.cells - 1 - row) != nil, "column \(column)")
        }
      }
    }
  }

  @Test("every one of a million values is in a bar of its histogram")
  func histogram() throws {
    var values = [Double](repeating: 0, count: 1_000_000)
    var random = SeededRandom(state: 81)
    for i in values.indices { values[i] = random.uniform() }
    (values[123_456], values[654_321]) = (50, -40)
    let chart = try Chart.histogram(of: values)
    let bars = try #require(chart.series.first?.mark as? BarMark)
    #expect(bars.heights.reduce(0, +) == 1_000_000)
    #expect(bars.heights.first == 1 && bars.heights.last == 1)
    // A bar of one value beside one of a million leaves a trace.
    let rows = chart.text().split(separator: "\n")
    let lowest = try #require(rows.last { $0.contains("│") || $0.contains("┤") })
    #expect(lowest.filter { $0 == "▁" }.count >= 2, "\(lowest)")
  }

  private func drawn(_ layout: Layout) -> Canvas? {
    var surface: any Surface = TextSurface(x: layout.x, y: layout.y, layout.glyphs)
    layout.draw(on: &surface)
    return (surface as? TextSurface)?.canvas
  }

  @Test("a million points take a moment")
  func speed() throws {
    var random = SeededRandom(state: 79)
    let x = (0..<1_000_000).map { Double($0) * 1e7 }
    let y = x.map { _ in random.uniform() * 1e-5 }
    let chart = Chart(series: [try .line(x, y)])
    let time = ContinuousClock().measure { #expect(!chart.text().isEmpty) }
    #if DEBUG
      #expect(time < .seconds(20))
    #else
      // 0.2 s on an idle machine; tests run beside each other.
      #expect(time < .seconds(1))
    #endif
    print("a million points: \(time)")
  }
}
