/// The boxes of a drawing: a node each, a chain of operations of which each only uses the one before, or many
/// parameters that go into nothing but one operation.
struct GraphBoxes {
  struct Box {
    /// Positions of nodes, in order.
    var nodes: [Int]
    var carriesGradient: Bool
  }

  struct Edge: Hashable {
    var from: Int
    var to: Int
    var carriesGradient: Bool
  }

  private(set) var boxes: [Box] = []
  /// Between boxes, from smaller positions to larger ones.
  private(set) var edges: [Edge] = []

  /// So many parameters of one operation have boxes of their own.
  private static let mostLeaves = 6

  init(_ graph: Graph) {
    let incoming = graph.incoming, outgoing = graph.outgoing
    var place = [Int](repeating: 0, count: graph.nodes.count)
    let (crowd, isCrowded) = Self.crowds(graph, outgoing)
    var shared: [[Int]: Int] = [:]
    for (position, node) in graph.nodes.enumerated() {
      if isCrowded[position] {
        let key = [crowd[position], node.carriesGradient ? 1 : 0]
        if let box = shared[key] {
          place[position] = box
          boxes[box].nodes.append(position)
          continue
        }
        shared[key] = boxes.count
      }
      // A chain may have other boxes between its nodes, but none of them uses it or is used by it.
      if let edge = incoming[position].first, incoming[position].count == 1, outgoing[edge.from].count == 1,
        !node.isLeaf, edge.carriesGradient == node.carriesGradient,
        graph.nodes[edge.from].carriesGradient == node.carriesGradient
      {
        place[position] = place[edge.from]
        boxes[place[position]].nodes.append(position)
      } else {
        place[position] = boxes.count
        boxes.append(Box(nodes: [position], carriesGradient: node.carriesGradient))
      }
    }
    var seen: Set<Edge> = []
    edges = graph.edges.compactMap { edge in
      let moved = Edge(from: place[edge.from], to: place[edge.to], carriesGradient: edge.carriesGradient)
      if moved.from == moved.to { return nil }
      return isCrowded[edge.from] && !seen.insert(moved).inserted ? nil : moved
    }
  }

  /// The leaves that stand in one box because they are many, and the operation that each goes into.
  private static func crowds(
    _ graph: Graph, _ outgoing: [[Graph.Edge]]
  ) -> (user: [Int], isCrowded: [Bool]) {
    let user = graph.nodes.indices.map { position in
      graph.nodes[position].isLeaf && outgoing[position].count == 1 ? outgoing[position][0].to : -1
    }
    var counts = [Int](repeating: 0, count: graph.nodes.count)
    for user in user where user >= 0 { counts[user] += 1 }
    return (user, user.map { $0 >= 0 && counts[$0] > mostLeaves })
  }
}

/// What stands in a box, as lines of text.
struct GraphLabels {
  let glyphs: Glyphs
  /// Columns of a line at most.
  let limit: Int

  struct Line {
    var text: String
    var isGradient = false
  }

  /// So many lines of a crowd are shown.
  private static let mostLeaves = 10

  /// The lines of all nodes of a box; names and operations at the left, values and types lined up beside them.
  func lines(_ nodes: [Graph.Node]) -> [Line] {
    if nodes.count > Self.mostLeaves, nodes.allSatisfy(\.isLeaf) {
      let shown = nodes.prefix(Self.mostLeaves - 1)
      return lines(Array(shown)) + [Line(text: cut(plain("… \(nodes.count - shown.count) more")))]
    }
    let heads = nodes.map { plain(head($0)) }, tails = nodes.map { plain(tail($0)) }
    let headWidth = heads.map(width).max() ?? 0, tailWidth = tails.map(width).max() ?? 0
    // Without room for two columns the second one stands below.
    let isWide = tailWidth == 0 || headWidth == 0 || headWidth + 2 + tailWidth <= limit
    var lines: [Line] = []
    for (i, node) in nodes.enumerated() {
      if isWide {
        let text =
          tails[i].isEmpty
          ? heads[i] : glyphs.ambiguous.pad(heads[i], to: headWidth) + (headWidth > 0 ? "  " : "") + tails[i]
        lines.append(Line(text: cut(text)))
      } else {
        if !heads[i].isEmpty { lines.append(Line(text: cut(heads[i]))) }
        if !tails[i].isEmpty { lines.append(Line(text: cut(heads[i].isEmpty ? tails[i] : "  " + tails[i]))) }
      }
      if node.kind == .folded, node.count > 1, !node.operation.hasSuffix("operations") {
        lines.append(Line(text: cut(plain("  \(node.count) operations"))))
      }
      if !node.gradient.isEmpty {
        lines.append(Line(text: cut(plain("∂ " + node.gradient)), isGradient: true))
      }
    }
    return lines
  }

  private func head(_ node: Graph.Node) -> String {
    if node.isLeaf {
      return node.value.isEmpty || node.name.isEmpty ? node.name : "\(node.name) = \(node.value)"
    }
    return node.name.isEmpty ? node.operation : "\(node.name) = \(node.operation)"
  }

  private func tail(_ node: Graph.Node) -> String {
    if node.isLeaf, !node.name.isEmpty, !node.value.isEmpty { return "" }
    return node.value.isEmpty ? node.type : node.value
  }

  private func width(_ text: String) -> Int { glyphs.ambiguous.width(text) }

  private func cut(_ text: String) -> String {
    glyphs.ambiguous.truncate(text, to: limit, ellipsis: glyphs.ellipsis)
  }

  /// Without characters that the terminal may not have, or gives two columns to.
  private func plain(_ text: String) -> String {
    guard glyphs.isPlain else { return text.onOneLine }
    return text.onOneLine.reduce(into: "") { result, character in
      switch character {
      case "·": result += "_"
      case "×": result += "x"
      case "∂": result += "grad"
      case "…": result += "..."
      default: result.append(character)
      }
    }
  }
}
