/// Elements moved along an axis; what leaves at one end enters at the other.
struct Roll: Callable {
  static let signature = Signature(
    "roll", .tensor("x"), .init(.ints, "shift"), .init(.axes, "axis", default: Argument.none),
    family: "shape",
    summary: "elements moved along axes, round the end; without axis in the flattened order",
    example: "roll([1, 2, 3], 1)", gives: "[3, 1, 2]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let shifts = a.ints(1) ?? [0]
    guard let axes = a.ints(2) else {
      guard shifts.count == 1 else {
        throw .argument("\(shifts.count) shifts need as many axes", operation: "roll")
      }
      return [try x.reshaped([x.count]).rolled(by: shifts[0], axis: 0).reshaped(x.shape)]
    }
    guard axes.count == shifts.count else {
      throw .argument("each axis needs one shift: shifts \(shifts), axes \(axes)", operation: "roll")
    }
    var result = x
    for (shift, axis) in zip(shifts, axes) {
      result = try result.rolled(by: shift, axis: try x.shape.axis(axis, "roll"))
    }
    return [result]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .int(1), .int(1)), .init(.tensor(Samples.small), .int(-2), .none),
      .init(.tensor(Samples.cube), .ints([1, -1]), .ints([0, 1])),
    ]
  }
}

extension Tensor {
  fileprivate func rolled(by shift: Int, axis: Int) throws(TensorError) -> Tensor {
    guard count > 0, rank > 0 else { return self }
    let size = shape.dims[axis], rest = shift % size
    let start = rest > 0 ? size - rest : -rest
    if start == 0 { return self }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    let parts = [
      try indexed(before + [.slice(from: start, to: nil, step: 1)]),
      try indexed(before + [.slice(from: 0, to: start, step: 1)]),
    ]
    return try apply(Concatenate(axis: axis), parts)[0]
  }
}
