extension Graph {
  /// Draws the graph with its top left corner at the origin, in the layout of the text.
  /// - Returns: its size in pixels.
  func draw(_ writer: inout SVGWriter, columns: Int) -> (width: Double, height: Double) {
    let glyphs = Glyphs(.braille)
    var top = 0.0
    if !title.onOneLine.isEmpty {
      writer.label(title.onOneLine, x: 0, y: 12, class: "h")
      top = SVGCell.height * 1.5
    }
    guard let layout = GraphLayout(folded, glyphs, width: min(max(columns, 40), 1000)) else {
      return (1, max(1, top))
    }
    for line in layout.lines { draw(line, top, &writer) }
    for box in layout.boxes { draw(box, top, &writer) }
    return (
      Double(max(1, layout.width)) * SVGCell.width, top + Double(max(1, layout.height)) * SVGCell.height
    )
  }

  private static func middle(_ column: Int) -> Double { (Double(column) + 0.5) * SVGCell.width }
  private static func middle(row: Int) -> Double { (Double(row) + 0.5) * SVGCell.height }

  private func draw(_ line: GraphLayout.Line, _ top: Double, _ writer: inout SVGWriter) {
    let points = line.points.map { (Self.middle($0.column), Self.middle(row: $0.row) + top) }
    let path = points.enumerated().map { i, point in
      "\(i == 0 ? "M" : "L")\(SVGWriter.number(point.0)) \(SVGWriter.number(point.1))"
    }
    writer.element(
      "path",
      [
        "class": "a", "d": path.joined(), "stroke-dasharray": line.carriesGradient ? "" : "3 3",
      ])
    let pointsBack = isBackward && line.carriesGradient
    if line.isEnd, !isBackward, let end = points.last { arrow(end, 1, &writer) }
    if line.isStart, pointsBack, let start = points.first { arrow(start, -1, &writer) }
  }

  private func arrow(_ tip: (Double, Double), _ direction: Double, _ writer: inout SVGWriter) {
    let n = SVGWriter.number
    let y = tip.1 - 5 * direction
    writer.element("path", ["class": "a fn", "d": "M\(n(tip.0)) \(n(tip.1))L\(n(tip.0 - 3)) \(n(y))h6Z"])
  }

  private func draw(_ box: GraphLayout.Box, _ top: Double, _ writer: inout SVGWriter) {
    let color = box.kind == .parameter ? "s0" : "sn"
    writer.element(
      "rect",
      [
        "class": "l b \(color)", "x": SVGWriter.number(Self.middle(box.column)),
        "y": SVGWriter.number(Self.middle(row: box.row) + top),
        "width": SVGWriter.number(Double(box.width - 1) * SVGCell.width),
        "height": SVGWriter.number(Double(box.height - 1) * SVGCell.height), "rx": "4",
        "stroke-dasharray": box.carriesGradient ? "" : "3 3",
      ])
    for (i, line) in box.lines.enumerated() {
      writer.label(
        line.text, x: Double(box.column + 2) * SVGCell.width,
        y: Double(box.row + 1 + i) * SVGCell.height + 12 + top, class: line.isGradient ? "f1" : "t")
    }
  }
}
