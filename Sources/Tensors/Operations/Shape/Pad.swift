/// A margin of one value around a tensor.
struct Pad: Callable {
  static let signature = Signature(
    "pad", .tensor("x"), .init(.ints, "margins"), .init(.number, "value", default: .number(0)),
    family: "shape",
    summary: "a margin around x: (before, after) on the last axis, then on the one before it, …",
    shapes: "[n, m], (a, b) → [n, a + m + b]", example: "pad([1, 2], (1, 2))",
    gives: "[0, 1, 2, 0, 0]  i64[5]",
    section: "7.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), margins = a.ints(1) ?? []
    guard margins.count.isMultiple(of: 2), margins.count <= 2 * x.rank else {
      throw .argument("margins come in pairs, at most one for each of \(x.rank) axes", operation: "pad")
    }
    return [try x.padded(margins, with: a.number(2))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .ints([1, 2, 0, 1]), .number(0.5)),
      .init(.tensor(Samples.cube), .ints([1, 0]), .number(0)),
    ]
  }
}

extension Tensor {
  /// Margins in pairs, from the last axis on; at most one pair for each axis.
  func padded(_ margins: [Int], with value: Double) throws(TensorError) -> Tensor {
    guard margins.contains(where: { $0 != 0 }) else { return self }
    var result = shape
    var inside = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: rank)
    for pair in 0..<margins.count / 2 {
      let axis = rank - 1 - pair, (before, after) = (margins[2 * pair], margins[2 * pair + 1])
      guard before >= 0, after >= 0 else { throw .argument("a margin can't be negative", operation: "pad") }
      let (start, overflow) = before.addingReportingOverflow(shape.dims[axis])
      let (size, overflowToo) = start.addingReportingOverflow(after)
      guard !overflow, !overflowToo else { throw .tooManyElements(shape) }
      result.dims[axis] = size
      inside[axis] = .slice(from: before, to: start, step: 1)
    }
    if requiresGrad {
      let frame = try Tensor.full(value, result, dtype)
      return try apply(Frame(entries: inside), self, frame)
    }
    var frame = try Tensor.full(value, result, dtype)
    try frame.assign(inside, self)
    return frame
  }
}

/// The second input with the first in its middle: what padding is inside a graph.
private struct Frame: SingleOperation, Relocation, ForgetsInputs {
  static let signature = Pad.signature
  let entries: [Index]
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[1] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    var result = inputs[1].detached()
    try result.assign(entries, inputs[0].detached())
    return result
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g.indexed(entries), nil]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
