extension Layout {
  /// Columns and rows that the chart takes as an SVG.
  var svgSize: (columns: Int, rows: Int) {
    (max(width, margin + 3 + x.cells), linesAbove + y.cells + 1 + linesBelow + 1)
  }

  private var linesAbove: Int { (chart.title.onOneLine.isEmpty ? 0 : 1) + (yHeader == nil ? 0 : 1) }

  private var linesBelow: Int {
    (x.ticks.isEmpty ? 0 : 1) + (xHeader.isEmpty ? 0 : 1) + legendPlaces.lines + notes.count
  }

  /// Pixels between the title and what may reach up to the top of the plot.
  private static let air = 4.0
  /// Pixels by which the name of the horizontal axis is nearer to its numbers than to the legend.
  private static let lift = 7.0

  /// Draws the chart with its top left corner at the origin.
  func draw(_ writer: inout SVGWriter) {
    let x = x.startingAtZero, y = y.startingAtZero
    let left = Double(margin + 1) * SVGCell.width
    var line = 0
    func baseline(_ line: Int) -> Double { Double(line) * SVGCell.height + 12 }
    let middle = left + Double(x.cells) * SVGCell.width / 2
    let title = chart.title.onOneLine
    if !title.isEmpty {
      writer.label(title, x: middle, y: baseline(line), anchor: .middle, class: "h")
      line += 1
    }
    if let header = yHeader {
      writer.label(header.onOneLine, x: 0, y: baseline(line))
      line += 1
    }
    let top = Double(line) * SVGCell.height + (line > 0 ? Self.air : 0)
    drawAxes(&writer, x, y, left: left, top: top)
    var surface: any Surface = SVGSurface(x: x, y: y, left: left, top: top)
    draw(on: &surface)
    if let surface = surface as? SVGSurface { writer.raw(surface.writer.text) }
    line += y.cells + 1
    if !x.ticks.isEmpty { line += 1 }
    if !xHeader.isEmpty {
      writer.label(xHeader, x: middle, y: baseline(line) - Self.lift + Self.air, anchor: .middle)
      line += 1
    }
    for (place, entry) in zip(legendPlaces.places, legend) {
      drawLegend(
        entry, &writer, x: Double(place.column) * SVGCell.width,
        y: Double(line + place.line) * SVGCell.height + Self.air)
    }
    line += legendPlaces.lines
    for note in notes {
      writer.label(note, x: left, y: baseline(line) + Self.air)
      line += 1
    }
  }

  private func drawAxes(
    _ writer: inout SVGWriter, _ x: Axis, _ y: Axis, left: Double, top: Double
  ) {
    let bottom = top + Double(y.cells) * SVGCell.height, right = left + Double(x.cells) * SVGCell.width
    var data = "M\(SVGWriter.number(left)) \(SVGWriter.number(top))V\(SVGWriter.number(bottom))"
    data += "H\(SVGWriter.number(right))"
    for tick in y.ticks {
      let at = bottom - tick.place * SVGCell.height
      data += "M\(SVGWriter.number(left)) \(SVGWriter.number(at))h-5"
      writer.label(tick.label.onOneLine, x: left - 8, y: at + 4.5, anchor: .end)
    }
    var used = -1.0
    for tick in x.ticks {
      let at = left + tick.place * SVGCell.width
      data += "M\(SVGWriter.number(at)) \(SVGWriter.number(bottom))v5"
      let label = tick.label.onOneLine
      let half = Double(glyphs.ambiguous.width(label)) * SVGCell.width / 2
      if at - half < used { continue }
      used = at + half
      writer.label(label, x: at, y: bottom + 18, anchor: .middle)
    }
    writer.element("path", ["class": "a", "d": data])
  }

  /// Where the entries of the legend are: column and line of each.
  private var legendPlaces: (places: [(column: Int, line: Int)], lines: Int) {
    var places: [(column: Int, line: Int)] = []
    var column = margin + 1, line = 0
    for entry in legend {
      let size = 5 + glyphs.ambiguous.width(entry.label)
      if column > margin + 1 && column + size > width {
        column = margin + 1
        line += 1
      }
      places.append((column, line))
      column += size + 3
    }
    return (places, legend.isEmpty ? 0 : line + 1)
  }

  private func drawLegend(_ entry: LegendEntry, _ writer: inout SVGWriter, x: Double, y: Double) {
    // A plot of four cells, on which the sample is drawn as the series is.
    let axis = Axis(cells: 4, lower: 0, upper: 4), row = Axis(cells: 1, lower: 0, upper: 1)
    var surface = SVGSurface(x: axis, y: row, left: x, top: y)
    let look = entry.look
    switch entry.kind {
    case .line, .frame: surface.line([Point(x: 0, y: 0.5), Point(x: 4, y: 0.5)], look)
    case .marks: surface.points([2], [0.5], look)
    case .band: surface.polygon(corners(0, 4), look)
    case .bars:
      surface.bar(Bar(box: Box(left: 0, right: 4, bottom: 0.1, top: 0.9), look: look))
      surface.finishBars()
    case .verticalRule: surface.verticalRule(2, look)
    case .horizontalRule: surface.horizontalRule(0.5, look)
    case .scale:
      for i in 0..<4 {
        surface.fill(
          Box(left: Double(i), right: Double(i + 1), bottom: 0.1, top: 0.9), .shade(Double(i) / 3), look)
      }
    case .region: surface.regions({ _ in look.texture }, count: 1)
    case .swatch(let fill): surface.fill(Box(left: 0.5, right: 3.5, bottom: 0.1, top: 0.9), fill, look)
    case .plain: break
    }
    writer.raw(surface.writer.text)
    writer.label(entry.label, x: x + 5 * SVGCell.width, y: y + 12)
  }

  private func corners(_ left: Double, _ right: Double) -> [Point] {
    [Point(x: left, y: 0.1), Point(x: right, y: 0.1), Point(x: right, y: 0.9), Point(x: left, y: 0.9)]
  }
}
