/// A margin of one value around a tensor.
struct Pad: Callable {
  static let signature = Signature(
    "pad", .tensor("x"), .init(.ints, "margins"), .init(.number, "value", default: .number(0)),
    .init(.text, "mode", default: .text("constant")),
    torchOrder: ["x", "margins", "mode", "value"], family: "shape",
    summary:
      "a margin around x: (before, after) on the last axis, then on the one before it, …; negative ones take away",
    shapes: "[n, m], (a, b) → [n, a + m + b]", example: "pad([1, 2], (1, 2))",
    gives: "[0, 1, 2, 0, 0]  i64[5]",
    section: "7.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), margins = a.ints(1) ?? []
    guard margins.count.isMultiple(of: 2), margins.count <= 2 * x.rank else {
      throw .argument("margins come in pairs, one for each axis of \(x.shape) at most", operation: "pad")
    }
    // Negative margins take away.
    let inside = try x.cropped(margins), outside = margins.map { max($0, 0) }
    switch a.text(3) {
    case "constant": return [try inside.padded(outside, with: a.number(2))]
    case "reflect": return [try inside.padded(outside, from: reflected)]
    case "replicate": return [try inside.padded(outside) { i, n in n > 0 ? min(max(i, 0), n - 1) : nil }]
    case "circular": return [try inside.padded(outside) { i, n in -n <= i && i < 2 * n ? (i + n) % n : nil }]
    default:
      throw .argument(
        "mode is constant, reflect, replicate or circular, not \"\(a.text(3))\"", operation: "pad")
    }
  }
  /// The mirror image beyond either end, the end itself not repeated.
  private static func reflected(_ i: Int, _ n: Int) -> Int? {
    let place = i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i
    return (0..<n).contains(place) ? place : nil
  }

  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .ints([1, 2, 0, 1]), .number(0.5), .text("constant")),
      .init(.tensor(Samples.cube), .ints([1, 0]), .number(0), .text("constant")),
      .init(.tensor(Samples.small), .ints([-1, 2, 1, -1]), .number(0.5), .text("constant")),
      .init(.tensor(Samples.small), .ints([1, 2, 1, 1]), .number(0), .text("reflect")),
      .init(.tensor(Samples.small), .ints([1, 2, 0, 1]), .number(0), .text("replicate")),
      .init(.tensor(Samples.small), .ints([1, 2, 1, 0]), .number(0), .text("circular")),
    ]
  }
}

extension Tensor {
  /// Without what negative margins take away.
  fileprivate func cropped(_ margins: [Int]) throws(TensorError) -> Tensor {
    guard margins.contains(where: { $0 < 0 }) else { return self }
    var entries = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: rank)
    for pair in 0..<margins.count / 2 {
      let axis = rank - 1 - pair, size = shape.dims[axis]
      let (before, after) = (min(margins[2 * pair], 0), min(margins[2 * pair + 1], 0))
      guard before >= -size, after >= -size, before + after >= -size else {
        throw .argument("the margins take away more than axis \(axis) of \(shape) has", operation: "pad")
      }
      entries[axis] = .slice(from: -before, to: size + after, step: 1)
    }
    return try indexed(entries)
  }

  /// Margins filled with elements of x itself: `source` says which one stands at a place outside, nil if none can.
  fileprivate func padded(
    _ margins: [Int], from source: (_ place: Int, _ size: Int) -> Int?
  ) throws(TensorError) -> Tensor {
    var result = self
    for pair in 0..<margins.count / 2 {
      let axis = rank - 1 - pair, (before, after) = (margins[2 * pair], margins[2 * pair + 1])
      if before == 0 && after == 0 { continue }
      let size = shape.dims[axis]
      guard before >= 0, after >= 0, before <= 1 << 31, after <= 1 << 31 else {
        throw .argument("a margin can't be negative or that large", operation: "pad")
      }
      var target = result.shape
      target.dims[axis] = before + size + after
      guard try target.checked().count <= MachineMemory.total / 8 else {
        throw .memory(elements: target.count, dtype: dtype)
      }
      var places: [Int] = []
      for i in -before..<size + after {
        guard let place = source(i, size) else {
          throw .argument("the margin is wider than axis \(axis) of \(shape) can fill", operation: "pad")
        }
        places.append(place)
      }
      let lead = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
      result = try result.indexed(lead + [.tensor(Tensor(places, [places.count]))])
    }
    return result
  }

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
private struct Frame: SingleOperation, Relocation, ForgetsInputs, ForgetsOutput {
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
