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
    var inputs = Inputs()
    /// The result, outside the graph: a tracked tensor would keep its own node alive for ever. A large one that no
    /// derivative reads is `Forgotten`.
    var output: View?
    /// Those of further results.
    var otherOutputs: [View] = []
    /// How many tensors, and walks, hold it.
    var count = 0
    /// Grows with every node: inputs have smaller numbers.
    var sequence = 0
    var cell: GradientCell?
    var isFreed = false
    /// Whether it has an operation: asking that itself would copy it.
    var isOperation = false
    /// Place in the backward walk under way; of an empty node the next one's.
    var position = -1
  }

  /// In one block that grows: a pointer, because an array would be asked whether it is the only one at each change,
  /// and would copy a node out of itself to look at one of its fields. Nobody holds a node's address while another
  /// is made.
  private(set) var nodes: UnsafeMutablePointer<Node>
  private(set) var capacity = 64
  /// Places from here on have never been used.
  private(set) var used = 0
  /// Empty places, each of which has the next one's number as its `position`.
  private var vacant = -1
  /// Nodes to be emptied, in a list of the same kind.
  private var dying = -1
  private var isReleasing = false
  /// Nodes that are in use: for tests and `:profile`.
  public private(set) var liveNodes = 0
  /// How many nodes have been recorded so far: the number of the next one.
  public private(set) var nextSequence = 0
  /// The memory of the last backward walk, which the next one takes over.
  var walkMemory: Walk.Memory?

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

  public init(forgetsFrom: Int = Tape.forgetsFrom) {
    self.forgetsFrom = forgetsFrom
    nodes = .allocate(capacity: capacity)
  }

  deinit {
    nodes.deinitialize(count: used)
    nodes.deallocate()
    walkMemory?.deallocate()
  }

  /// Whether a place has ever been used.
  func contains(_ node: Int) -> Bool { node >= 0 && node < used }

  // MARK: Nodes

  /// The place of a new node, which has nothing but its number yet.
  @inline(__always)
  private func makeNode() -> Int {
    let node: Int
    if vacant >= 0 {
      node = vacant
      vacant = nodes[node].position
      nodes[node].position = -1
    } else {
      if used == capacity { grow() }
      node = used
      (nodes + node).initialize(to: Node())
      used += 1
    }
    nodes[node].sequence = nextSequence
    nextSequence += 1
    // Tensors of a graph refer to its tape without counting that: it lives as long as there is a node.
    if liveNodes == 0 { _ = Unmanaged.passRetained(self) }
    liveNodes += 1
    return node
  }

  @inline(never)
  private func grow() {
    let larger = UnsafeMutablePointer<Node>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: nodes, count: used)
    nodes.deallocate()
    nodes = larger
    capacity *= 2
  }

  @inline(__always)
  func retain(_ node: Int) { nodes[node].count &+= 1 }

  /// Lets one count of a node go; at the last one it is emptied.
  @inline(__always)
  func release(_ node: Int) {
    nodes[node].count &-= 1
    if nodes[node].count == 0 { empty(node) }
  }

  @inline(never)
  private func empty(_ node: Int) {
    nodes[node].position = dying
    dying = node
    // A node's inputs are released when its place is cleared, which calls back here: the list makes that flat.
    guard !isReleasing else { return }
    isReleasing = true
    while dying >= 0 {
      let next = dying
      dying = nodes[next].position
      clear(next)
      nodes[next].cell = nil
      nodes[next].isFreed = false
      nodes[next].position = vacant
      vacant = next
      liveNodes -= 1
    }
    isReleasing = false
    if liveNodes == 0 { Unmanaged.passUnretained(self).release() }
  }

  /// Lets go of what a node has of its operation.
  @inline(__always)
  private func clear(_ node: Int) {
    nodes[node].isOperation = false
    nodes[node].operation = nil
    nodes[node].inputs = Inputs()
    nodes[node].output = nil
    if !nodes[node].otherOutputs.isEmpty { nodes[node].otherOutputs = [] }
  }

  /// Lets go of what a node kept for its derivative.
  func free(_ node: Int) {
    keepForOthers(node)
    nodes[node].isFreed = true
    clear(node)
  }

  /// Another graph may use a result that this one has not kept, and could not have it computed once this one is gone.
  private func keepForOthers(_ node: Int) {
    guard nodes[node].output?.storage.isForgotten ?? false, var output = nodes[node].output else { return }
    nodes[node].output = nil
    let isOwn = isKnownUniquelyReferenced(&output.storage)
    nodes[node].output = output
    if !isOwn { try? output.storage.compute(mayStop: true) }
  }

  // MARK: Recording

  func tracked(_ view: View, node: Int, output: Int) -> Tensor {
    retain(node)
    return Tensor(body: TensorBody(view, tape: self, node: node, output: output))
  }

  /// A tensor with the same values that gradients are collected for.
  public func leaf(_ tensor: Tensor) -> Tensor {
    let node = makeNode()
    nodes[node].cell = GradientCell(output: 0)
    return tracked(tensor.body.view, node: node, output: 0)
  }

  /// The same leaf with other values, which count as its current ones from now on.
  func leaf(_ tensor: Tensor, sameAs other: Tensor) -> Tensor {
    nodes[other.body.node].cell?.current = ObjectIdentifier(tensor.body.storage)
    return tracked(tensor.body.view, node: other.body.node, output: 0)
  }

  /// Records an operation whose inputs are part of this graph; integer results stay outside.
  func record<O: Operation>(_ operation: O, _ inputs: [Tensor], _ results: [Tensor]) -> [Tensor] {
    guard results.contains(where: { $0.dtype.isFloat }), !O.isConstant else { return results }
    let node = makeNode()
    nodes[node].operation = operation
    nodes[node].isOperation = true
    nodes[node].inputs = Inputs(kept(inputs, by: operation))
    nodes[node].output = results[0].body.view
    nodes[node].otherOutputs = results.dropFirst().map { $0.body.view }
    return results.enumerated().map { i, result in
      result.dtype.isFloat ? tracked(result.body.view, node: node, output: i) : result
    }
  }

  /// The same for one result.
  func record<O: Operation>(_ operation: O, _ inputs: [Tensor], _ result: consuming Tensor) -> Tensor {
    guard result.dtype.isFloat, !O.isConstant else { return result }
    let node = makeNode(operation, Inputs(kept(inputs, by: operation)), result)
    forget(node, operation, inputs, result.body.view)
    return attached(consume result, to: node)
  }

  /// The same for one or two inputs, without a list.
  func record<O: Operation>(
    _ operation: O, _ first: Tensor, _ second: Tensor? = nil, _ result: consuming Tensor
  ) -> Tensor {
    guard result.dtype.isFloat, !O.isConstant else { return result }
    // What is large enough to be forgotten is thought about more.
    guard first.count < forgetsFrom, second?.count ?? 0 < forgetsFrom, result.count < forgetsFrom else {
      return record(operation, second.map { [first, $0] } ?? [first], consume result)
    }
    let node = makeNode(operation, Inputs(first, second), result)
    return attached(consume result, to: node)
  }

  @inline(__always)
  private func makeNode(_ operation: some Operation, _ inputs: Inputs, _ result: borrowing Tensor) -> Int {
    let node = makeNode()
    // An empty place holds nothing that would have to be let go: it is written without a look at what was there.
    (nodes + node).initialize(
      to: Node(
        operation: operation, inputs: inputs, output: result.body.view, sequence: nodes[node].sequence,
        isOperation: true))
    return node
  }

  /// The result of a node. One that nobody else has seen yet becomes part of the graph as it is.
  @inline(__always)
  private func attached(_ result: consuming Tensor, to node: Int) -> Tensor {
    let isNew = isKnownUniquelyReferenced(&result.body) && !result.requiresGrad
    guard isNew else { return tracked(result.body.view, node: node, output: 0) }
    retain(node)
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
