extension TextSurface {
  /// A light pattern that lines stay visible on.
  mutating func area(_ xs: [Double], _ lower: [Double], _ upper: [Double], _ look: Look) {
    // Top and bottom of the area in every dot column.
    var edges: [(top: Double, bottom: Double)?] = Array(repeating: nil, count: canvas.dotColumns)
    var previous: (x: Double, y: Double, y2: Double)?
    for i in xs.indices {
      guard let a = point(xs[i], lower[i]), let b = point(xs[i], upper[i]) else {
        previous = nil
        continue
      }
      let current = (x: a.x, y: a.y, y2: b.y)
      Self.widen(&edges, from: previous ?? current, to: current)
      previous = current
    }
    let isCoarse = canvas.isCoarse
    for (x, edge) in edges.enumerated() {
      guard let edge, edge.bottom >= 0, edge.top <= Double(canvas.dotRows) else { continue }
      let top = Int(max(0, edge.top)), bottom = Int(min(edge.bottom, Double(canvas.dotRows - 1)))
      canvas.rectangle(x, top, x, bottom, look.ink) { x, y in isCoarse || Texture.isOn(x, y, look.texture) }
    }
  }

  /// Adds the columns between two neighbouring points of the area, interpolated.
  private static func widen(
    _ edges: inout [(top: Double, bottom: Double)?],
    from a: (x: Double, y: Double, y2: Double), to b: (x: Double, y: Double, y2: Double)
  ) {
    let (left, right) = a.x <= b.x ? (a, b) : (b, a)
    let last = Double(edges.count)
    guard !edges.isEmpty, left.x <= last, right.x >= 0 else { return }
    let first = Int(max(0, left.x)), end = Int(min(right.x, last - 1))
    guard first <= end else { return }
    for column in first...end {
      let width = right.x - left.x
      let t = width > 0 ? min(max((Double(column) - left.x) / width, 0), 1) : 1
      let y = left.y + t * (right.y - left.y), y2 = left.y2 + t * (right.y2 - left.y2)
      let old = edges[column] ?? (top: .infinity, bottom: -.infinity)
      edges[column] = (top: min(old.top, y, y2), bottom: max(old.bottom, y, y2))
    }
  }
}

/// The dots that fill an area: one in eight, so that a line on top stands out.
enum Texture {
  static func isOn(_ x: Int, _ y: Int, _ texture: Int) -> Bool {
    (x + texture) % 2 == 0 && (y + x / 2 * 2 + texture) % 4 == 0
  }
}
