/// The slices along an axis, one by one.
struct Unbind: Callable {
  static let signature = Signature(
    "unbind", .tensor("x"), .axis("axis", default: .int(0)), family: "shape",
    summary: "the slices along an axis, as a list", shapes: "[k, n] → k of [n]",
    example: "unbind([[1, 2], [3, 4]])[1]", gives: "[3, 4]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "unbind") }
    let axis = try x.shape.axis(a.int(1), "unbind")
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    var slices: [Tensor] = []
    for i in 0..<x.shape.dims[axis] { slices.append(try x.indexed(before + [.at(i)])) }
    return slices
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), output: 2)] }
}
