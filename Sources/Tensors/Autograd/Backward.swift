import Kernels

/// Reverse mode (book section 7.2): one walk from a result to everything that it depends on.
extension Tape {
  /// Adds the gradient of `tensor` to every leaf that it depends on.
  public func backward(from tensor: Tensor, gradient: Tensor?, retainGraph: Bool = false) throws(TensorError)
  {
    // Before the graph is freed: what it holds for the derivatives is computed in the same pass.
    try tensor.compute()
    var walk = try Walk(self, from: tensor, gradient: gradient)
    try walk.run(retainGraph: retainGraph, createGraph: false)
    for (cell, gradient) in walk.collected {
      if cell.isOutdated { addsToOutdated = true }
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
    var walk = try Walk(self, from: tensor, gradient: gradient)
    walk.targets = targets
    try walk.run(retainGraph: true, createGraph: createGraph)
    return walk.found
  }

  /// The parameters and other outer tensors that a graph was made from: what was there before the
  /// node with sequence number `start`.
  func boundary(of tensor: Tensor, startingAt start: Int) throws(TensorError) -> [Tensor] {
    guard tensor.requiresGrad else { return [] }
    if nodes[tensor.body.node].sequence < start { return [tensor] }
    var seen: Set<[Int]> = []
    var found: [Tensor] = []
    for node in try order(from: tensor.body.node) where nodes[node].sequence >= start {
      for input in nodes[node].inputs where input.requiresGrad && nodes[input.body.node].sequence < start {
        if seen.insert([input.body.node, input.body.output]).inserted { found.append(input) }
      }
    }
    return found
  }

  /// All nodes that a node depends on, users before what they use.
  fileprivate func order(from start: Int) throws(TensorError) -> [Int] {
    var stack = [start]
    var found: [Int] = []
    // A walk inside a walk (a checkpoint's) meets nodes that have a place in the outer one.
    var before: [Int] = []
    defer { for (node, position) in zip(found, before) { nodes[node].position = position } }
    func visit(_ node: Int) {
      before.append(nodes[node].position)
      nodes[node].position = -2
      found.append(node)
    }
    visit(start)
    while let node = stack.popLast() {
      if nodes[node].isFreed { throw .freedGraph }
      for input in nodes[node].inputs where input.requiresGrad && nodes[input.body.node].position != -2 {
        visit(input.body.node)
        stack.append(input.body.node)
      }
    }
    return usersFirst(found)
  }

  /// Nodes by falling sequence numbers, leaves last.
  private func usersFirst(_ found: [Int]) -> [Int] {
    var leaves: [Int] = []
    var made: [Int] = []
    made.reserveCapacity(found.count)
    var lowest = Int.max, highest = Int.min
    for node in found {
      guard nodes[node].operation != nil else {
        leaves.append(node)
        continue
      }
      made.append(node)
      lowest = min(lowest, nodes[node].sequence)
      highest = max(highest, nodes[node].sequence)
    }
    if made.isEmpty { return leaves }
    // One step of training is recorded in one go: each node has a place by its number, and nothing is compared.
    if highest - lowest < 4 * made.count {
      var places = [Int](repeating: -1, count: highest - lowest + 1)
      for node in made { places[highest - nodes[node].sequence] = node }
      made.removeAll(keepingCapacity: true)
      for node in places where node >= 0 { made.append(node) }
    } else {
      made.sort { nodes[$0].sequence > nodes[$1].sequence }
    }
    return made + leaves
  }
}

/// One backward walk. Gradients wait at their nodes' places in the order, so that a step of the walk costs
/// two array accesses and no hashing.
private struct Walk {
  private let tape: Tape
  private let order: [Int]
  /// Gradients of each node's first result, and of its others.
  private var first: [Tensor?]
  private var others: [Int: [Tensor?]] = [:]
  var collected: [(GradientCell, Tensor)] = []
  /// What `gradients(of:)` is asked for, and found.
  var targets: [Tensor] = []
  var found: [Tensor?] = []
  private var targetsAt: [Int: [Int]] = [:]

  init(_ tape: Tape, from tensor: Tensor, gradient: Tensor?) throws(TensorError) {
    guard tensor.requiresGrad, tensor.body.tape === tape else { throw .noGraph }
    if let gradient, gradient.shape != tensor.shape { throw .gradientShape(gradient.shape, tensor.shape) }
    guard gradient != nil || tensor.count == 1 else { throw .notScalar(tensor.shape) }
    self.tape = tape
    order = try tape.order(from: tensor.body.node)
    first = [Tensor?](repeating: nil, count: order.count)
    let seed: Tensor
    if let gradient {
      seed = try gradient.converted(to: tensor.dtype)
    } else {
      seed = try Tensor.full(1, tensor.shape, tensor.dtype)
    }
    // The start is the first of the order: nothing in it was made later.
    try put(seed, at: 0, output: tensor.body.output)
  }

  mutating func run(retainGraph: Bool, createGraph: Bool) throws(TensorError) {
    found = [Tensor?](repeating: nil, count: targets.count)
    for (i, target) in targets.enumerated() where target.requiresGrad {
      targetsAt[target.body.node, default: []].append(i)
    }
    let wasRecording = tape.isRecording
    tape.isRecording = createGraph
    defer { tape.isRecording = wasRecording }
    // Freeing a node lets go of its inputs, whose turn is still to come: hold every node until it was visited.
    var before: [Int] = []
    before.reserveCapacity(order.count)
    for (place, node) in order.enumerated() {
      tape.retain(node)
      before.append(tape.nodes[node].position)
      tape.nodes[node].position = place
    }
    var visited = 0
    func leave() {
      tape.nodes[order[visited]].position = before[visited]
      tape.release(order[visited])
      visited += 1
    }
    defer { while visited < order.count { leave() } }
    while visited < order.count {
      try visit(visited)
      if !retainGraph, tape.nodes[order[visited]].operation != nil { tape.free(order[visited]) }
      leave()
    }
  }

  private mutating func visit(_ place: Int) throws(TensorError) {
    let node = order[place]
    let rest = others.isEmpty ? nil : others.removeValue(forKey: place)
    guard first[place] != nil || rest != nil else { return }
    var gradient = first[place]
    var more = rest ?? []
    first[place] = nil
    if gradus_interrupt_requested() { throw .interrupted }
    if tape.nodes[node].cell != nil || !targetsAt.isEmpty { try look(at: &gradient, &more, node) }
    guard let operation = tape.nodes[node].operation else { return }
    try propagate(operation, node, gradient, more)
  }

  /// Shows the gradients to hooks, and keeps those that somebody wants.
  private mutating func look(
    at first: inout Tensor?, _ more: inout [Tensor?], _ node: Int
  ) throws(TensorError) {
    let cell = tape.nodes[node].cell
    let wanted = targetsAt[node] ?? []
    if cell == nil && wanted.isEmpty { return }
    for output in 0...more.count {
      guard var gradient = output == 0 ? first : more[output - 1] else { continue }
      if let cell = cell?.find(output) {
        gradient = try cell.passed(gradient)
        if output == 0 { first = gradient } else { more[output - 1] = gradient }
        if targets.isEmpty && cell.isRetained { collected.append((cell, gradient.detached())) }
      }
      for i in wanted where targets[i].body.output == output { found[i] = gradient }
    }
  }

  /// One step of the chain rule.
  private mutating func propagate(
    _ operation: any Operation, _ node: Int, _ first: Tensor?, _ more: [Tensor?]
  ) throws(TensorError) {
    var inputs = tape.nodes[node].inputs
    try refuseOverwritten(operation, inputs)
    if let gradient = first, !tape.isRecording, !tape.findsNonFinite {
      if let part = operation.part {
        guard _slowPath(gradus_profile_is_on()) else { return try put(gradient, into: part, of: inputs[0]) }
        return try Profile.measured("\(type(of: operation).signature.name) backward", bytes: { _ in 0 }) {
          () throws(TensorError) in try put(gradient, into: part, of: inputs[0])
        }
      }
      if operation.addsGradients, !gradus_profile_is_on() {
        try add(operation, gradient, &inputs)
        if !inputs.contains(where: \.requiresGrad) { return }
      }
    }
    guard let value = tape.nodes[node].output else { return }
    let results: [Tensor?]
    if _slowPath(gradus_profile_is_on()) {
      results = try Profile.measured(
        "\(type(of: operation).signature.name) backward", bytes: { Profile.bytes($0.compactMap(\.self)) }
      ) { () throws(TensorError) in try derivatives(operation, node, value, inputs, first, more) }
    } else {
      results = try derivatives(operation, node, value, inputs, first, more)
    }
    if tape.findsNonFinite {
      try NonFinite.refuse(
        results.compactMap(\.self), from: inputs, gradients: ([first] + more).compactMap(\.self),
        by: type(of: operation).signature.name, origin: tape.origin?(tape.nodes[node].sequence),
        isDerivative: true)
    }
    for i in inputs.indices {
      guard let gradient = results[i], inputs[i].requiresGrad else { continue }
      try put(gradient, at: tape.nodes[inputs[i].body.node].position, output: inputs[i].body.output)
    }
  }

  /// The gradients of a node's inputs.
  @inline(__always)
  private func derivatives(
    _ operation: any Operation, _ node: Int, _ value: View, _ inputs: [Tensor], _ first: Tensor?,
    _ more: [Tensor?]
  ) throws(TensorError) -> [Tensor?] {
    if tape.nodes[node].otherOutputs.isEmpty, let first {
      return try operation.derivativeOfOne(first, inputs, output(value, of: node, 0))
    }
    let others = tape.nodes[node].otherOutputs
    let outputs = [output(value, of: node, 0)] + others.enumerated().map { output($1, of: node, $0 + 1) }
    let missing = [Tensor?](repeating: nil, count: max(0, others.count - more.count))
    return try operation.derivative([first] + more + missing, inputs, outputs)
  }

  /// A node's result, as part of the graph if derivatives are recorded.
  private func output(_ view: View, of node: Int, _ output: Int) -> Tensor {
    tape.isRecording ? tape.tracked(view, node: node, output: output) : Tensor(body: TensorBody(view))
  }

  /// Leaves a gradient where it waits for its node's turn; two that meet are added.
  private mutating func put(_ gradient: Tensor, at place: Int, output: Int) throws(TensorError) {
    if output == 0 {
      let total = try sum(first[place], gradient)
      // A leaf's turn comes last: what its gradient waits for would be held until then.
      if tape.nodes[order[place]].operation == nil { try total.compute() }
      first[place] = total
      return
    }
    var list = others[place] ?? []
    while list.count < output { list.append(nil) }
    list[output - 1] = try sum(list[output - 1], gradient)
    others[place] = list
  }

  /// Adds a gradient to a part of what waits for a node: zeros around it, and a sum of whole tensors for each
  /// part, are never made. `chunk`, `x[:, t]` in a loop and their like cost what they look at.
  private mutating func put(_ gradient: Tensor, into part: [Index], of input: Tensor) throws(TensorError) {
    let place = tape.nodes[input.body.node].position, output = input.body.output
    guard output == 0, gradient.dtype == .f32 || gradient.dtype == .f64 else {
      let whole = try apply(SliceBack(shape: input.shape, entries: part), gradient)
      return try put(whole, at: place, output: output)
    }
    try gradient.compute()
    var whole: Tensor
    if var old = first[place] {
      first[place] = nil
      try old.makeUnique()
      whole = old
    } else {
      whole = try Tensor.full(0, input.shape, gradient.dtype)
    }
    let region = try Subscripting(whole, part)
    ElementwiseKernels.add(
      gradient, into: whole.view(region.shape, region.strides, offset: whole.body.offset + region.offset))
    first[place] = whole
  }

  /// Lets an operation add its gradients to those that wait already; whatever is done with is detached.
  private mutating func add(
    _ operation: any Operation, _ gradient: Tensor, _ inputs: inout [Tensor]
  ) throws(TensorError) {
    let all = inputs
    for i in inputs.indices where inputs[i].requiresGrad && inputs[i].body.output == 0 {
      let place = tape.nodes[inputs[i].body.node].position
      guard var total = first[place], total.dtype == gradient.dtype, total.shape == inputs[i].shape,
        total.dtype == .f32 || total.dtype == .f64
      else { continue }
      first[place] = nil
      try total.makeUnique()
      if try operation.addGradient(of: i, gradient, all, to: total) { inputs[i] = inputs[i].detached() }
      first[place] = total
    }
  }

  private func sum(_ old: Tensor?, _ new: Tensor) throws(TensorError) -> Tensor {
    guard let old else { return new }
    return try Tensor.add(old, new)
  }

  private func refuseOverwritten(_ operation: any Operation, _ inputs: [Tensor]) throws(TensorError) {
    for (i, input) in inputs.enumerated() where input.requiresGrad {
      guard let current = tape.nodes[input.body.node].cell?.current,
        current != ObjectIdentifier(input.body.storage),
        operation.reads(i, of: inputs)
      else { continue }
      throw .overwritten(operation: type(of: operation).signature.name, input.shape)
    }
  }
}
