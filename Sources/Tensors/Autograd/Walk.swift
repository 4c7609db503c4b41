import Kernels

/// One backward walk: from a result to everything that it depends on, users before what they use.
///
/// Gradients wait at their nodes' places, so that a step of the walk costs two look-ups and no hashing. The places and
/// their order lie in memory that a tape keeps from one walk to the next: a step of training makes no lists. A walk
/// inside a walk (a checkpoint's, a hook's) has memory of its own, and leaves the outer one's numbers as they were.
final class Walk {
  struct Place {
    /// -1 once the walk is through with it.
    var node: Int
    /// The node's place in the walk around this one.
    let outer: Int
    /// The next place whose inputs have still to be found.
    var below: Int
    /// What has come for the node's first result.
    var gradient: Tensor?
  }

  struct Memory {
    let places: UnsafeMutablePointer<Place>
    /// Places in the order of their turns, with gaps of -1.
    let turns: UnsafeMutablePointer<Int32>
    let capacity: Int

    init(capacity: Int) {
      places = .allocate(capacity: capacity)
      turns = .allocate(capacity: 4 * capacity)
      self.capacity = capacity
    }

    func deallocate() {
      places.deallocate()
      turns.deallocate()
    }
  }

  private let tape: Tape
  private var memory: Memory
  private var places: UnsafeMutablePointer<Place> { memory.places }
  private var turns: UnsafeMutablePointer<Int32> { memory.turns }
  private var count = 0
  private var turnCount = 0
  private var leafCount = 0
  private var lowest = Int.max, highest = Int.min

  /// Gradients of a node's further results, by place.
  private var others: [Int: [Tensor?]] = [:]
  private(set) var collected: [(GradientCell, Tensor)] = []
  /// What `gradients(of:)` is asked for, and found.
  private var targets: [Tensor] = []
  private(set) var found: [Tensor?] = []
  private var targetsAt: [Int: [Int]] = [:]

  /// More places than these are not kept for the next walk.
  private static let kept = 1 << 16

  init(_ tape: Tape) {
    self.tape = tape
    memory = tape.walkMemory ?? Memory(capacity: 32)
    tape.walkMemory = nil
  }

  deinit {
    end()
    if memory.capacity <= Self.kept, tape.walkMemory == nil {
      tape.walkMemory = memory
    } else {
      memory.deallocate()
    }
  }

  /// Lets go of the nodes that it has not been through with.
  func end() {
    for place in 0..<count where places[place].node >= 0 { leave(place) }
    places.deinitialize(count: count)
    count = 0
  }

  // MARK: Finding

  /// Finds all nodes that a node depends on, and holds them: freeing a node lets go of its inputs, whose turn is still
  /// to come.
  private func find(from start: Int) throws(TensorError) {
    var next = enter(start, below: -1)
    while next >= 0 {
      let node = places[next].node
      next = places[next].below
      if tape.nodes[node].isFreed { throw .freedGraph }
      for i in 0..<tape.nodes[node].inputs.count {
        let input = tape.nodes[node].inputs[i].body.node
        if input >= 0, !isFound(input) { next = enter(input, below: next) }
      }
    }
    arrange()
  }

  @inline(__always)
  private func isFound(_ node: Int) -> Bool {
    let place = tape.nodes[node].position
    // It may be a place in the walk around this one.
    return place >= 0 && place < count && places[place].node == node
  }

  @inline(__always)
  private func enter(_ node: Int, below: Int) -> Int {
    if count == memory.capacity { grow() }
    let place = count
    (places + place).initialize(
      to: Place(node: node, outer: tape.nodes[node].position, below: below, gradient: nil))
    count += 1
    tape.nodes[node].position = place
    tape.retain(node)
    if !tape.nodes[node].isOperation {
      leafCount += 1
    } else {
      lowest = min(lowest, tape.nodes[node].sequence)
      highest = max(highest, tape.nodes[node].sequence)
    }
    return place
  }

  /// Nodes by falling numbers, leaves last in the order in which they were found.
  private func arrange() {
    let made = count - leafCount
    // One step of training is recorded in one go: each node has a place by its number, and nothing is compared.
    let isDense = made > 0 && highest - lowest < 4 * made
    var next = 0
    if isDense {
      next = highest - lowest + 1
      turns.update(repeating: -1, count: next)
    }
    for place in 0..<count where tape.nodes[places[place].node].isOperation {
      turns[isDense ? highest - tape.nodes[places[place].node].sequence : next] = Int32(
        truncatingIfNeeded: place)
      if !isDense { next += 1 }
    }
    if !isDense {
      var made = UnsafeMutableBufferPointer(start: turns, count: next)
      made.sort { [tape, places] in
        tape.nodes[places[Int($0)].node].sequence > tape.nodes[places[Int($1)].node].sequence
      }
    }
    turnCount = next
    guard leafCount > 0 else { return }
    for place in 0..<count where !tape.nodes[places[place].node].isOperation {
      turns[turnCount] = Int32(truncatingIfNeeded: place)
      turnCount += 1
    }
  }

  @inline(never)
  private func grow() {
    let larger = Memory(capacity: 2 * memory.capacity)
    larger.places.moveInitialize(from: memory.places, count: count)
    memory.deallocate()
    memory = larger
  }

  /// The nodes that a node depends on, itself first.
  func nodes(from start: Int) throws(TensorError) -> [Int] {
    try find(from: start)
    return (0..<turnCount).filter { turns[$0] >= 0 }.map { places[Int(turns[$0])].node }
  }

  // MARK: Walking

  /// Takes the gradient of `tensor`, or 1, back to everything that it depends on.
  func run(
    from tensor: Tensor, gradient: Tensor?, targets: [Tensor], retainGraph: Bool, createGraph: Bool
  ) throws(TensorError) {
    guard tensor.body.tape === tape else { throw .noGraph }
    if let gradient, gradient.shape != tensor.shape { throw .gradientShape(gradient.shape, tensor.shape) }
    guard gradient != nil || tensor.count == 1 else { throw .notScalar(tensor.shape) }
    try find(from: tensor.body.node)
    let seed: Tensor
    if let gradient {
      seed = try gradient.converted(to: tensor.dtype)
    } else {
      seed = try Tensor.full(1, tensor.shape, tensor.dtype)
    }
    try put(seed, at: 0, output: tensor.body.output)
    if !targets.isEmpty { aim(at: targets) }
    let wasRecording = tape.isRecording
    tape.isRecording = createGraph
    defer { tape.isRecording = wasRecording }
    for turn in 0..<turnCount where turns[turn] >= 0 {
      let place = Int(turns[turn])
      try visit(place)
      let node = places[place].node
      if !retainGraph, tape.nodes[node].isOperation { tape.free(node) }
      leave(place)
    }
  }

  private func aim(at targets: [Tensor]) {
    self.targets = targets
    found = [Tensor?](repeating: nil, count: targets.count)
    for (i, target) in targets.enumerated() where target.requiresGrad {
      targetsAt[target.body.node, default: []].append(i)
    }
  }

  @inline(__always)
  private func leave(_ place: Int) {
    let node = places[place].node
    places[place].node = -1
    places[place].gradient = nil
    tape.nodes[node].position = places[place].outer
    tape.release(node)
  }

  private func visit(_ place: Int) throws(TensorError) {
    let node = places[place].node
    let rest = others.isEmpty ? nil : others.removeValue(forKey: place)
    guard places[place].gradient != nil || rest != nil else { return }
    var gradient = places[place].gradient.take()
    var more = rest ?? []
    if gradus_interrupt_requested() { throw .interrupted }
    if tape.nodes[node].cell != nil || !targetsAt.isEmpty { try look(at: &gradient, &more, node) }
    guard tape.nodes[node].isOperation, let operation = tape.nodes[node].operation else {
      // A walk that a hook began may have freed what this one comes to.
      if tape.nodes[node].isFreed { throw .freedGraph }
      return
    }
    try propagate(operation, node, gradient, more)
  }

  /// Shows the gradients to hooks, and keeps those that somebody wants.
  private func look(at first: inout Tensor?, _ more: inout [Tensor?], _ node: Int) throws(TensorError) {
    let cell = tape.nodes[node].cell
    let wanted = targetsAt.isEmpty ? [] : targetsAt[node] ?? []
    if cell == nil && wanted.isEmpty { return }
    for output in 0...more.count {
      guard var gradient = output == 0 ? first : more[output - 1] else { continue }
      if let cell = cell?.find(output) {
        if cell.hasHooks {
          gradient = try cell.passed(gradient)
          if output == 0 { first = gradient } else { more[output - 1] = gradient }
        }
        if targets.isEmpty && cell.isRetained {
          if collected.isEmpty { collected.reserveCapacity(leafCount) }
          collected.append((cell, gradient.detached()))
        }
      }
      for i in wanted where targets[i].body.output == output { found[i] = gradient }
    }
  }

  // MARK: One step of the chain rule

  private func propagate(
    _ operation: any Operation, _ node: Int, _ first: Tensor?, _ more: [Tensor?]
  ) throws(TensorError) {
    let recorded = tape.nodes[node].inputs
    try refuseOverwritten(operation, recorded)
    let isPlain = !tape.isRecording && !tape.findsNonFinite
    if isPlain, let gradient = first {
      if let part = operation.part {
        guard _slowPath(gradus_profile_is_on()) else { return try put(gradient, into: part, of: recorded[0]) }
        return try Profile.measured("\(type(of: operation).signature.name) backward", bytes: { _ in 0 }) {
          () throws(TensorError) in try put(gradient, into: part, of: recorded[0])
        }
      }
      if operation.isSeparable, !gradus_profile_is_on(), tape.nodes[node].otherOutputs.isEmpty {
        return try separate(operation, node, gradient, recorded)
      }
    }
    var inputs = recorded.all
    if isPlain, let gradient = first, operation.addsGradients, !gradus_profile_is_on() {
      try add(operation, gradient, &inputs)
      if !inputs.contains(where: \.requiresGrad) { return }
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
    for i in inputs.indices where inputs[i].requiresGrad {
      if let gradient = results[i] { try put(gradient, for: inputs[i]) }
    }
  }

  /// Asks for one input's gradient after the other: no list of them is made.
  private func separate(
    _ operation: any Operation, _ node: Int, _ gradient: Tensor, _ inputs: Inputs
  ) throws(TensorError) {
    guard let value = tape.nodes[node].output else { return }
    // A derivative that does not read its result's elements asks at most for its shape and dtype, which are the
    // gradient's. One that reads what was forgotten has to meet it, so that tests find the mistake.
    let result =
      operation.neverReadsOutput && !value.storage.isForgotten
      ? gradient : Tensor(body: TensorBody(value))
    for i in 0..<inputs.count {
      let input = inputs[i]
      guard input.requiresGrad, let gradient = try operation.derivative(of: i, gradient, inputs, result)
      else {
        continue
      }
      try put(gradient, for: input)
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

  // MARK: Gradients that wait

  @inline(__always)
  private func put(_ gradient: Tensor, for input: Tensor) throws(TensorError) {
    try put(gradient, at: tape.nodes[input.body.node].position, output: input.body.output)
  }

  /// Leaves a gradient where it waits for its node's turn; two that meet are added.
  private func put(_ gradient: Tensor, at place: Int, output: Int) throws(TensorError) {
    if output == 0 {
      // What nobody else sees takes the new one in, where it lies: the digits are the same.
      if !tape.isRecording, places[place].gradient?.add(inPlace: gradient) ?? false { return }
      let total = try sum(places[place].gradient.take(), gradient)
      // A leaf's turn comes last: what its gradient waits for would be held until then.
      if !tape.nodes[places[place].node].isOperation { try total.compute() }
      places[place].gradient = total
      return
    }
    var list = others[place] ?? []
    while list.count < output { list.append(nil) }
    list[output - 1] = try sum(list[output - 1], gradient)
    others[place] = list
  }

  /// Adds a gradient to a part of what waits for a node: zeros around it, and a sum of whole tensors for each
  /// part, are never made. `chunk`, `x[:, t]` in a loop and their like cost what they look at.
  private func put(_ gradient: Tensor, into part: [Index], of input: Tensor) throws(TensorError) {
    let place = tape.nodes[input.body.node].position, output = input.body.output
    guard output == 0, gradient.dtype == .f32 || gradient.dtype == .f64 else {
      let whole = try apply(SliceBack(shape: input.shape, entries: part), gradient)
      return try put(whole, at: place, output: output)
    }
    try gradient.compute()
    var whole: Tensor
    if var old = places[place].gradient.take() {
      try old.makeUnique()
      whole = old
    } else {
      whole = try Tensor.full(0, input.shape, gradient.dtype)
    }
    let region = try Subscripting(whole, part)
    ElementwiseKernels.add(
      gradient, into: whole.view(region.shape, region.strides, offset: whole.body.offset + region.offset))
    places[place].gradient = whole
  }

  /// Lets an operation add its gradients to those that wait already; whatever is done with is detached.
  private func add(
    _ operation: any Operation, _ gradient: Tensor, _ inputs: inout [Tensor]
  ) throws(TensorError) {
    let all = inputs
    for i in inputs.indices where inputs[i].requiresGrad && inputs[i].body.output == 0 {
      let place = tape.nodes[inputs[i].body.node].position
      guard let waiting = places[place].gradient, waiting.dtype == gradient.dtype,
        waiting.shape == inputs[i].shape, waiting.dtype == .f32 || waiting.dtype == .f64,
        var total = places[place].gradient.take()
      else { continue }
      try total.makeUnique()
      if try operation.addGradient(of: i, gradient, all, to: total) { inputs[i] = inputs[i].detached() }
      places[place].gradient = total
    }
  }

  private func sum(_ old: Tensor?, _ new: Tensor) throws(TensorError) -> Tensor {
    guard let old else { return new }
    return try Tensor.add(old, new)
  }

  private func refuseOverwritten(_ operation: any Operation, _ inputs: Inputs) throws(TensorError) {
    for i in 0..<inputs.count {
      let body = inputs[i].body
      guard body.node >= 0, let current = tape.nodes[body.node].cell?.current,
        current != ObjectIdentifier(body.storage), operation.reads(i, of: inputs.all)
      else { continue }
      throw .overwritten(operation: type(of: operation).signature.name, inputs[i].shape)
    }
  }
}
