import Glibc

/// A result whose elements the tape does not keep, because no derivative reads them.
///
/// The node of a large result, and the operations that use it without reading it, see its shape and this instead of its
/// elements. Those live as long as the program or a derivative that reads them holds them. Whoever asks later, as
/// `:graph` and `:why` do, has the recorded operation run again: its inputs are what they were, since values that
/// somebody holds are never changed. So a training step takes the memory of what its derivatives read, and what can be
/// looked at is there as long as the graph is.
final class Forgotten {
  private let tape: Tape
  private let node: Int
  /// The node's number: its place may belong to another one by now.
  private let sequence: Int
  private let count: Int
  private let dtype: DType
  /// The storage that has the elements, while there is one.
  unowned(unsafe) var elements: Storage?

  init(_ tape: Tape, node: Int, count: Int, dtype: DType) {
    (self.tape, self.node, self.count, self.dtype) = (tape, node, count, dtype)
    sequence = tape.nodes[node].sequence
  }

  /// Runs what is needed to have the elements again, oldest first.
  /// - Throws: `.freedGraph` when the graph is gone, and what the operations throw; nothing is remembered then.
  func recall() throws(TensorError) {
    guard isRecorded else { throw .freedGraph }
    let wasRecording = tape.isRecording
    tape.isRecording = false
    defer { tape.isRecording = wasRecording }
    for node in missing() {
      guard let storage = tape.nodes[node].output?.storage, let operation = tape.nodes[node].operation else {
        throw .freedGraph
      }
      if storage.findElements() { continue }
      tape.recalls += 1
      let inputs = tape.nodes[node].inputs.map { $0.detached() }
      for input in inputs { try input.compute() }
      let result = try forward(operation, inputs)[0].contiguous()
      try result.compute()
      storage.remember(result.body.storage)
    }
  }

  /// What stands for elements that nobody can compute any more: not a number.
  func unknown() -> Storage {
    guard let nothing = try? Tensor.full(.nan, [count], dtype) else {
      preconditionFailure("no memory left at all")
    }
    return nothing.body.storage
  }

  private var isRecorded: Bool {
    tape.contains(node) && tape.nodes[node].sequence == sequence && !tape.nodes[node].isFreed
  }

  /// This node and those before it whose elements have to be computed for it, oldest first.
  private func missing() -> [Int] {
    var seen: Set<Int> = [node]
    var stack = [node]
    var found: [Int] = []
    while let next = stack.popLast() {
      found.append(next)
      for input in tape.nodes[next].inputs where input.body.tape === tape {
        guard !input.body.storage.findElements(), seen.insert(input.body.node).inserted else { continue }
        stack.append(input.body.node)
      }
    }
    return found.sorted { tape.nodes[$0].sequence < tape.nodes[$1].sequence }
  }
}

extension Tape {
  /// Smaller results are kept: what they take is less than what it costs to think about them. `GRADUS_FORGET` sets it
  /// when the program starts, a number or `off`.
  public static let forgetsFrom: Int = {
    guard let text = getenv("GRADUS_FORGET").map({ String(cString: $0) }) else { return 16_384 }
    return text == "off" ? Int.max : Int(text) ?? 16_384
  }()

  /// What a node keeps of its inputs: elements that its derivative will not read are left out, if they are not kept
  /// elsewhere anyway.
  @inline(__always)
  func kept(_ inputs: [Tensor], by operation: some Operation) -> [Tensor] {
    for input in inputs where input.count >= forgetsFrom { return keptOfLarge(inputs, by: operation) }
    return inputs
  }

  @inline(never)
  private func keptOfLarge(_ inputs: [Tensor], by operation: some Operation) -> [Tensor] {
    var kept = inputs
    for (i, input) in inputs.enumerated()
    where input.count >= forgetsFrom && input.body.tape === self && input.body.output == 0 {
      guard let output = nodes[input.body.node].output, output.storage.isForgotten,
        !operation.reads(i, of: inputs)
      else { continue }
      kept[i] = tracked(output, node: input.body.node, output: 0)
    }
    return kept
  }

  /// What a node keeps of its result.
  @inline(__always)
  func forget(_ node: Int, _ operation: some Operation, _ inputs: [Tensor], _ result: View) {
    if result.count >= forgetsFrom, !operation.readsOutput(inputs) { forget(node, inputs, result) }
  }

  /// A part or another form of an input takes no memory of its own, and stays.
  @inline(never)
  private func forget(_ node: Int, _ inputs: [Tensor], _ result: View) {
    guard result.offset == 0, result.steps == nil,
      !inputs.contains(where: { $0.body.storage === result.storage })
    else { return }
    let forgotten = Forgotten(self, node: node, count: result.count, dtype: result.dtype)
    guard result.storage.tell(forgotten) else { return }
    nodes[node].output = View(Storage.forgotten(forgotten), result.shape, result.dtype)
  }
}

extension Tensor {
  /// Whether the derivative of the operation that made it looks at its elements.
  var isReadByDerivative: Bool {
    guard let tape = body.tape, let operation = tape.nodes[body.node].operation else { return false }
    return operation.readsOutput(tape.nodes[body.node].inputs.all)
  }
}
