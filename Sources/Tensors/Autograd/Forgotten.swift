import Foundation

/// A result whose elements the tape does not keep, because no derivative reads them.
///
/// The node of a large result, and the operations that use it without reading it, see its shape and this instead of its
/// elements. Those live as long as the program or a derivative that reads them holds them. Whoever asks later, as
/// `:graph` and `:why` do, has the recorded operation run again: its inputs are what they were, since values that
/// somebody holds are never changed. So a training step takes the memory of what its derivatives read, and nothing that
/// can be looked at is lost before the graph is.
final class Forgotten {
  private let tape: Tape
  private let node: Int
  /// The node's number: its place may belong to another one by now.
  private let sequence: Int
  private let count: Int
  private let dtype: DType
  /// The storage that has the elements, while there is one.
  unowned(unsafe) var original: Storage?

  init(_ tape: Tape, node: Int, count: Int, dtype: DType) {
    (self.tape, self.node, self.count, self.dtype) = (tape, node, count, dtype)
    sequence = tape.nodes[node].sequence
  }

  /// Runs what is needed to have the elements again, oldest first.
  ///
  /// - Returns: nil when the graph is gone, or the operation fails for want of memory.
  func recall() -> Storage? {
    if let original { return original }
    guard isRecorded else { return nil }
    let wasRecording = tape.isRecording
    tape.isRecording = false
    defer { tape.isRecording = wasRecording }
    tape.recalls += 1
    for (node, forgotten) in missing() {
      guard let operation = tape.nodes[node].operation,
        let result = try? forward(operation, tape.nodes[node].inputs.map { $0.detached() }).first,
        let values = try? result.contiguous(), let whole = try? values.alone()
      else { return nil }
      forgotten.remember(whole)
      if node == self.node { return whole }
    }
    return nil
  }

  /// What stands for elements that nobody can compute any more: not a number.
  func unknown() -> Storage {
    guard let nothing = try? Tensor.full(.nan, [count], dtype) else {
      preconditionFailure("no memory left at all")
    }
    return nothing.body.storage
  }

  private var isRecorded: Bool {
    tape.nodes.indices.contains(node) && tape.nodes[node].sequence == sequence && !tape.nodes[node].isFreed
  }

  /// This node and those before it whose elements its operation needs, with the storages that stand for them.
  private func missing() -> [(Int, Storage)] {
    var seen: Set<Int> = [node]
    var stack = [node]
    var found: [(Int, Storage)] = []
    while let next = stack.popLast() {
      guard let output = tape.nodes[next].output, output.storage.isForgotten else { continue }
      found.append((next, output.storage))
      for input in tape.nodes[next].inputs where input.body.tape === tape {
        guard input.body.storage.isForgotten, seen.insert(input.body.node).inserted else { continue }
        stack.append(input.body.node)
      }
    }
    return found.sorted { tape.nodes[$0.0].sequence < tape.nodes[$1.0].sequence }
  }
}

extension Tensor {
  /// The storage of all of its elements, and of nothing else.
  fileprivate func alone() throws(TensorError) -> Storage {
    if body.offset == 0 { return body.storage }
    let copy = try Tensor(uninitialized: shape, dtype)
    Copying.copy(self, to: copy)
    return copy.body.storage
  }
}

extension Tape {
  /// Smaller results are kept: what they take is less than what it costs to think about them. `GRADUS_FORGET` sets it
  /// when the program starts, a number or `off`.
  public static let forgetsFrom: Int = {
    switch ProcessInfo.processInfo.environment["GRADUS_FORGET"] {
    case "off": Int.max
    case let text?: Int(text) ?? 16_384
    case nil: 16_384
    }
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
    if result.count >= forgetsFrom, !operation.readsOutput(inputs) { forget(node, result) }
  }

  @inline(never)
  private func forget(_ node: Int, _ result: View) {
    let forgotten = Forgotten(self, node: node, count: result.count, dtype: result.dtype)
    // Of parts of something larger it is not known when the elements go.
    if result.offset == 0, result.steps == nil { result.storage.tell(forgotten) }
    nodes[node].output = View(Storage.forgotten(forgotten), result.shape, result.dtype)
  }
}
