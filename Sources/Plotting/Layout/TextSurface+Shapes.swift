extension TextSurface {
  mutating func line(_ points: [Point], _ look: Look) {
    // Gaps as long as a character would leave little of a line.
    let dash = canvas.isCoarse ? .solid : look.dash
    var phase = 0
    for (from, to) in zip(points, points.dropFirst()) {
      canvas.line(dots(from), dots(to), look.ink, dash, phase: &phase)
    }
  }

  mutating func rail(_ from: Point, _ to: Point, _ look: Look) {
    guard let a = railCell(from), let b = railCell(to) else { return }
    if (to.x - from.x).magnitude >= (to.y - from.y).magnitude {
      let first = min(a.column, b.column), last = max(a.column, b.column)
      for column in first...last {
        var arms: Arms = []
        if column > first || first == last { arms.insert(.left) }
        if column < last || first == last { arms.insert(.right) }
        canvas.join(arms, column: column, row: a.row, look.ink)
      }
    } else {
      let first = min(a.row, b.row), last = max(a.row, b.row)
      for row in first...last {
        var arms: Arms = []
        if row > first || first == last { arms.insert(.up) }
        if row < last || first == last { arms.insert(.down) }
        canvas.join(arms, column: a.column, row: row, look.ink)
      }
    }
  }

  /// The cell of a point, up to one beyond the canvas, so that lines leave it without a corner.
  private func railCell(_ point: Point) -> (column: Int, row: Int)? {
    guard point.x.isFinite, point.y.isFinite else { return nil }
    func cell(_ value: Double, _ count: Int) -> Int {
      if value == Double(count) { return count - 1 }
      return Int(min(max((value + 1e-6).rounded(.down), -1), Double(count)))
    }
    return (cell(point.x, canvas.columns), canvas.rows - 1 - cell(point.y, canvas.rows))
  }

  mutating func interval(_ from: Point, _ to: Point, _ look: Look) {
    let isVertical = (to.x - from.x).magnitude < (to.y - from.y).magnitude
    if canvas.isCoarse {
      // The mark of the series is for its points.
      rail(from, to, look)
      return
    }
    var phase = 0
    let a = dots(from), b = dots(to)
    canvas.line(a, b, look.ink, .solid, phase: &phase)
    let reach = isVertical ? Point(x: 1, y: 0) : Point(x: 0, y: 1)
    for end in [a, b] {
      canvas.line(
        Point(x: end.x - reach.x, y: end.y - reach.y), Point(x: end.x + reach.x, y: end.y + reach.y),
        look.ink,
        .solid, phase: &phase)
    }
  }

  mutating func arrow(_ from: Point, _ to: Point, _ look: Look) {
    let dx = to.x - from.x, dy = to.y - from.y
    guard dx.isFinite, dy.isFinite, dx != 0 || dy != 0, let head = dot(dots(to)) else { return }
    var phase = 0, shaft = look.ink
    shaft.mark = "."
    canvas.line(dots(from), dots(to), shaft, .solid, phase: &phase)
    // A cell is twice as high as it is wide. Eight directions, the first to the right.
    let glyph = glyphs.arrows[Direction.eighth(dx, 2 * dy)]
    canvas.put(glyph, column: head.x / canvas.dotsAcross, row: head.y / canvas.dotsDown, look.ink)
  }

  /// Even–odd filling, dot row by dot row, and the outline.
  mutating func polygon(_ points: [Point], _ look: Look) {
    let corners = points.map(dots)
    guard corners.count > 2, corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
    let edges = zip(corners, corners.dropFirst() + corners.prefix(1))
    for row in 0..<canvas.dotRows {
      let middle = Double(row) + 0.5
      var crossings: [Double] = []
      for (a, b) in edges where (a.y <= middle) != (b.y <= middle) {
        crossings.append(a.x + (middle - a.y) / (b.y - a.y) * (b.x - a.x))
      }
      crossings.sort()
      for i in stride(from: 0, to: crossings.count - 1, by: 2) {
        let last = Double(canvas.dotColumns)
        guard crossings[i] <= last, crossings[i + 1] >= 0 else { continue }
        let left = Int(max(0, crossings[i])), right = Int(min(crossings[i + 1], last - 1))
        let isCoarse = canvas.isCoarse
        canvas.rectangle(left, row, right, row, look.ink) { x, y in
          isCoarse || Texture.isOn(x, y, look.texture)
        }
      }
    }
    if canvas.isCoarse { return }
    var phase = 0
    for (a, b) in edges { canvas.line(a, b, look.ink, .solid, phase: &phase) }
  }

  mutating func text(_ text: String, at point: Point, _ anchor: Anchor, over ground: Fill?) {
    guard point.x >= 0, point.y >= 0, point.x <= Double(canvas.columns), point.y <= Double(canvas.rows)
    else { return }
    let text = text.withoutControls, size = glyphs.ambiguous.width(text), at = cell(point)
    let start =
      switch anchor {
      case .start: at.column
      case .middle: at.column - size / 2
      case .end: at.column - size + 1
      }
    // Near an edge it moves inwards.
    let column = max(0, min(start, canvas.columns - size))
    let shown = glyphs.ambiguous.truncate(text, to: canvas.columns, ellipsis: glyphs.ellipsis)
    canvas.write(shown, column: column, row: at.row, .plain)
  }

  mutating func note(_ text: String, at point: Point) {
    let text = text.onOneLine, size = glyphs.ambiguous.width(text) + 2
    let (column, row) = cell(point)
    // To the right of the point, or to its left when there is more room.
    if column + 1 + size <= canvas.columns || column < canvas.columns / 2 {
      canvas.write("\(glyphs.arrows[4]) \(text)", column: column + 1, row: row, .plain)
    } else {
      canvas.write("\(text) \(glyphs.arrows[0])", column: max(0, column - size), row: row, .plain)
    }
  }
}

enum Direction {
  /// Which of eight directions, counterclockwise from the right: the nearest to (dx, dy).
  static func eighth(_ dx: Double, _ dy: Double) -> Int {
    // tan 22.5°: below it a direction is along an axis.
    let flat = 0.414213562373095
    let right = dx > 0, up = dy > 0
    if dy.magnitude <= flat * dx.magnitude { return right ? 0 : 4 }
    if dx.magnitude <= flat * dy.magnitude { return up ? 2 : 6 }
    return up ? (right ? 1 : 3) : (right ? 7 : 5)
  }
}
