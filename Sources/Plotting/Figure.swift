/// What a reader is shown: a chart, a tree, a graph, or several of them side by side. Figures are values.
public indirect enum Figure: Sendable, Equatable {
  case chart(Chart)
  case tree(Tree)
  case graph(Graph)
  /// Row by row, `columns` in each.
  case grid([Figure], columns: Int, title: String)

  /// Panels side by side share the width; fewer columns are used where they would be too narrow.
  static let narrowestPanel = 24
  static let gap = 2

  /// The figure as text, as `Chart.text` gives it.
  public func text(_ style: ChartStyle = ChartStyle()) -> String {
    lines(style).map { $0.text(color: style.color) }.joined(separator: "\n")
  }

  func lines(_ style: ChartStyle) -> [StyledLine] {
    switch self {
    case .chart(let chart): return Layout(chart, style).lines()
    case .tree(let tree): return tree.lines(style)
    case .graph(let graph): return graph.lines(style)
    case .grid(let figures, let columns, let title):
      return Self.lines(figures, columns: columns, title: title, style)
    }
  }

  private static func lines(
    _ figures: [Figure], columns: Int, title: String, _ style: ChartStyle
  ) -> [StyledLine] {
    let width = min(max(style.width, 20), 1000)
    let (columns, room) = panels(figures.count, columns: columns, width: width)
    var narrow = style
    narrow.width = room
    var lines: [StyledLine] = []
    if !title.onOneLine.isEmpty {
      let glyphs = style.glyphs(preferring: nil)
      let text = glyphs.ambiguous.truncate(title.onOneLine, to: width, ellipsis: glyphs.ellipsis)
      let space = max(0, (width - glyphs.ambiguous.width(text)) / 2)
      lines.append(StyledLine(String(repeating: " ", count: space) + text))
    }
    for start in stride(from: 0, to: figures.count, by: columns) {
      let row = figures[start..<min(start + columns, figures.count)].map { $0.lines(narrow) }
      if start > 0 { lines.append(StyledLine()) }
      for i in 0..<(row.map(\.count).max() ?? 0) {
        var line = StyledLine()
        for (number, panel) in row.enumerated() where i < panel.count {
          let target = number * (room + gap)
          line.append(String(repeating: " ", count: max(0, target - line.width(style.ambiguous))))
          line.append(panel[i].trimmed)
        }
        lines.append(line)
      }
    }
    return lines
  }

  /// How many panels stand beside each other, and the columns for each.
  static func panels(_ count: Int, columns: Int, width: Int) -> (columns: Int, width: Int) {
    let most = max(1, (width + gap) / (narrowestPanel + gap))
    let columns = min(max(1, columns), most, max(1, count))
    return (columns, (width - gap * (columns - 1)) / columns)
  }

  // MARK: Describing and comparing

  /// In words, for readers who cannot see it.
  public func describe() -> String {
    switch self {
    case .chart(let chart): return chart.describe()
    case .tree(let tree): return tree.describe()
    case .graph(let graph): return graph.describe()
    case .grid(let figures, _, let title):
      let opening = title.isEmpty ? "" : "\"\(title)\". "
      let parts = figures.enumerated().map { "\($0 + 1): \($1.describe())" }
      return "\(opening)\(AxisWords.count(figures.count, "panel")). " + parts.joined(separator: " ")
    }
  }

  /// As `Chart.isClose(to:tolerance:)`.
  public func isClose(to other: Figure, tolerance: Double) -> Bool {
    switch (self, other) {
    case (.chart(let a), .chart(let b)): a.isClose(to: b, tolerance: tolerance)
    case (.tree(let a), .tree(let b)): a == b
    case (.graph(let a), .graph(let b)): a == b
    case (.grid(let a, let columns, let title), .grid(let b, let otherColumns, let otherTitle)):
      columns == otherColumns && title == otherTitle && a.count == b.count
        && zip(a, b).allSatisfy { $0.isClose(to: $1, tolerance: tolerance) }
    default: false
    }
  }

  public var title: String {
    switch self {
    case .chart(let chart): chart.title
    case .tree(let tree): tree.title
    case .graph(let graph): graph.title
    case .grid(_, _, let title): title
    }
  }
}

extension Figure {
  /// Charts whose axes show the same range, that of all of them together. Charts on other scales than linear
  /// and logarithmic, and figures that are no charts, stay as they are.
  public static func sharing(_ figures: [Figure], x: Bool, y: Bool) -> [Figure] {
    var xRange: DataRange.Extent?, yRange: DataRange.Extent?
    for case .chart(let chart) in figures {
      let data = DataRange(chart)
      if x, isFree(chart.xScale), let range = chart.xLimits ?? data.x?.range {
        for end in [range.lowerBound, range.upperBound] { xRange.include(end) }
      }
      if y, isFree(chart.yScale), let range = chart.yLimits ?? data.y?.range {
        for end in [range.lowerBound, range.upperBound] { yRange.include(end) }
      }
    }
    return figures.map { figure in
      guard case .chart(var chart) = figure else { return figure }
      if isFree(chart.xScale), let range = xRange?.range { chart.xLimits = range }
      if isFree(chart.yScale), let range = yRange?.range { chart.yLimits = range }
      return .chart(chart)
    }
  }

  private static func isFree(_ scale: AxisScale) -> Bool {
    scale == .linear || scale == .log || scale == .date
  }
}
