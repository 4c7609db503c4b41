/// The reverse pass over a snapshot, one operation at a time. Nothing is added to a `.grad`, nothing is freed. Hooks
/// are called as they would be: what they change on the way goes on changed.
public struct ReverseWalk {
  /// One operation's turn: the gradient of its result comes in, gradients of its inputs go out. A leaf has a turn
  /// where a hook looks at its gradient.
  public struct Step {
    /// Its position in the snapshot.
    public let node: Int
    /// The gradients of its results as they arrived; nil where none did.
    public let arrived: [Tensor?]
    /// The same as hooks left them: what the products are made of.
    public let upstream: [Tensor?]
    /// Whether a hook looked at one of them.
    public let isHooked: Bool
    /// One for each input that a gradient goes to, in order.
    public let parts: [Part]

    /// Whether hooks have made it another gradient.
    public var isChanged: Bool {
      isHooked && zip(arrived, upstream).contains { $0?.doubles() != $1?.doubles() }
    }
  }

  public struct Part {
    /// Which input.
    public let input: Int
    /// The derivative of each element of the result by the element of the input beside it: for operations on
    /// elements and for single numbers, while it is small.
    public let local: Tensor?
    /// What is added to the input's gradient.
    public let product: Tensor
    /// The input's gradient so far, this product included, and how many products it is a sum of.
    public let total: Tensor
    public let count: Int
  }

  public let snapshot: GraphSnapshot
  /// Gradients that have arrived, for each node and each of its results.
  public private(set) var gradients: [[Tensor?]]
  /// How many products each is a sum of.
  private var counts: [[Int]]
  /// Nodes that are not on a way to the target are passed over.
  private let isWanted: [Bool]
  private var next: Int

  /// Local derivatives of so many elements are computed.
  private static let smallest = 64

  /// - Parameter target: the position that gradients are wanted for; nil for all.
  /// - Throws: `.notScalar` for a result with several elements without a gradient of its own.
  public init(
    _ snapshot: GraphSnapshot, gradient: Tensor? = nil, toward target: Int? = nil
  ) throws(TensorError) {
    let root = snapshot.root
    if let gradient, gradient.shape != root.shape { throw .gradientShape(gradient.shape, root.shape) }
    guard gradient != nil || root.count == 1 else { throw .notScalar(root.shape) }
    self.snapshot = snapshot
    let seed: Tensor
    if let gradient { seed = gradient } else { seed = try Tensor.full(1, root.shape, root.dtype) }
    gradients = snapshot.nodes.map { Array(repeating: nil, count: max(1, $0.values.count)) }
    counts = gradients.map { Array(repeating: 0, count: $0.count) }
    gradients[snapshot.result][snapshot.resultOutput] = seed
    isWanted = Self.ways(snapshot, to: target)
    next = snapshot.result
  }

  /// Which nodes lie on a way from the target to the result.
  private static func ways(_ snapshot: GraphSnapshot, to target: Int?) -> [Bool] {
    guard let target else { return snapshot.nodes.map { _ in true } }
    var isWanted = snapshot.nodes.map { _ in false }
    isWanted[target] = true
    for (position, node) in snapshot.nodes.enumerated() where position > target {
      isWanted[position] = node.inputs.contains { $0.carriesGradient && isWanted[$0.node] }
    }
    return isWanted
  }

  /// The next operation's turn, from the result back; nil when all have been.
  public mutating func step() throws(TensorError) -> Step? {
    while next >= 0 {
      let position = next
      next -= 1
      let node = snapshot.nodes[position]
      guard isWanted[position], gradients[position].contains(where: { $0 != nil }) else { continue }
      if let step = try turn(position, node) { return step }
    }
    return nil
  }

  private mutating func turn(_ position: Int, _ node: GraphSnapshot.Node) throws(TensorError) -> Step? {
    let tape = snapshot.tape
    let wasRecording = tape?.isRecording ?? false
    tape?.isRecording = false
    defer { tape?.isRecording = wasRecording }
    let arrived = gradients[position]
    let isHooked = try show(position, to: node.cell)
    let parts =
      try node.recorded.map { (operation) throws(TensorError) in
        try self.parts(position, node, operation)
      } ?? []
    if parts.isEmpty && !isHooked { return nil }
    return Step(
      node: position, arrived: arrived, upstream: gradients[position], isHooked: isHooked, parts: parts)
  }

  /// Shows the gradients to the hooks, which may give others to go on with.
  /// - Returns: whether there were any hooks.
  private mutating func show(_ position: Int, to cell: GradientCell?) throws(TensorError) -> Bool {
    var isHooked = false
    for (output, gradient) in gradients[position].enumerated() {
      guard let gradient, let cell = cell?.find(output), cell.hasHooks else { continue }
      gradients[position][output] = try cell.passed(gradient).detached()
      isHooked = true
    }
    return isHooked
  }

  private mutating func parts(
    _ position: Int, _ node: GraphSnapshot.Node, _ operation: any Operation
  ) throws(TensorError) -> [Part] {
    let upstream = gradients[position]
    let products = try Self.products(operation, upstream, node)
    var parts: [Part] = []
    for (i, edge) in node.inputs.enumerated() where edge.carriesGradient && isWanted[edge.node] {
      guard let product = products[i]?.detached() else { continue }
      let old = gradients[edge.node][edge.output]
      let sum = try old.map { (old) throws(TensorError) in try Tensor.add(old, product) }
      let total = sum ?? product
      gradients[edge.node][edge.output] = total
      counts[edge.node][edge.output] += 1
      parts.append(
        Part(
          input: i, local: try Self.local(operation, i, node), product: product, total: total,
          count: counts[edge.node][edge.output]))
    }
    return parts
  }

  private static func products(
    _ operation: any Operation, _ upstream: [Tensor?], _ node: GraphSnapshot.Node
  ) throws(TensorError) -> [Tensor?] {
    if node.values.count == 1, let g = upstream[0] {
      return try operation.derivativeOfOne(g, node.tensors, node.values[0])
    }
    return try operation.derivative(upstream, node.tensors, node.values)
  }

  /// The local derivative by one input, where it is a number for each element.
  private static func local(
    _ operation: any Operation, _ input: Int, _ node: GraphSnapshot.Node
  ) throws(TensorError) -> Tensor? {
    guard node.values.count == 1, node.values[0].count <= smallest, node.tensors[input].count <= smallest
    else {
      return nil
    }
    let output = node.values[0], tensors = node.tensors
    let ones = try Tensor.full(1, output.shape, output.dtype)
    if let pair = operation as? any BinaryOperation, tensors.count == 2 {
      let local =
        input == 0
        ? try pair.left(ones, tensors[0], tensors[1], output)
        : try pair.right(ones, tensors[0], tensors[1], output)
      return local.detached()
    }
    let isElementwise = operation is any UnaryOperation && tensors[input].shape == output.shape
    guard isElementwise || output.count == 1 else { return nil }
    return try operation.derivativeOfOne(ones, tensors, output)[input]?.detached()
  }
}

extension GraphSnapshot {
  /// The value of the result if one node had another value: the recorded operations run again.
  ///
  /// - Returns: nil where an operation can't, as one that a checkpoint stands for.
  public func value(replacing node: Int, with tensor: Tensor) throws(TensorError) -> Tensor? {
    let wasRecording = tape?.isRecording ?? false
    tape?.isRecording = false
    defer { tape?.isRecording = wasRecording }
    var changed = [node: [tensor.detached()]]
    for position in nodes.indices where position > node {
      let here = nodes[position]
      guard here.inputs.contains(where: { changed[$0.node] != nil }) else { continue }
      // What is detached moves along with what it was taken from: the derivative does not know.
      if here.kind == .detached {
        changed[position] = here.inputs.first.flatMap { changed[$0.node] }
        continue
      }
      guard let operation = here.recorded else { return nil }
      var inputs: [Tensor] = []
      for (edge, recorded) in zip(here.inputs, here.tensors) {
        inputs.append(changed[edge.node]?[edge.output] ?? recorded.detached())
      }
      let results = try forward(operation, inputs)
      guard results.count == here.values.count else { return nil }
      changed[position] = results
    }
    return changed[result]?[resultOutput]
  }
}
