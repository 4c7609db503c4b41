/// The k-th smallest element along an axis.
struct KthValue: Callable {
  static let signature = Signature(
    "kthvalue", .tensor("x"), .init(.int, "k"), .axis("axis", default: .int(-1)),
    .init(.flag, "keepdims", default: .flag(false)), family: "reductions",
    summary: "the k-th smallest element along an axis (k from 1), and its position",
    shapes: "[…, n] → […], […]", example: "kthvalue([3, 1, 2], 2)[0]", gives: "2  i64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), k = a.int(1)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "kthvalue") }
    let axis = try x.shape.axis(a.int(2), "kthvalue")
    guard k >= 1, k <= x.shape.dims[axis] else {
      throw .argument("k is \(k), and the axis has \(x.shape.dims[axis]) elements", operation: "kthvalue")
    }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    let order = try x.detached().sortingPositions(axis: axis, descending: false)
    let chosen = try order.indexed(before + [.slice(from: k - 1, to: k, step: 1)]).contiguous()
    let values = try x.gathered(chosen, axis: axis, "kthvalue")
    let shape = x.shape.reduced([axis], keepingDimensions: a.flag(3))
    return [try values.reshaped(shape), try chosen.reshaped(shape)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(2), .int(1), .flag(false))]
  }
}
