/// The first half of a layered drawing (Sugiyama, Tagawa, Toda 1981): which layer each box is in, and in which
/// order the boxes of a layer stand. An edge over several layers passes through a bend in each of them.
struct GraphLayers {
  /// A box or a bend.
  struct Item {
    /// The box; nil for a bend.
    var box: Int?
    /// The box that the lines from here come from: those of one origin may share a line.
    var origin: Int
    /// Of a bend: whether the edge carries a gradient.
    var carriesGradient = true
  }

  /// A piece of an edge between items of neighbouring layers.
  struct Piece {
    var from: Int
    var to: Int
    var carriesGradient: Bool
  }

  private(set) var items: [Item]
  /// Items from top to bottom, from left to right.
  private(set) var layers: [[Int]] = []
  private(set) var pieces: [Piece] = []

  private static let sweeps = 8

  /// - Parameters:
  ///   - widths: columns of each box.
  ///   - room: columns that a layer may take; a layer of wider boxes is spread over several.
  init(_ graph: GraphBoxes, widths: [Int], gap: Int, room: Int) {
    items = graph.boxes.indices.map { Item(box: $0, origin: $0) }
    var layer = Self.longestPaths(graph)
    Self.spread(graph, &layer, widths, gap, room)
    layers = Array(repeating: [], count: (layer.max() ?? -1) + 1)
    for (box, number) in layer.enumerated() { layers[number].append(box) }
    bend(graph, layer)
    order()
  }

  // MARK: Layers

  /// Operations as high as what they use allows, inputs right above what uses them first.
  private static func longestPaths(_ graph: GraphBoxes) -> [Int] {
    var layer = [Int](repeating: 0, count: graph.boxes.count)
    // Edges lead from smaller positions to larger ones.
    for edge in graph.edges.sorted(by: { $0.from < $1.from }) {
      layer[edge.to] = max(layer[edge.to], layer[edge.from] + 1)
    }
    var hasOperands = [Bool](repeating: false, count: graph.boxes.count)
    var first = [Int](repeating: Int.max, count: graph.boxes.count)
    for edge in graph.edges {
      hasOperands[edge.to] = true
      first[edge.from] = min(first[edge.from], layer[edge.to])
    }
    for box in layer.indices where !hasOperands[box] && first[box] != Int.max { layer[box] = first[box] - 1 }
    return layer
  }

  /// Puts boxes that do not fit beside each other into layers of their own. Boxes of one layer do not use each
  /// other, so that any of them may stand lower, with everything below moved down.
  private static func spread(
    _ graph: GraphBoxes, _ layer: inout [Int], _ widths: [Int], _ gap: Int, _ room: Int
  ) {
    var number = 0
    while number <= layer.max() ?? -1 {
      let boxes = layer.indices.filter { layer[$0] == number }
      // Lines that pass by need room too.
      let passing = Set(graph.edges.filter { layer[$0.from] < number && layer[$0.to] > number }.map(\.from))
        .count
      var used = passing * (gap + 1), kept = 0
      var moved: [Int] = []
      for box in boxes {
        let size = widths[box] + gap
        // Each box that moves on still sends or needs a line here.
        if kept == 0 || used + size + (boxes.count - kept - moved.count - 1) * 2 <= room + gap {
          used += size
          kept += 1
        } else {
          moved.append(box)
        }
      }
      if !moved.isEmpty {
        for box in layer.indices where layer[box] > number { layer[box] += 1 }
        for box in moved { layer[box] = number + 1 }
      }
      number += 1
    }
  }

  private mutating func bend(_ graph: GraphBoxes, _ layer: [Int]) {
    // Edges of one origin go together as far as they can.
    var bends: [[Int]: Int] = [:]
    for edge in graph.edges {
      var from = edge.from
      for number in layer[edge.from] + 1..<max(layer[edge.from] + 1, layer[edge.to]) {
        let key = [edge.from, number, edge.carriesGradient ? 1 : 0]
        if let bend = bends[key] {
          from = bend
          continue
        }
        items.append(Item(box: nil, origin: edge.from, carriesGradient: edge.carriesGradient))
        let bend = items.count - 1
        bends[key] = bend
        layers[number].append(bend)
        pieces.append(Piece(from: from, to: bend, carriesGradient: edge.carriesGradient))
        from = bend
      }
      pieces.append(Piece(from: from, to: edge.to, carriesGradient: edge.carriesGradient))
    }
  }

  // MARK: Order

  /// Barycentres: each item goes to the mean place of its neighbours in the layer before; down and up in turn. The
  /// order with the fewest crossings is kept.
  private mutating func order() {
    var above = [[Int]](repeating: [], count: items.count), below = above
    for piece in pieces {
      above[piece.to].append(piece.from)
      below[piece.from].append(piece.to)
    }
    var best = layers, fewest = crossings(above)
    for sweep in 0..<Self.sweeps where fewest > 0 {
      let isDown = sweep % 2 == 0
      let neighbours = isDown ? above : below
      for number in isDown ? Array(layers.indices) : layers.indices.reversed() { sort(number, neighbours) }
      let now = crossings(above)
      if now < fewest { (best, fewest) = (layers, now) }
    }
    layers = best
  }

  private mutating func sort(_ number: Int, _ neighbours: [[Int]]) {
    var place = [Int](repeating: 0, count: items.count)
    for layer in layers { for (i, item) in layer.enumerated() { place[item] = i } }
    let keyed = layers[number].enumerated().map { i, item -> (key: Double, place: Int, item: Int) in
      let near = neighbours[item]
      let mean = near.isEmpty ? Double(i) : Double(near.reduce(0) { $0 + place[$1] }) / Double(near.count)
      return (mean, i, item)
    }
    layers[number] = keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.item)
  }

  private func crossings(_ above: [[Int]]) -> Int {
    var total = 0
    for number in layers.indices.dropFirst() {
      var place = [Int: Int]()
      for (i, item) in layers[number - 1].enumerated() { place[item] = i }
      let ends = layers[number].flatMap { item in above[item].compactMap { place[$0] }.sorted() }
      for i in ends.indices { for j in i + 1..<max(i + 1, ends.count) where ends[i] > ends[j] { total += 1 } }
    }
    return total
  }
}
