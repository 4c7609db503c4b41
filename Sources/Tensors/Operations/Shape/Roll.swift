/// Elements moved along an axis; what leaves at one end enters at the other.
struct Roll: Callable {
  static let signature = Signature(
    "roll", .tensor("x"), .init(.int, "shift"), .axis("axis", default: Argument.none), family: "shape",
    summary: "elements moved along an axis, round the end; without axis in the flattened order",
    example: "roll([1, 2, 3], 1)", gives: "[3, 1, 2]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard let given = a.optionalInt(2) else {
      return [try x.reshaped([x.count]).rolled(by: a.int(1), axis: 0).reshaped(x.shape)]
    }
    return [try x.rolled(by: a.int(1), axis: try x.shape.axis(given, "roll"))]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(1), .int(1)), .init(.tensor(Samples.small), .int(-2), .none)]
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
