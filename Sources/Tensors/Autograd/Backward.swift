/// Reverse mode (book section 7.2): one walk from a result to everything that it depends on.
extension Tape {
  /// Adds the gradient of `tensor` to every leaf that it depends on.
  public func backward(from tensor: Tensor, gradient: Tensor?, retainGraph: Bool = false) throws(TensorError)
  {
    // Before the graph is freed: what it holds for the derivatives is computed in the same pass.
    try tensor.compute()
    let walk = Walk(self)
    defer { walk.end() }
    try walk.run(from: tensor, gradient: gradient, targets: [], retainGraph: retainGraph, createGraph: false)
    for (cell, gradient) in walk.collected {
      if cell.isOutdated { addsToOutdated = true }
      if let old = cell.gradient {
        cell.gradient = try Tensor.add(old, gradient)
      } else {
        cell.gradient = gradient
      }
    }
  }

  /// The gradients of `tensor` with respect to tensors of the graph; nil where it does not depend on one.
  /// Nothing is added to `.grad`. With `createGraph` the gradients can be differentiated again.
  public func gradients(
    of tensor: Tensor, withRespectTo targets: [Tensor], gradient: Tensor? = nil, createGraph: Bool
  ) throws(TensorError) -> [Tensor?] {
    guard tensor.requiresGrad else { return targets.map { _ in nil } }
    let walk = Walk(self)
    defer { walk.end() }
    try walk.run(
      from: tensor, gradient: gradient, targets: targets, retainGraph: true, createGraph: createGraph)
    return walk.found
  }

  /// The parameters and other outer tensors that a graph was made from: what was there before the
  /// node with sequence number `start`.
  func boundary(of tensor: Tensor, startingAt start: Int) throws(TensorError) -> [Tensor] {
    guard tensor.requiresGrad else { return [] }
    if nodes[tensor.body.node].sequence < start { return [tensor] }
    let walk = Walk(self)
    defer { walk.end() }
    var seen: Set<[Int]> = []
    var found: [Tensor] = []
    for node in try walk.nodes(from: tensor.body.node) where nodes[node].sequence >= start {
      for input in nodes[node].inputs where input.requiresGrad && nodes[input.body.node].sequence < start {
        if seen.insert([input.body.node, input.body.output]).inserted { found.append(input) }
      }
    }
    return found
  }
}
