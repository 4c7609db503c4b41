/// A graph laid out in character cells: where its boxes and lines are.
struct GraphLayout {
  struct Box {
    var column: Int
    var row: Int
    var width: Int
    var lines: [GraphLabels.Line]
    var carriesGradient: Bool
    var kind: Graph.Node.Kind
    var height: Int { lines.count + 2 }
  }

  /// A line along columns and rows, from a box's lower border or a bend.
  struct Line {
    /// The box that it comes from.
    var origin: Int
    var points: [(column: Int, row: Int)]
    var carriesGradient: Bool
    /// Whether its end is at a box's upper border, and its beginning at a lower one.
    var isEnd: Bool
    var isStart: Bool
  }

  private(set) var boxes: [Box] = []
  private(set) var lines: [Line] = []
  private(set) var width = 0
  private(set) var height = 0

  static let gap = 1
  /// Text widths that are tried, from comfortable to narrow.
  private static let limits = [64, 48, 36, 28, 22, 16, 12, 8]

  /// - Returns: nil when the graph does not fit, however narrow its boxes are.
  init?(_ graph: Graph, _ glyphs: Glyphs, width room: Int) {
    let parts = GraphBoxes(graph)
    for limit in Self.limits where limit + 4 <= max(room, 12) {
      let labels = GraphLabels(glyphs: glyphs, limit: min(limit, room - 4))
      let texts = parts.boxes.map { labels.lines($0.nodes.map { graph.nodes[$0] }) }
      let widths = zip(texts, Self.ports(parts)).map { lines, ports in
        // A line of its own for each operand.
        max(lines.map { glyphs.ambiguous.width($0.text) }.max() ?? 0, 2 * ports - 3, 1) + 4
      }
      let layers = GraphLayers(parts, widths: widths, gap: Self.gap, room: room)
      let itemWidths = layers.items.map { $0.box.map { widths[$0] } ?? 1 }
      let placement = GraphPlacement(layers, widths: itemWidths, gap: Self.gap)
      if placement.width <= room {
        width = placement.width
        build(graph, parts, texts, layers, placement, itemWidths)
        return
      }
    }
    return nil
  }

  private static func ports(_ parts: GraphBoxes) -> [Int] {
    var ports = [Int](repeating: 0, count: parts.boxes.count)
    for edge in parts.edges { ports[edge.to] += 1 }
    return ports
  }

  private mutating func build(
    _ graph: Graph, _ parts: GraphBoxes, _ texts: [[GraphLabels.Line]], _ layers: GraphLayers,
    _ placement: GraphPlacement, _ widths: [Int]
  ) {
    boxes = parts.boxes.indices.map { box in
      Box(
        column: placement.left[box], row: 0, width: widths[box], lines: texts[box],
        carriesGradient: parts.boxes[box].carriesGradient,
        kind: graph.nodes[parts.boxes[box].nodes[0]].kind)
    }
    let gaps = layers.layers.indices.dropLast().map { route($0, layers, placement, widths) }
    for (number, layer) in layers.layers.enumerated() {
      let tallest = layer.compactMap { layers.items[$0].box }.map { boxes[$0].height }.max() ?? 1
      // Boxes stand on the lower edge of their layer: lines from them are short.
      for item in layer {
        guard let box = layers.items[item].box else { continue }
        boxes[box].row = height + tallest - boxes[box].height
      }
      for item in layer where layers.items[item].box == nil {
        let column = placement.left[item]
        lines.append(
          Line(
            origin: layers.items[item].origin, points: [(column, height), (column, height + tallest - 1)],
            carriesGradient: layers.items[item].carriesGradient, isEnd: false, isStart: false))
      }
      height += tallest
      if number > 0 { connect(gaps[number - 1], layers, from: height - tallest) }
      if number < gaps.count { height += gaps[number].routing.rows }
    }
  }

  /// The lines between two layers: a net for each item and each kind of line out of it, and the items in which
  /// its lines end.
  private struct Gap {
    var routing: GraphRouting
    var items: [Int]
    var targets: [[Int]]
  }

  private func route(
    _ number: Int, _ layers: GraphLayers, _ placement: GraphPlacement, _ widths: [Int]
  ) -> Gap {
    let here = Set(layers.layers[number])
    let pieces = layers.pieces.indices.filter { here.contains(layers.pieces[$0].from) }
    func top(_ item: Int) -> Int { placement.left[item] + widths[item] / 2 }
    let columns = targets(pieces, layers, placement, widths, avoiding: Set(here.map(top)))
    var nets: [GraphRouting.Net] = [], items: [Int] = [], ends: [[Int]] = []
    var places: [[Int]: Int] = [:]
    for piece in pieces {
      let (from, carries) = (layers.pieces[piece].from, layers.pieces[piece].carriesGradient)
      let key = [from, carries ? 1 : 0]
      if places[key] == nil {
        places[key] = nets.count
        nets.append(GraphRouting.Net(top: top(from), bottoms: [], carriesGradient: carries))
        items.append(from)
        ends.append([])
      }
      let net = places[key] ?? 0
      nets[net].bottoms.append(columns[piece] ?? 0)
      ends[net].append(layers.pieces[piece].to)
    }
    return Gap(routing: GraphRouting(nets), items: items, targets: ends)
  }

  /// Draws the lines of a gap, once the rows of the layers around it are known.
  private mutating func connect(_ gap: Gap, _ layers: GraphLayers, from top: Int) {
    let bottom = top - gap.routing.rows - 1
    for (i, net) in gap.routing.nets.enumerated() {
      let isStart = layers.items[gap.items[i]].box != nil
      for (target, column) in zip(gap.targets[i], net.bottoms) {
        var points = [(column: net.top, row: bottom)]
        if let row = net.row { points += [(net.top, bottom + 1 + row), (column, bottom + 1 + row)] }
        // Boxes that are less high than their layer begin further down.
        let box = layers.items[target].box
        points.append((column, box.map { boxes[$0].row } ?? top))
        lines.append(
          Line(
            origin: layers.items[gap.items[i]].origin, points: points, carriesGradient: net.carriesGradient,
            isEnd: box != nil, isStart: isStart))
      }
    }
  }

  /// The column in which each piece ends: operands of a box enter beside each other, in the order in which they
  /// come. Columns in which another line comes down are left free where they can be.
  private func targets(
    _ pieces: [Int], _ layers: GraphLayers, _ placement: GraphPlacement, _ widths: [Int],
    avoiding tops: Set<Int>
  ) -> [Int: Int] {
    var columns: [Int: Int] = [:]
    let groups = Dictionary(grouping: pieces) { layers.pieces[$0].to }
    for (target, entering) in groups {
      guard layers.items[target].box != nil else {
        for piece in entering { columns[piece] = placement.left[target] }
        continue
      }
      let size = widths[target], count = entering.count
      func top(_ piece: Int) -> Int {
        let from = layers.pieces[piece].from
        return placement.left[from] + widths[from] / 2
      }
      var used: Set<Int> = []
      for (i, piece) in entering.sorted(by: { (top($0), $0) < (top($1), $1) }).enumerated() {
        let left = placement.left[target]
        let inner = left + 1...left + size - 2, own = top(piece)
        // Straight down where that is possible.
        var column = left + (2 * i + 1) * size / (2 * count)
        let share =
          left + 1 + i * (size - 2)
          / count...max(
            left + 1 + i * (size - 2) / count, left + (i + 1) * (size - 2) / count)
        if share.contains(own), inner.contains(own) { column = own }
        column = min(max(column, inner.lowerBound), inner.upperBound)
        if used.contains(column) || (tops.contains(column) && column != own) {
          let near = inner.sorted { (abs($0 - column), $0) < (abs($1 - column), $1) }
          column =
            near.first { share.contains($0) && !used.contains($0) && (!tops.contains($0) || $0 == own) }
            ?? near.first { !used.contains($0) } ?? column
        }
        used.insert(column)
        columns[piece] = column
      }
    }
    return columns
  }
}
