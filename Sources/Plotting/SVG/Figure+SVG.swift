import Formatting

extension Figure {
  /// The figure as a standalone SVG: the layout of the text, in pixels. Colours follow the reader's light or
  /// dark setting; a title and a description are there for readers who cannot see it.
  ///
  /// - Parameters:
  ///   - columns: the width of the figure in characters of 8 pixels.
  ///   - rows: the height of the plots in rows of 16 pixels.
  public func svg(columns: Int = 80, rows: Int = 20) -> String {
    // Labels may use all of Unicode, and nothing is wide but what everybody's fonts make wide.
    let style = ChartStyle(width: columns, height: rows)
    let body = drawn(style)
    let padding = 8.0
    let width = body.width + 2 * padding, height = body.height + 2 * padding
    var writer = SVGWriter()
    writer.raw(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gradus\" role=\"img\" "
        + "viewBox=\"0 0 \(SVGWriter.number(width)) \(SVGWriter.number(height))\" "
        + "width=\"\(SVGWriter.number(width))\" height=\"\(SVGWriter.number(height))\">\n")
    writer.element("title", [:], title.isEmpty ? "Chart" : title)
    writer.element("desc", [:], describe())
    writer.raw("<style>\n\(SVGStyle.sheet)</style>\n")
    writer.element("rect", ["class": "b", "width": "100%", "height": "100%"])
    writer.raw("<g transform=\"translate(\(SVGWriter.number(padding)) \(SVGWriter.number(padding)))\">\n")
    writer.raw(body.text + "</g>\n</svg>\n")
    return writer.text
  }

  private func drawn(_ style: ChartStyle) -> (text: String, width: Double, height: Double) {
    var writer = SVGWriter()
    switch self {
    case .chart(let chart):
      let layout = Layout(chart, style), size = layout.svgSize
      layout.draw(&writer)
      return (writer.text, Double(size.columns) * SVGCell.width, Double(size.rows) * SVGCell.height)
    case .tree(let tree):
      let size = tree.draw(&writer)
      return (writer.text, size.width, size.height)
    case .graph(let graph):
      let size = graph.draw(&writer, columns: style.width)
      return (writer.text, size.width, size.height)
    case .grid(let figures, let columns, let title):
      return Self.drawn(figures, columns: columns, title: title, style)
    }
  }

  private static func drawn(
    _ figures: [Figure], columns: Int, title: String, _ style: ChartStyle
  ) -> (text: String, width: Double, height: Double) {
    var writer = SVGWriter()
    let (columns, room) = panels(figures.count, columns: columns, width: min(max(style.width, 20), 1000))
    var narrow = style
    narrow.width = room
    var y = 0.0, width = 0.0
    if !title.onOneLine.isEmpty {
      writer.label(
        title.onOneLine, x: Double(style.width) * SVGCell.width / 2, y: 12, anchor: .middle, class: "h")
      y = SVGCell.height * 1.5
    }
    for start in stride(from: 0, to: figures.count, by: columns) {
      var x = 0.0, height = 0.0
      for figure in figures[start..<min(start + columns, figures.count)] {
        let panel = figure.drawn(narrow)
        writer.raw(
          "<g transform=\"translate(\(SVGWriter.number(x)) \(SVGWriter.number(y)))\">\n\(panel.text)</g>\n")
        x += max(panel.width, Double(room) * SVGCell.width) + Double(gap) * SVGCell.width
        height = max(height, panel.height)
      }
      width = max(width, x - Double(gap) * SVGCell.width)
      y += height + SVGCell.height / 2
    }
    return (writer.text, max(width, 1), max(y, 1))
  }
}

extension Chart {
  /// The chart as a standalone SVG (see `Figure.svg`).
  public func svg(columns: Int = 80, rows: Int = 20) -> String {
    Figure.chart(self).svg(columns: columns, rows: rows)
  }
}

extension Tree {
  /// Draws the tree with its top left corner at the origin, as large as it is.
  func draw(_ writer: inout SVGWriter) -> (width: Double, height: Double) {
    var line = 0, width = 0.0, data = ""
    let indent = SVGCell.width * 3
    func label(_ text: String, _ x: Double, _ name: String) {
      writer.label(text, x: x, y: Double(line) * SVGCell.height + 12, class: name)
      width = max(width, x + Double(AmbiguousWidth.narrow.width(text)) * SVGCell.width)
      line += 1
    }
    if !title.onOneLine.isEmpty { label(title.onOneLine, 0, "h") }
    for (row, stems) in zip(rows, stems) {
      let top = Double(line) * SVGCell.height, middle = top + SVGCell.height / 2
      for (depth, isOpen) in stems.enumerated() {
        let x = Double(depth) * indent + SVGCell.width / 2
        let isOwn = depth == row.depth - 1
        if isOpen || isOwn {
          let bottom = isOpen ? top + SVGCell.height : middle
          data += "M\(SVGWriter.number(x)) \(SVGWriter.number(top))V\(SVGWriter.number(bottom))"
        }
        if isOwn {
          data +=
            "M\(SVGWriter.number(x)) \(SVGWriter.number(middle))h\(SVGWriter.number(indent - SVGCell.width))"
        }
      }
      label(row.text.onOneLine, Double(row.depth) * indent, "t")
    }
    if !data.isEmpty { writer.element("path", ["class": "a", "d": data]) }
    return (max(width, 1), Double(max(1, line)) * SVGCell.height)
  }
}
