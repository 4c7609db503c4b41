/// A copy of the graph that one tensor was computed through, for whoever draws or explains it.
///
/// Nodes stand in the order in which they ran, inputs before what uses them. A snapshot keeps what it shows alive;
/// taking one, and anything that is asked of it, changes neither the graph nor a gradient.
public struct GraphSnapshot {
  public struct Node {
    public enum Kind: Sendable {
      /// What gradients are collected for: a parameter, mostly.
      case leaf
      /// A tensor outside the graph: data, a number, what `no_grad` gave.
      case constant
      case operation
      /// The same values with their history cut off.
      case detached
      /// An operation whose inputs `backward` has let go of, or that lies beyond the limit of the snapshot.
      case unknown
    }

    public let kind: Kind
    /// `matmul`; empty unless it is an operation.
    public let operation: String
    /// What the operation was told besides its inputs: `axis 1`.
    public let attributes: String
    /// The results, outside the graph.
    public fileprivate(set) var values: [Tensor]
    public fileprivate(set) var inputs: [Edge]
    /// What `backward` has collected here.
    public let gradient: Tensor?
    /// Whether a gradient of the snapshot's result gets here.
    public fileprivate(set) var carriesGradient = false
    /// The place in the tape; nil for what has none.
    fileprivate let place: Int?
    let recorded: (any Operation)?
    /// What keeps the hooks of its results.
    let cell: GradientCell?
    /// The inputs as they were recorded.
    let tensors: [Tensor]

    /// The first result; nil where there is none, and where it would have to be computed again and can't be.
    public var value: Tensor? {
      guard let first = values.first, (try? first.compute()) != nil else { return nil }
      return first
    }
    /// The rules by which the gradients of the inputs are made, one for each, in the language: `g * y`, where g is
    /// the gradient of the result. Empty where nobody wrote them down.
    public var rules: [String] { recorded.map { type(of: $0).rules } ?? [] }
    /// What the rules call the inputs.
    public var parameterNames: [String] {
      recorded.map { type(of: $0).signature.parameters.filter(\.isOperand).map(\.name) } ?? []
    }
  }

  public struct Edge {
    /// Positions in `nodes`, and which of the node's results it is.
    public let node: Int
    public let output: Int
    /// Whether a gradient goes back along it.
    public let carriesGradient: Bool
  }

  public private(set) var nodes: [Node] = []
  /// The position of the tensor that the snapshot is of, and which result of its node that is.
  public private(set) var result = 0
  public let resultOutput: Int
  /// Operations before the oldest one here, at least; 0 when all are here.
  public private(set) var omitted = 0
  let root: Tensor
  let tape: Tape?

  private var positions: [Int: Int] = [:]
  private var constants: [ViewKey: Int] = [:]

  /// More operations are not looked at unless asked for.
  public static let limit = 20_000

  /// - Parameters:
  ///   - known: tensors that the reader has names for. One of them that was detached and used is followed further.
  ///   - limit: the most operations; the last ones are kept.
  /// - Throws: `.noGraph` outside of a graph, `.freedGraph` when `backward` has freed it.
  public init(
    of tensor: Tensor, known: [Tensor] = [], limit: Int = GraphSnapshot.limit
  ) throws(TensorError) {
    guard let tape = tensor.body.tape else { throw .noGraph }
    if tape.nodes[tensor.body.node].isFreed { throw .freedGraph }
    root = tensor
    self.tape = tape
    resultOutput = tensor.body.output
    collect(tape, known, max(1, limit))
  }

  // MARK: Finding

  /// The position of a tensor's node; nil when the tensor is no part of this graph.
  public func find(_ tensor: Tensor) -> Int? {
    if let own = tensor.body.tape { return own === tape ? positions[tensor.body.node] : nil }
    return constants[ViewKey(tensor)]
  }

  /// The constants that lie in the same memory as a tensor, as parts or other forms of it.
  public func findParts(of tensor: Tensor) -> [Int] {
    let block = ObjectIdentifier(tensor.body.storage.owner)
    return constants.filter { $0.key.block == block && $0.key != ViewKey(tensor) }.map(\.value).sorted()
  }

  // MARK: Collecting

  private mutating func collect(_ tape: Tape, _ known: [Tensor], _ limit: Int) {
    // Where the elements of detached tensors come from.
    var origins: [ViewKey: Int] = [:]
    for tensor in known where tensor.body.tape === tape { origins[ViewKey(tensor)] = tensor.body.node }
    for tensor in known where !tensor.requiresGrad { origins[ViewKey(tensor)] = nil }
    let (order, tensors) = reachable(tape, origins, limit)
    for node in order {
      // Constants among the inputs come to stand before the node.
      let edges = tape.nodes[node].inputs.map { edge(to: $0, tape, origins) }
      positions[node] = nodes.count
      nodes.append(Self.node(node, tape, edges, tensors[node]))
      if let view = tape.nodes[node].output { origins[ViewKey(view)] = node }
    }
    result = positions[root.body.node] ?? nodes.count - 1
    markFlow()
  }

  private static func node(_ place: Int, _ tape: Tape, _ edges: [Edge], _ tensor: Tensor?) -> Node {
    let node = tape.nodes[place]
    let values = node.output.map { first in
      ([first] + node.otherOutputs).map { Tensor(body: TensorBody($0)) }
    }
    let gradient = node.cell?.find(0).flatMap { $0.isRetained ? $0.gradient : nil }
    if let operation = node.operation {
      return Node(
        kind: .operation, operation: type(of: operation).signature.name,
        attributes: OperationAttributes.text(operation), values: values ?? [], inputs: edges,
        gradient: gradient, place: place, recorded: operation, cell: node.cell, tensors: node.inputs.all)
    }
    return Node(
      kind: node.isFreed ? .unknown : .leaf, operation: "", attributes: "",
      values: tensor.map { [$0.detached()] } ?? [], inputs: [], gradient: gradient, place: place,
      recorded: nil, cell: node.cell, tensors: [])
  }

  /// The edge to an operation's input, whose node is made if it is a constant that is met for the first time.
  private mutating func edge(to input: Tensor, _ tape: Tape, _ origins: [ViewKey: Int]) -> Edge {
    if input.body.tape === tape {
      if let node = positions[input.body.node] {
        return Edge(node: node, output: input.body.output, carriesGradient: true)
      }
      // It was left out: one node stands for each such result.
      nodes.append(Self.constant(.unknown, input, []))
      positions[input.body.node] = nodes.count - 1
      return Edge(node: nodes.count - 1, output: 0, carriesGradient: true)
    }
    let key = ViewKey(input)
    if let node = constants[key] { return Edge(node: node, output: 0, carriesGradient: false) }
    if let origin = origins[key].flatMap({ positions[$0] }) {
      let back = Edge(node: origin, output: 0, carriesGradient: false)
      nodes.append(Self.constant(.detached, input, [back]))
    } else {
      nodes.append(Self.constant(.constant, input, []))
    }
    constants[key] = nodes.count - 1
    return Edge(node: nodes.count - 1, output: 0, carriesGradient: false)
  }

  private static func constant(_ kind: Node.Kind, _ tensor: Tensor, _ inputs: [Edge]) -> Node {
    Node(
      kind: kind, operation: kind == .detached ? "detach" : "", attributes: "", values: [tensor.detached()],
      inputs: inputs, gradient: nil, place: nil, recorded: nil, cell: nil, tensors: [])
  }

  /// The nodes that the result depends on, oldest first, and a tensor of each; the newest of them when there
  /// are more than `limit`.
  private mutating func reachable(
    _ tape: Tape, _ origins: [ViewKey: Int], _ limit: Int
  ) -> (order: [Int], tensors: [Int: Tensor]) {
    var waiting = NewestFirst()
    var tensors = [root.body.node: root]
    waiting.insert(root.body.node, tape.nodes[root.body.node].sequence)
    var order: [Int] = []
    while order.count < limit, let node = waiting.popFirst() {
      order.append(node)
      for input in tape.nodes[node].inputs {
        let place = input.body.tape === tape ? input.body.node : origins[ViewKey(input)]
        guard let place, tensors[place] == nil else { continue }
        tensors[place] = input
        waiting.insert(place, tape.nodes[place].sequence)
      }
    }
    // Leaves are few, and say more than that something is missing.
    while let node = waiting.popFirst() {
      if tape.nodes[node].operation == nil, !tape.nodes[node].isFreed {
        order.append(node)
      } else {
        omitted += 1
      }
    }
    return (order.sorted { tape.nodes[$0].sequence < tape.nodes[$1].sequence }, tensors)
  }

  private mutating func markFlow() {
    guard nodes.indices.contains(result) else { return }
    nodes[result].carriesGradient = true
    for position in nodes.indices.reversed() where nodes[position].carriesGradient {
      for edge in nodes[position].inputs where edge.carriesGradient {
        nodes[edge.node].carriesGradient = true
      }
    }
  }
}

/// What makes two tensors outside the graph the same one: the same elements of the same memory.
private struct ViewKey: Hashable {
  let block: ObjectIdentifier
  private let offset: Int
  private let shape: Shape

  init(_ tensor: Tensor) { self.init(tensor.body.view) }
  init(_ view: View) {
    block = ObjectIdentifier(view.storage.owner)
    (offset, shape) = (view.offset, view.shape)
  }
}

/// Nodes that wait to be visited: the newest comes first. A binary heap.
private struct NewestFirst {
  private var items: [(node: Int, sequence: Int)] = []

  mutating func insert(_ node: Int, _ sequence: Int) {
    items.append((node, sequence))
    var child = items.count - 1
    while child > 0, items[(child - 1) / 2].sequence < items[child].sequence {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> Int? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return first.node }
    items[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count {
        if items[child].sequence > items[largest].sequence { largest = child }
      }
      if largest == parent { return first.node }
      items.swapAt(parent, largest)
      parent = largest
    }
  }
}
