import Formatting

/// Drawing much as little: repetitions, parts of models, and what lies far back become one node each.
///
/// What is folded are always operations that ran one after the other, so that the folded graph has no cycles
/// either.
extension Graph {
  /// Up to so many operations nothing is folded.
  static let unfoldedLimit = 16
  /// More boxes than this are not drawn, and not even for those who want nothing folded more than that.
  static let drawnLimit = 40
  static let unfoldedBoxLimit = 300
  /// Longer repetitions are not looked for.
  private static let longestPeriod = 256

  /// The graph as it is drawn: as it is when it is small.
  var folded: Graph {
    guard isFolded, operations.count > Self.unfoldedLimit else { return elided(to: Self.unfoldedBoxLimit) }
    var graph = self
    // A repetition may itself be repeated: steps in time within layers.
    for _ in 0..<4 {
      guard let next = graph.foldingRepetition() else { break }
      graph = next
    }
    if graph.boxCount > Self.drawnLimit { graph = graph.foldingParts() }
    return graph.elided(to: Self.drawnLimit)
  }

  /// Nodes that are operations, in order.
  private var operations: [Int] { nodes.indices.filter { !nodes[$0].isLeaf } }

  /// How many boxes a drawing has: chains are one.
  private var boxCount: Int { GraphBoxes(self).boxes.count }

  // MARK: Repetitions

  private struct Run {
    var start: Int
    var period: Int
    var repeats: Int
    var saved: Int { (repeats - 1) * period }
  }

  /// The graph with its largest repetition as one node; nil when there is none worth it.
  private func foldingRepetition() -> Graph? {
    let order = operations
    var known: [String: Int] = [:]
    let labels = order.map { position -> Int in
      let text = nodes[position].bareOperation + " " + nodes[position].type
      if let label = known[text] { return label }
      known[text] = known.count
      return known.count - 1
    }
    guard let run = largestRun(order, labels) else { return nil }
    let members = Array(order[run.start..<run.start + run.period * run.repeats])
    return collapsing([members]) { _ in foldedNode(members, run.period, run.repeats) }
  }

  private func largestRun(_ order: [Int], _ labels: [Int]) -> Run? {
    var rank = [Int](repeating: -1, count: nodes.count)
    for (i, position) in order.enumerated() { rank[position] = i }
    let incoming = incoming
    /// Whether the operations at `i` and a period later take their operands from corresponding places.
    func corresponds(_ i: Int, _ period: Int) -> Bool {
      guard labels[i] == labels[i + period] else { return false }
      let a = incoming[order[i]], b = incoming[order[i + period]]
      guard a.count == b.count else { return false }
      return zip(a, b).allSatisfy { x, y in
        // The first repetition may begin with something of its own.
        x.from == y.from || rank[x.from] < 0 || rank[x.from] + period == rank[y.from]
      }
    }
    var best: Run?
    for period in 1...max(1, min(Self.longestPeriod, labels.count / 3)) {
      var length = 0
      for i in 0...max(0, labels.count - period) {
        if i + period < labels.count, corresponds(i, period) {
          length += 1
          continue
        }
        let repeats = length / period + 1
        // What is left over may be at either end: a repetition begins where a part of a model does.
        let starts = i - length...i - length + length % period
        let start = starts.first { $0 > 0 && nodes[order[$0]].part != nodes[order[$0 - 1]].part }
        let run = Run(start: start ?? i - length, period: period, repeats: repeats)
        if repeats >= 3, run.saved >= 4, run.saved > best?.saved ?? 0 { best = run }
        length = 0
      }
    }
    return best
  }

  private func foldedNode(_ members: [Int], _ period: Int, _ repeats: Int) -> Node {
    let first = members.prefix(period).map { nodes[$0] }
    let last = nodes[members[members.count - 1]]
    var names: [String] = []
    for node in first where names.last != node.bareOperation { names.append(node.bareOperation) }
    let shown = names.count > 4 ? names.prefix(3) + ["… \(names.count - 3) more"] : names[...]
    let common = Self.common(members.map { nodes[$0].part }.filter { !$0.isEmpty })
    let what = repeatedPart(members, period, common.count) ?? shown.joined(separator: ", ")
    return Node(
      .folded, name: last.name, operation: "\(repeats) × \(what)", type: last.type, value: last.value,
      gradient: last.gradient, part: common, count: members.reduce(0) { $0 + nodes[$1].count },
      carriesGradient: last.carriesGradient)
  }

  /// What the repetitions are called when each is a part of a list in a model: `net.blocks[0...11]`.
  private func repeatedPart(_ members: [Int], _ period: Int, _ depth: Int) -> String? {
    let firsts = stride(from: 0, to: members.count, by: period).map { nodes[members[$0]].part }
    guard firsts.allSatisfy({ $0.count > depth }), Set(firsts.map { $0[depth] }).count == firsts.count,
      let first = firsts.first, let last = firsts.last
    else { return nil }
    let list = first.prefix(depth).joined(separator: ".")
    if Int(first[depth]) != nil { return "\(list)[\(first[depth])...\(last[depth])]" }
    return "\(list).\(first[depth]) … \(last[depth])"
  }

  static func common(_ paths: [[String]]) -> [String] {
    guard var common = paths.first else { return [] }
    for path in paths {
      var length = 0
      while length < min(common.count, path.count), common[length] == path[length] { length += 1 }
      common = Array(common.prefix(length))
    }
    return common
  }

  // MARK: Parts of models

  /// Neighbouring operations of one part of a model as one node, as deep in the model as there is room for.
  private func foldingParts() -> Graph {
    var best = self
    for depth in (1...6).reversed() {
      var groups: [[Int]] = []
      var before: [String]?
      for position in operations {
        let part = Array(nodes[position].part.prefix(depth))
        if let before, before == part, !part.isEmpty {
          groups[groups.count - 1].append(position)
        } else {
          groups.append([position])
        }
        before = part
      }
      let folded = collapsing(groups.filter { $0.count > 1 }) { members in
        let last = nodes[members[members.count - 1]]
        let part = Array(last.part.prefix(depth))
        return Node(
          .folded, name: last.name, operation: part.joined(separator: "."), type: last.type,
          value: last.value,
          gradient: last.gradient, part: part, count: members.reduce(0) { $0 + nodes[$1].count },
          carriesGradient: last.carriesGradient)
      }
      if folded.boxCount < best.boxCount { best = folded }
      if best.boxCount <= Self.drawnLimit { break }
    }
    return best
  }

  // MARK: What is far back

  /// The last operations, and one node for all before them, where there are more than `limit` boxes.
  private func elided(to limit: Int) -> Graph {
    var graph = self
    var kept = min(limit, operations.count)
    // Each operation that is left may bring parameters of its own.
    while kept > 1, graph.boxCount > limit {
      let members = Array(operations.dropLast(kept))
      kept = kept * 3 / 4
      if members.isEmpty { continue }
      graph = collapsing([members]) { members in
        let count = members.reduce(omitted) { $0 + nodes[$1].count }
        return Node(
          .folded, operation: "\(Numbers.grouped(count)) earlier operations", count: count,
          carriesGradient: members.contains { nodes[$0].carriesGradient })
      }
      graph.omitted = 0
    }
    return graph
  }

  // MARK: Collapsing

  /// The graph with one node in the place of each group's operations, which follow each other in order.
  /// Parameters and inputs that only one group uses go into it, when there are more than two.
  func collapsing(_ groups: [[Int]], _ make: ([Int]) -> Node) -> Graph {
    var group = [Int](repeating: -1, count: nodes.count)
    for (number, members) in groups.enumerated() { for member in members { group[member] = number } }
    let outgoing = outgoing
    var absorbed = [Int](repeating: 0, count: groups.count)
    let leaves = nodes.indices.filter { position in
      guard nodes[position].isLeaf, let first = outgoing[position].first.map({ group[$0.to] }) else {
        return false
      }
      return first >= 0 && outgoing[position].count == 1
    }
    for leaf in leaves { absorbed[group[outgoing[leaf][0].to]] += 1 }
    for leaf in leaves where absorbed[group[outgoing[leaf][0].to]] > 2 {
      group[leaf] = group[outgoing[leaf][0].to]
    }
    // A group stands where its last operation stood: nothing that it uses is later.
    var places = [Int](repeating: 0, count: nodes.count)
    var lasts = groups.map { $0.last ?? 0 }
    var kept: [Node] = []
    for position in nodes.indices {
      if group[position] < 0 {
        places[position] = kept.count
        kept.append(nodes[position])
      } else if lasts[group[position]] == position {
        lasts[group[position]] = -1 - kept.count
        kept.append(make(groups[group[position]]))
      }
    }
    for position in nodes.indices where group[position] >= 0 {
      places[position] = -1 - lasts[group[position]]
    }
    var seen: Set<Edge> = []
    let edges = edges.compactMap { edge -> Edge? in
      let moved = Edge(places[edge.from], places[edge.to], carriesGradient: edge.carriesGradient)
      guard moved.from != moved.to else { return nil }
      let isFolded = group[edge.from] >= 0 || group[edge.to] >= 0
      // Many operands of something folded are one.
      return isFolded && !seen.insert(moved).inserted ? nil : moved
    }
    return Graph(unchecked: kept, edges, like: self)
  }
}

extension Graph.Node {
  /// The operation without its operands.
  var bareOperation: String { String(operation.prefix { $0 != "(" }) }
}
