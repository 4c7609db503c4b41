/// The graph of one session: an arena of nodes, counted and freed by hand.
///
/// A node is one recorded operation. Tensors that it made, and nodes that use those tensors, each hold
/// one count of it; at zero it is freed, and lets go of its inputs in turn, through a list instead of
/// recursion. So a graph of any depth can be dropped, and one that nobody refers to takes no memory.
/// Not thread-safe.
public final class Tape: @unchecked Sendable {
  struct Node {
    /// nil for a leaf, and for a node whose graph was freed.
    var operation: (any Operation)?
    /// Tracked inputs keep their own nodes alive: these are the edges.
    var inputs: [Tensor] = []
    /// The result, outside the graph: a tracked tensor would keep its own node alive for ever. A large one that no
    /// derivative reads is `Forgotten`.
    var output: View?
    /// Those of further results.
    var otherOutputs: [View] = []
    var count = 0
    /// Grows with every node: inputs have smaller numbers.
    var sequence = 0
    var cell: GradientCell?
    var isFreed = false
    /// Place in the backward walk under way.
    var position = -1
  }

  var nodes: [Node] = []
  private var vacant: [Int] = []
  /// How many nodes have been recorded so far: the number of the next one.
  public private(set) var nextSequence = 0
  private var releasing: [Int] = []
  private var isReleasing = false

  /// False inside `no_grad`.
  public var isRecording = true
  /// Whether operations, and the derivatives in a backward walk, stop at the first nan or infinity (`NonFinite`).
  public var findsNonFinite = false
  /// Where a node was recorded, for messages, by its number in the order of recording.
  public var origin: ((Int) -> String?)?

  /// Set when a gradient is added to one that belongs to values which are no more: for a warning.
  public var addsToOutdated = false

  /// Results of so many elements are not kept unless a derivative reads them (`Forgotten`).
  let forgetsFrom: Int
  /// How often one of those was computed again: for tests.
  var recalls = 0

  public init(forgetsFrom: Int = Tape.forgetsFrom) { self.forgetsFrom = forgetsFrom }

  /// Nodes that are in use: for tests and `:profile`.
  public var liveNodes: Int { nodes.count - vacant.count }

  // MARK: Nodes

  private func makeNode(_ node: consuming Node) -> Int {
    node.sequence = nextSequence
    nextSequence += 1
    if let index = vacant.popLast() {
      nodes[index] = node
      return index
    }
    nodes.append(node)
    return nodes.count - 1
  }

  func retain(_ node: Int) { nodes[node].count += 1 }

  func release(_ node: Int) {
    nodes[node].count -= 1
    guard nodes[node].count == 0 else { return }
    releasing.append(node)
    // A node's inputs are released when its slot is cleared, which calls back here: the list makes that flat.
    guard !isReleasing else { return }
    isReleasing = true
    while let index = releasing.popLast() {
      // Exchanged, which counts no references; what it held is let go of at the end of the round.
      var old = Node()
      swap(&old, &nodes[index])
      vacant.append(index)
    }
    isReleasing = false
  }

  /// Lets go of what a node kept for its derivative.
  func free(_ node: Int) {
    keepForOthers(node)
    var rest = Node(
      count: nodes[node].count, sequence: nodes[node].sequence, cell: nodes[node].cell, isFreed: true,
      position: nodes[node].position)
    swap(&rest, &nodes[node])
  }

  /// Another graph may use a result that this one has not kept, and could not have it computed once this one is gone.
  private func keepForOthers(_ node: Int) {
    guard var output = nodes[node].output, output.storage.isForgotten else { return }
    nodes[node].output = nil
    let isOwn = isKnownUniquelyReferenced(&output.storage)
    nodes[node].output = output
    if !isOwn { try? output.storage.compute(mayStop: true) }
  }

  // MARK: Recording

  func tracked(_ view: View, node: Int, output: Int) -> Tensor {
    nodes[node].count += 1
    return Tensor(body: TensorBody(view, tape: self, node: node, output: output))
  }

  /// A tensor with the same values that gradients are collected for.
  public func leaf(_ tensor: Tensor) -> Tensor {
    var node = Node()
    node.cell = GradientCell(output: 0)
    return tracked(tensor.body.view, node: makeNode(node), output: 0)
  }

  /// The same leaf with other values, which count as its current ones from now on.
  func leaf(_ tensor: Tensor, sameAs other: Tensor) -> Tensor {
    nodes[other.body.node].cell?.current = ObjectIdentifier(tensor.body.storage)
    return tracked(tensor.body.view, node: other.body.node, output: 0)
  }

  /// Records an operation whose inputs are part of this graph; integer results stay outside.
  func record<O: Operation>(_ operation: O, _ inputs: [Tensor], _ results: [Tensor]) -> [Tensor] {
    guard results.contains(where: { $0.dtype.isFloat }), !O.isConstant else { return results }
    var node = Node()
    node.operation = operation
    node.inputs = kept(inputs, by: operation)
    node.output = results[0].body.view
    node.otherOutputs = results.dropFirst().map { $0.body.view }
    let index = makeNode(node)
    return results.enumerated().map { i, result in
      result.dtype.isFloat ? tracked(result.body.view, node: index, output: i) : result
    }
  }

  /// The same for one result.
  func record<O: Operation>(_ operation: O, _ inputs: [Tensor], _ result: consuming Tensor) -> Tensor {
    guard result.dtype.isFloat, !O.isConstant else { return result }
    // A result that nobody else has seen yet becomes part of the graph as it is.
    let isNew = isKnownUniquelyReferenced(&result.body) && result.body.tape == nil
    let node = makeNode(
      Node(
        operation: operation, inputs: kept(inputs, by: operation), output: result.body.view,
        count: isNew ? 1 : 0))
    forget(node, operation, inputs, result.body.view)
    guard isNew else { return tracked(result.body.view, node: node, output: 0) }
    result.body.join(self, node: node)
    return result
  }

  // MARK: Gradients of single tensors

  /// Where the gradient of a leaf, or of a result that somebody watches, is collected.
  func cell(of tensor: Tensor) -> GradientCell? { nodes[tensor.body.node].cell?.find(tensor.body.output) }

  /// The same, made if there is none yet.
  func watch(_ tensor: Tensor) -> GradientCell {
    if let cell = cell(of: tensor) { return cell }
    let cell = GradientCell(output: tensor.body.output)
    cell.isRetained = false
    cell.next = nodes[tensor.body.node].cell
    nodes[tensor.body.node].cell = cell
    return cell
  }
}
