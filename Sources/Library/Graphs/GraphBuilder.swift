import Formatting
import Language
import Plotting
import Tensors

/// Puts a snapshot of a graph into words for a drawing.
struct GraphBuilder {
  private let snapshot: GraphSnapshot
  private let names: GraphNames
  /// Single numbers without a name stand in their operation: `power(·, 3)`.
  private let isWritten: [Bool]

  init(_ snapshot: GraphSnapshot, _ names: GraphNames) {
    self.snapshot = snapshot
    self.names = names
    isWritten = snapshot.nodes.indices.map { i in
      let node = snapshot.nodes[i]
      return node.kind == .constant && names.names[i].isEmpty && node.value?.count == 1
    }
  }

  /// - Parameter isBackward: arrows go back, and each result has the gradient that arrives there.
  func graph(title: String, isFolded: Bool, isBackward: Bool) throws(Diagnostic) -> Graph {
    let gradients = isBackward ? try arriving() : []
    var places = [Int](repeating: -1, count: snapshot.nodes.count)
    var nodes: [Graph.Node] = []
    for i in snapshot.nodes.indices where !isWritten[i] {
      places[i] = nodes.count
      nodes.append(node(i, gradients.isEmpty ? snapshot.nodes[i].gradient : gradients[i]))
    }
    var edges: [Graph.Edge] = []
    for (i, node) in snapshot.nodes.enumerated() {
      for edge in node.inputs where !isWritten[edge.node] {
        edges.append(Graph.Edge(places[edge.node], places[i], carriesGradient: edge.carriesGradient))
      }
    }
    let (made, uses) = (nodes, edges)
    return try charting { () throws(ChartError) in
      try Graph(
        title: title, nodes: made, edges: uses, isBackward: isBackward, isFolded: isFolded,
        omitted: snapshot.omitted)
    }
  }

  /// The gradient of the result by each node, without a trace in the graph.
  private func arriving() throws(Diagnostic) -> [Tensor?] {
    try converting { () throws(TensorError) in
      var walk = try ReverseWalk(snapshot)
      while try walk.step() != nil {}
      return walk.gradients.map { $0.first ?? nil }
    }
  }

  private func node(_ i: Int, _ gradient: Tensor?) -> Graph.Node {
    let node = snapshot.nodes[i]
    let type = node.value.map { "\($0.dtype.name)\($0.shape)" } ?? ""
    let kind: Graph.Node.Kind =
      switch node.kind {
      case .leaf: .parameter
      case .constant: .input
      case .operation, .detached: .operation
      case .unknown: .folded
      }
    return Graph.Node(
      kind, name: names.names[i], operation: kind == .folded ? "what came before" : operation(i), type: type,
      value: node.value.flatMap(TensorWords.small) ?? "", gradient: gradient.map(TensorWords.short) ?? "",
      part: names.parts[i], count: kind == .operation ? 1 : 0, carriesGradient: node.carriesGradient)
  }

  /// `multiply(w, x)`, `power(·, 3)`, `sum(axes 0)`, `tanh`
  private func operation(_ i: Int) -> String {
    let node = snapshot.nodes[i]
    guard node.kind == .operation else { return node.operation }
    var words: [String] = []
    if node.inputs.count > 1 {
      let operands = node.inputs.map { operand($0.node) }
      if operands.contains(where: { $0 != "·" }), operands.count <= 4 { words = operands }
    }
    // What a number was made along says nothing.
    if !node.attributes.isEmpty, node.value?.count != 1 { words.append(node.attributes) }
    return words.isEmpty ? node.operation : "\(node.operation)(\(words.joined(separator: ", ")))"
  }

  private func operand(_ i: Int) -> String {
    if isWritten[i], let value = snapshot.nodes[i].value { return TensorWords.small(value) ?? "·" }
    let name = names.names[i]
    return name.isEmpty || name.count > 8 || name.contains(".") ? "·" : name
  }
}
