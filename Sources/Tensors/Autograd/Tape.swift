import Kernels

/// The graph of one session: an arena of nodes, counted and freed by hand.
///
/// A node is one recorded operation. Tensors that it made, and nodes that use those tensors, each hold
/// one count of it; at zero it is freed, and lets go of its inputs in turn, through a list instead of
/// recursion. So a graph of any depth can be dropped, and one that nobody refers to takes no memory.
/// Not thread-safe.
public final class Tape: @unchecked Sendable {
  private struct Node {
    /// nil for a leaf, and for a node whose graph was freed.
    var operation: (any Operation)?
    /// Tracked inputs keep their own nodes alive: these are the edges.
    var inputs: [Tensor] = []
    /// Values of the results, outside the graph: a tracked one would keep its own node alive for ever.
    var outputs: [Tensor] = []
    var count = 0
    /// Grows with every node: inputs have smaller numbers.
    var sequence = 0
    var cell: GradientCell?
    var isFreed = false
  }

  /// Where a leaf's, or a retained result's, gradient is collected.
  final class GradientCell {
    var gradient: Tensor?
  }

  private var nodes: [Node] = []
  private var vacant: [Int] = []
  private var nextSequence = 0
  private var releasing: [Int] = []
  private var isReleasing = false

  /// False inside `no_grad`.
  public var isRecording = true

  public init() {}

  /// Nodes that are in use: for tests and `:profile`.
  public var liveNodes: Int { nodes.count - vacant.count }

  // MARK: Nodes

  private func makeNode(_ node: Node) -> Int {
    var node = node
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
      let old = nodes[index]
      nodes[index] = Node()
      vacant.append(index)
      withExtendedLifetime(old) {}
    }
    isReleasing = false
  }

  private func tracked(_ tensor: Tensor, node: Int, output: Int) -> Tensor {
    nodes[node].count += 1
    return Tensor(
      body: TensorBody(
        tensor.body.storage, offset: tensor.body.offset, tensor.shape, tensor.strides, tensor.dtype,
        tape: self,
        node: node, output: output))
  }

  /// A tensor with the same values that gradients are collected for.
  public func leaf(_ tensor: Tensor) -> Tensor {
    var node = Node()
    node.cell = GradientCell()
    return tracked(tensor, node: makeNode(node), output: 0)
  }

  /// The same leaf with other values.
  func leaf(_ tensor: Tensor, sameAs other: Tensor) -> Tensor {
    tracked(tensor, node: other.body.node, output: 0)
  }

  /// Records an operation whose inputs are part of this graph; integer results stay outside.
  func record(_ operation: some Operation, _ inputs: [Tensor], _ results: [Tensor]) -> [Tensor] {
    guard results.contains(where: { $0.dtype.isFloat }), !(operation is any ConstantOperation) else {
      return results
    }
    var node = Node()
    node.operation = operation
    node.inputs = inputs
    node.outputs = results
    let index = makeNode(node)
    return results.enumerated().map { i, result in
      result.dtype.isFloat ? tracked(result, node: index, output: i) : result
    }
  }

  func cell(of tensor: Tensor) -> GradientCell? { nodes[tensor.body.node].cell }

  func retainGradient(of tensor: Tensor) {
    if nodes[tensor.body.node].cell == nil { nodes[tensor.body.node].cell = GradientCell() }
  }

  // MARK: Backward

  /// Adds the gradient of `tensor` to every leaf that it depends on.
  public func backward(from tensor: Tensor, gradient: Tensor?, retainGraph: Bool = false) throws(TensorError)
  {
    let walk = try walk(
      from: tensor, gradient: gradient, retainGraph: retainGraph, createGraph: false, wanted: [])
    for (cell, gradient) in walk.collected {
      cell.gradient =
        try cell.gradient.map { (old) throws(TensorError) in try Tensor.add(old, gradient) } ?? gradient
    }
  }

  /// The gradients of `tensor` with respect to tensors of the graph; nil where it does not depend on one.
  /// Nothing is added to `.grad`. With `createGraph` the gradients can be differentiated again.
  public func gradients(
    of tensor: Tensor, withRespectTo targets: [Tensor], gradient: Tensor? = nil, createGraph: Bool
  ) throws(TensorError) -> [Tensor?] {
    guard tensor.requiresGrad else { return targets.map { _ in nil } }
    let wanted = Set(
      targets.filter(\.requiresGrad).map { Target(node: $0.body.node, output: $0.body.output) })
    let walk = try walk(
      from: tensor, gradient: gradient, retainGraph: true, createGraph: createGraph, wanted: wanted)
    return targets.map {
      $0.requiresGrad ? walk.found[Target(node: $0.body.node, output: $0.body.output)] : nil
    }
  }

  private struct Target: Hashable {
    var node: Int
    var output: Int
  }

  private struct Walk {
    var collected: [(GradientCell, Tensor)] = []
    var found: [Target: Tensor] = [:]
  }

  private func walk(
    from tensor: Tensor, gradient: Tensor?, retainGraph: Bool, createGraph: Bool, wanted: Set<Target>
  ) throws(TensorError) -> Walk {
    guard tensor.requiresGrad, tensor.body.tape === self else { throw .noGraph }
    if let gradient, gradient.shape != tensor.shape { throw .gradientShape(gradient.shape, tensor.shape) }
    guard gradient != nil || tensor.count == 1 else { throw .notScalar(tensor.shape) }
    let seed: Tensor
    if let gradient {
      seed = gradient.dtype == tensor.dtype ? gradient : try gradient.converted(to: tensor.dtype)
    } else {
      seed = try Tensor.full(1, tensor.shape, tensor.dtype)
    }
    let wasRecording = isRecording
    isRecording = createGraph
    defer { isRecording = wasRecording }
    let order = try order(from: tensor.body.node)
    var pending: [Int: [Tensor?]] = [:]
    accumulateSlot(&pending, tensor.body.node, tensor.body.output, seed)
    var walk = Walk()
    // Freeing a node lets go of its inputs, whose turn is still to come: hold every node until it has been visited.
    for node in order { retain(node) }
    var visited = 0
    defer { for node in order[visited...] { release(node) } }
    for node in order {
      defer {
        visited += 1
        release(node)
      }
      guard let gradients = pending.removeValue(forKey: node) else { continue }
      if gradus_interrupt_requested() { throw .interrupted }
      for (output, gradient) in gradients.enumerated() {
        guard let gradient else { continue }
        if wanted.contains(Target(node: node, output: output)) {
          walk.found[Target(node: node, output: output)] = gradient
        }
        if output == 0 || nodes[node].operation == nil, let cell = nodes[node].cell, wanted.isEmpty {
          walk.collected.append((cell, gradient.detached()))
        }
      }
      guard let operation = nodes[node].operation else { continue }
      try propagate(operation, node, gradients, &pending)
      if !retainGraph { free(node) }
    }
    return walk
  }

  /// One step of the chain rule.
  private func propagate(
    _ operation: any Operation, _ node: Int, _ gradients: [Tensor?], _ pending: inout [Int: [Tensor?]]
  ) throws(TensorError) {
    let inputs = nodes[node].inputs
    let outputs = nodes[node].outputs.enumerated().map { i, value in
      isRecording ? tracked(value, node: node, output: i) : value
    }
    let padded = gradients + [Tensor?](repeating: nil, count: max(0, outputs.count - gradients.count))
    let results = try operation.derivative(
      padded, isRecording ? inputs : inputs.map { $0.detached() }, outputs)
    for (input, gradient) in zip(inputs, results) {
      guard let gradient, input.requiresGrad else { continue }
      let slot = (input.body.node, input.body.output)
      if let old = pending[slot.0]?[safe: slot.1] {
        pending[slot.0]?[slot.1] = try Tensor.add(old, gradient)
      } else {
        accumulateSlot(&pending, slot.0, slot.1, gradient)
      }
    }
  }

  private func accumulateSlot(
    _ pending: inout [Int: [Tensor?]], _ node: Int, _ output: Int, _ gradient: Tensor
  ) {
    var list = pending[node] ?? []
    while list.count <= output { list.append(nil) }
    list[output] = gradient
    pending[node] = list
  }

  /// All nodes that a node depends on, users before what they use.
  private func order(from start: Int) throws(TensorError) -> [Int] {
    var seen: Set<Int> = [start]
    var stack = [start]
    var found: [Int] = []
    while let node = stack.popLast() {
      if nodes[node].isFreed { throw .freedGraph }
      found.append(node)
      for input in nodes[node].inputs where input.requiresGrad && seen.insert(input.body.node).inserted {
        stack.append(input.body.node)
      }
    }
    return found.sorted { nodes[$0].sequence > nodes[$1].sequence }
  }

  /// Lets go of what a node kept for its derivative.
  private func free(_ node: Int) {
    let old = nodes[node]
    nodes[node].operation = nil
    nodes[node].inputs = []
    nodes[node].outputs = []
    nodes[node].isFreed = true
    withExtendedLifetime(old) {}
  }
}

extension Array {
  fileprivate subscript<Wrapped>(safe index: Int) -> Wrapped? where Element == Wrapped? {
    indices.contains(index) ? self[index] : nil
  }
}

extension Tensor {
  /// The gradient that `backward` collected for a leaf or a retained result.
  public var grad: Tensor? { body.tape?.cell(of: self)?.gradient }

  /// Keeps the gradient of an intermediate result.
  public func retainGrad() throws(TensorError) {
    guard let tape = body.tape else { throw .noGraph }
    tape.retainGradient(of: self)
  }
}
