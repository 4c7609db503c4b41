/// Part of a graph that is not kept but computed again on the way back: memory for time
/// (Chen et al. 2016, "Training deep nets with sublinear memory cost").
struct Checkpoint: Operation {
  static let signature = Signature(
    "checkpoint", family: "gradients", summary: "computed again on the way back", example: "", gives: "")
  /// Computes the results; the same ones each time it is called.
  let body: Body
  /// How many inputs are arguments of `body`; the rest are what it uses besides, such as parameters.
  let arguments: Int
  let tape: Tape

  final class Body: @unchecked Sendable {
    let run: ([Tensor]) throws(TensorError) -> [Tensor]
    init(_ run: @escaping ([Tensor]) throws(TensorError) -> [Tensor]) { self.run = run }
  }

  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] { [] }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] { [] }

  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let createGraph = tape.isRecording
    tape.isRecording = true
    defer { tape.isRecording = createGraph }
    // Arguments start a graph of their own, unless this one is to be differentiated again.
    let given = inputs.prefix(arguments).map { input in
      input.requiresGrad && !createGraph ? tape.leaf(input.detached()) : input
    }
    let results = try body.run(given)
    var totals = [Tensor?](repeating: nil, count: inputs.count)
    for (result, gradient) in zip(results, gradients) {
      guard let gradient, result.requiresGrad else { continue }
      let found = try tape.gradients(
        of: result, withRespectTo: given + inputs.dropFirst(arguments), gradient: gradient,
        createGraph: createGraph)
      for (i, new) in found.enumerated() {
        guard let new else { continue }
        if let old = totals[i] { totals[i] = try Tensor.add(old, new) } else { totals[i] = new }
      }
    }
    return totals
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

extension Tape {
  /// Runs `body` without keeping its graph; a backward walk runs it again to get there.
  ///
  /// - Parameter body: gives the same results whenever it is called with the same arguments.
  public func checkpoint(
    _ arguments: [Tensor], _ body: @escaping ([Tensor]) throws(TensorError) -> [Tensor]
  ) throws(TensorError) -> [Tensor] {
    guard isRecording else { return try body(arguments) }
    let start = nextSequence
    let results = try body(arguments)
    var outer: [Tensor] = []
    for result in results {
      for tensor in try boundary(of: result, startingAt: start) {
        func isSame(_ other: Tensor) -> Bool {
          other.requiresGrad && other.body.node == tensor.body.node && other.body.output == tensor.body.output
        }
        if !arguments.contains(where: isSame), !outer.contains(where: isSame) { outer.append(tensor) }
      }
    }
    guard results.contains(where: \.requiresGrad) else { return results }
    let operation = Checkpoint(body: .init(body), arguments: arguments.count, tape: self)
    return record(operation, arguments + outer, results.map { $0.detached() })
  }
}
