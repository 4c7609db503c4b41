/// Lines of equal height through a grid of values: marching squares, the pieces joined into paths.
struct Contours {
  let x: [Double]
  let y: [Double]
  /// Row by row, one row for each y.
  let z: [Double]

  /// The edge of a grid cell: from (column, row) to the right or up.
  private struct Edge: Hashable {
    var column: Int
    var row: Int
    var isVertical: Bool
  }

  /// The paths at one level, in data coordinates.
  func paths(at level: Double) -> [[(x: Double, y: Double)]] {
    var neighbours: [Edge: [Edge]] = [:]
    var order: [Edge] = []
    func join(_ a: Edge, _ b: Edge) {
      for (from, to) in [(a, b), (b, a)] {
        if neighbours[from] == nil { order.append(from) }
        neighbours[from, default: []].append(to)
      }
    }
    for row in 0..<max(0, y.count - 1) {
      for column in 0..<max(0, x.count - 1) { pieces(column, row, level).forEach { join($0.0, $0.1) } }
    }
    // Open paths first, from their ends; what is left is closed.
    var paths: [[(x: Double, y: Double)]] = []
    for ends in [true, false] {
      for start in order {
        guard let next = neighbours[start], !next.isEmpty, !ends || next.count == 1 else { continue }
        paths.append(walk(from: start, &neighbours).map { place($0, level) })
      }
    }
    return paths
  }

  private func walk(from start: Edge, _ neighbours: inout [Edge: [Edge]]) -> [Edge] {
    var path = [start]
    while let here = path.last, let next = neighbours[here]?.first {
      neighbours[here]?.removeFirst()
      if let back = neighbours[next]?.firstIndex(of: here) { neighbours[next]?.remove(at: back) }
      path.append(next)
    }
    return path
  }

  /// The pieces of the line in one cell, each from one edge to another.
  private func pieces(_ column: Int, _ row: Int, _ level: Double) -> [(Edge, Edge)] {
    let base = row * x.count + column
    // Corners counterclockwise from the lower left.
    let a = z[base], b = z[base + 1], c = z[base + x.count + 1], d = z[base + x.count]
    guard a.isFinite, b.isFinite, c.isFinite, d.isFinite else { return [] }
    let bits = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0)
    if bits == 0 || bits == 15 { return [] }
    let bottom = Edge(column: column, row: row, isVertical: false)
    let right = Edge(column: column + 1, row: row, isVertical: true)
    let top = Edge(column: column, row: row + 1, isVertical: false)
    let left = Edge(column: column, row: row, isVertical: true)
    // A saddle is cut the way its mean says.
    let isHigh = a / 4 + b / 4 + c / 4 + d / 4 >= level
    switch bits {
    case 1, 14: return [(left, bottom)]
    case 2, 13: return [(bottom, right)]
    case 3, 12: return [(left, right)]
    case 4, 11: return [(right, top)]
    case 6, 9: return [(bottom, top)]
    case 7, 8: return [(left, top)]
    case 5: return isHigh ? [(left, top), (bottom, right)] : [(left, bottom), (right, top)]
    case 10: return isHigh ? [(left, bottom), (right, top)] : [(left, top), (bottom, right)]
    default: return []
    }
  }

  /// Where the level lies on an edge, between its ends in proportion.
  private func place(_ edge: Edge, _ level: Double) -> (x: Double, y: Double) {
    let here = edge.row * x.count + edge.column
    let a = z[here], b = z[edge.isVertical ? here + x.count : here + 1]
    // Halves, because differences may overflow.
    let span = b / 2 - a / 2
    let t = span == 0 ? 0.5 : min(max((level / 2 - a / 2) / span, 0), 1)
    func between(_ a: Double, _ b: Double) -> Double { a * (1 - t) + b * t }
    return edge.isVertical
      ? (x[edge.column], between(y[edge.row], y[edge.row + 1]))
      : (between(x[edge.column], x[edge.column + 1]), y[edge.row])
  }

  /// About `count` round levels between the least and the greatest value, ends left out.
  static func levels(_ z: [Double], count: Int) -> [Double] {
    let finite = z.lazy.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), high > low, (high - low).isFinite else {
      return []
    }
    var best: [Double] = []
    for step in TickStep.all(around: high - low) {
      let first = (low / step.value).rounded(.down) + 1, last = (high / step.value).rounded(.up) - 1
      guard first.magnitude < 1e15, last.magnitude < 1e15, last >= first, last - first < 1000 else {
        continue
      }
      let levels = (Int(first)...Int(last)).map { Double($0) * step.value }
      // Steps come finest first.
      if best.isEmpty || abs(levels.count - count) <= abs(best.count - count) { best = levels }
    }
    return best
  }
}
