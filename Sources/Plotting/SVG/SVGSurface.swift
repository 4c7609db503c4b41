/// Draws charts as SVG elements, in the cells of the text's layout.
struct SVGSurface: Surface {
  let x: Axis
  let y: Axis
  var writer = SVGWriter()
  /// The top left corner of the plot, in pixels.
  let left: Double
  let top: Double
  private var bars: [Bar] = []

  init(x: Axis, y: Axis, left: Double, top: Double) {
    (self.x, self.y, self.left, self.top) = (x, y, left, top)
  }

  var hasCells: Bool { false }
  var width: Double { Double(x.cells) * SVGCell.width }
  var height: Double { Double(y.cells) * SVGCell.height }

  func pixelX(_ cells: Double) -> Double { left + cells * SVGCell.width }
  func pixelY(_ cells: Double) -> Double { top + height - cells * SVGCell.height }
  private func place(_ point: Point) -> String {
    SVGWriter.number(pixelX(point.x)) + " " + SVGWriter.number(pixelY(point.y))
  }

  // MARK: Lines

  mutating func path(_ xs: [Double], _ ys: [Double], stepped: Bool, _ look: Look) {
    // Two units for a pixel, which is finer than a screen shows.
    var pen = Pen(columns: width * 2, rows: height * 2)
    var strokes = SVGStrokes(size: Point(x: width * 2, y: height * 2), left: left, top: top)
    var previous: Double?
    let across = SVGCell.width * 2, down = SVGCell.height * 2, rows = Double(y.cells)
    for i in xs.indices {
      let column = x.position(xs[i]), row = y.position(ys[i])
      guard !column.isNaN, !row.isNaN else {
        pen.lift(&strokes)
        previous = nil
        continue
      }
      let point = Point(x: column * across, y: (rows - row) * down)
      if stepped, let previous { pen.add(Point(x: point.x, y: previous), &strokes) }
      pen.add(point, &strokes)
      previous = point.y
    }
    pen.finish(&strokes)
    stroke(strokes.data, look)
  }

  mutating func line(_ points: [Point], _ look: Look) {
    var strokes = SVGStrokes(size: Point(x: width, y: height), left: left, top: top, unit: 1)
    for (a, b) in zip(points, points.dropFirst()) {
      strokes.stroke(
        Point(x: a.x * SVGCell.width, y: height - a.y * SVGCell.height),
        Point(x: b.x * SVGCell.width, y: height - b.y * SVGCell.height))
    }
    stroke(strokes.data, look)
  }

  private mutating func stroke(_ data: String, _ look: Look) {
    if data.isEmpty { return }
    let dashes = look.dash.runs.count < 2 ? "" : look.dash.runs.map { "\($0 * 2)" }.joined(separator: " ")
    writer.element(
      "path", ["class": "l " + SVGStyle.color("s", look.ink.color), "stroke-dasharray": dashes, "d": data])
  }

  mutating func rail(_ from: Point, _ to: Point, _ look: Look) {
    stroke("M\(place(from))L\(place(to))", solid(look))
  }

  mutating func interval(_ from: Point, _ to: Point, _ look: Look) {
    let isVertical = (to.x - from.x).magnitude < (to.y - from.y).magnitude
    var data = "M\(place(from))L\(place(to))"
    for end in [from, to] {
      data += "M\(SVGWriter.number(pixelX(end.x) - (isVertical ? 3 : 0))) "
      data += SVGWriter.number(pixelY(end.y) - (isVertical ? 0 : 3)) + (isVertical ? "h6" : "v6")
    }
    stroke(data, solid(look))
  }

  mutating func arrow(_ from: Point, _ to: Point, _ look: Look) {
    let dx = (to.x - from.x) * SVGCell.width, dy = (from.y - to.y) * SVGCell.height
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.1, length.isFinite else { return }
    let size = min(6, length / 2), ux = dx / length * size, uy = dy / length * size
    let end = (x: pixelX(to.x), y: pixelY(to.y))
    var data = "M\(place(from))L\(place(to))"
    for side in [-0.5, 0.5] {
      data += "M\(place(to))L\(SVGWriter.number(end.x - ux - side * uy)) "
      data += SVGWriter.number(end.y - uy + side * ux)
    }
    stroke(data, solid(look))
  }

  private func solid(_ look: Look) -> Look {
    var look = look
    look.dash = .solid
    return look
  }

  mutating func verticalRule(_ value: Double, _ look: Look) {
    let at = x.position(value)
    guard at >= 0, at <= Double(x.cells) else { return }
    rule("M\(place(Point(x: at, y: 0)))V\(SVGWriter.number(top))", look)
  }

  mutating func horizontalRule(_ value: Double, _ look: Look) {
    let at = y.position(value)
    guard at >= 0, at <= Double(y.cells) else { return }
    rule("M\(place(Point(x: 0, y: at)))H\(SVGWriter.number(left + width))", look)
  }

  private mutating func rule(_ data: String, _ look: Look) {
    writer.element("path", ["class": "w " + SVGStyle.color("s", look.ink.color), "d": data])
  }

  // MARK: Points

  mutating func points(_ xs: [Double], _ ys: [Double], _ look: Look) {
    marks(zip(xs, ys).map { Point(x: x.position($0), y: y.position($1)) }, look)
  }

  mutating func marks(_ points: [Point], _ look: Look) {
    var seen = Set<Int>()
    var data = ""
    let shape = look.glyph == nil ? nil : look.number
    for point in points {
      guard point.x >= 0, point.y >= 0, point.x <= Double(x.cells), point.y <= Double(y.cells) else {
        continue
      }
      let at = (x: pixelX(point.x), y: pixelY(point.y))
      // What would hide behind another mark of the series is left out: a million points stay a small file.
      guard seen.insert(Int(at.x) << 24 | Int(at.y)).inserted else { continue }
      data += SVGMark.path(shape, at.x, at.y)
    }
    mark(data, shape, look.ink.color)
  }

  private mutating func mark(_ data: String, _ shape: Int?, _ color: Int) {
    if data.isEmpty { return }
    let isOpen = SVGMark.isOpen(shape), stroke = SVGStyle.color("s", color)
    let name = shape == nil ? "d " + stroke : isOpen ? "p " + stroke : SVGStyle.color("f", color)
    writer.element("path", ["class": name, "d": data])
  }

  // MARK: Areas

  mutating func area(_ xs: [Double], _ lower: [Double], _ upper: [Double], _ look: Look) {
    var data = "", run: [(x: Double, low: Double, high: Double)] = []
    func flush() {
      if run.count > 1 {
        let outline =
          run.map { Point(x: $0.x, y: $0.low) } + run.reversed().map { Point(x: $0.x, y: $0.high) }
        data += "M" + outline.map(place).joined(separator: "L") + "Z"
      }
      run = []
    }
    // At most two points for a pixel, of a very long band the others are passed over.
    let stride = max(1, xs.count / Int(max(1, width * 2)))
    for i in xs.indices where i % stride == 0 || i == xs.count - 1 {
      let at = x.position(xs[i])
      guard !at.isNaN, let low = clamped(y, lower[i]), let high = clamped(y, upper[i]) else {
        flush()
        continue
      }
      run.append((min(max(at, 0), Double(x.cells)), low, high))
    }
    flush()
    fill(data, look.ink.color, opacity: 0.22)
  }

  mutating func polygon(_ points: [Point], _ look: Look) {
    guard points.count > 2, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
    let data = "M" + points.map(place).joined(separator: "L") + "Z"
    fill(data, look.ink.color, opacity: 0.22)
    stroke(data, solid(look))
  }

  mutating func bar(_ bar: Bar) {
    if bar.isFinite { bars.append(bar) }
  }

  mutating func finishBars() {
    for bar in bars.sorted(by: { $0.length > $1.length }) {
      box(bar.box, SVGStyle.color("f", bar.look.ink.color), opacity: 0.85, gap: 1)
    }
    bars = []
  }

  mutating func fill(_ box: Box, _ fill: Fill, _ look: Look) { body(box, fill, look) }

  mutating func body(_ box: Box, _ fill: Fill, _ look: Look) {
    guard let opacity = SVGStyle.opacity(fill) else { return }
    self.box(box, SVGStyle.color("f", look.ink.color), opacity: opacity, gap: 0)
  }

  private mutating func box(_ box: Box, _ name: String, opacity: Double, gap: Double) {
    let wide = (box.right - box.left) * SVGCell.width, high = (box.top - box.bottom) * SVGCell.height
    guard wide.isFinite, high.isFinite else { return }
    writer.element(
      "rect",
      [
        "class": name, "x": SVGWriter.number(pixelX(box.left) + gap / 2),
        "y": SVGWriter.number(pixelY(box.top)), "width": SVGWriter.number(max(1, wide - gap)),
        "height": SVGWriter.number(max(0.5, high)), "opacity": SVGStyle.fraction(opacity),
      ])
  }

  /// `crisp`: made of pixels, whose edges should meet.
  mutating func fill(_ data: String, _ color: Int, opacity: Double, crisp: Bool = false) {
    if data.isEmpty { return }
    let name = (crisp ? "x " : "") + SVGStyle.color("f", color)
    writer.element("path", ["class": name, "opacity": SVGStyle.fraction(opacity), "d": data])
  }

  // MARK: Texts

  mutating func text(_ text: String, at point: Point, _ anchor: Anchor, over ground: Fill?) {
    guard point.x >= 0, point.y >= 0, point.x <= Double(x.cells), point.y <= Double(y.cells) else { return }
    // On a ground in the middle of that, elsewhere in the middle of the row that the text would have.
    let row = ground == nil ? min(point.y.rounded(.down), Double(y.cells - 1)) + 0.5 : point.y
    writer.label(
      text.onOneLine, x: pixelX(point.x), y: pixelY(row) + 4.5, anchor: anchor,
      class: ground.map { (SVGStyle.opacity($0) ?? 0) > 0.5 ? "b" : "t" } ?? "t o")
  }

  mutating func note(_ text: String, at point: Point) {
    let isLeft = point.x > Double(x.cells) / 2, sign = isLeft ? -1.0 : 1
    let look = Look(ink: .plain)
    arrow(Point(x: point.x + sign * 2.2, y: point.y), Point(x: point.x + sign * 0.4, y: point.y), look)
    writer.label(
      text.onOneLine, x: pixelX(point.x + sign * 2.6), y: pixelY(point.y) + 4.5,
      anchor: isLeft ? .end : .start,
      class: "t o")
  }
}

extension SVGStyle {
  /// How much a fill covers; `nil`: nothing.
  static func opacity(_ fill: Fill) -> Double? {
    switch fill {
    case .shade(let level): level > 0 ? 0.08 + 0.82 * level : nil
    case .pattern(let number): Palette.pick([0.85, 0.45, 0.2], number)
    }
  }

  static func fraction(_ value: Double) -> String {
    let hundredths = Int((min(max(value, 0), 1) * 100).rounded())
    return hundredths == 100 ? "" : "0." + (hundredths < 10 ? "0" : "") + "\(hundredths)"
  }
}
