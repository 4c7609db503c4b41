/// The order along axes reversed.
struct Flip: Callable {
  static let signature = Signature(
    "flip", .tensor("x"), .init(.axes, "axis", default: Argument.none), family: "shape",
    summary: "the order along axes reversed",
    example: "flip([1, 2, 3])", gives: "[3, 2, 1]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return [try x.flipped(try a.axes(1, of: x.shape, "flip"))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}

extension Tensor {
  func flipped(_ axes: [Int]) throws(TensorError) -> Tensor {
    try indexed((0..<rank).map { .slice(from: nil, to: nil, step: axes.contains($0) ? -1 : 1) })
  }
}
