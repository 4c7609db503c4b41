/// The k largest elements along an axis, and where they are.
struct TopK: Callable {
  static let signature = Signature(
    "topk", .tensor("x"), .init(.int, "k"), .axis("axis", default: .int(-1)),
    .init(.flag, "largest", default: .flag(true)), .init(.flag, "sorted", default: .flag(true)),
    family: "indexing",
    summary: "the k largest (or smallest) elements along an axis in order, and their positions",
    shapes: "[…, n] → […, k], […, k]", example: "topk([3, 1, 2], 2)[0]", gives: "[3, 2]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), k = a.int(1)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "topk") }
    let axis = try x.shape.axis(a.int(2), "topk")
    guard k >= 0, k <= x.shape.dims[axis] else {
      throw .argument("k is \(k), and the axis has \(x.shape.dims[axis]) elements", operation: "topk")
    }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    let positions = try x.sortingPositions(axis: axis, descending: a.flag(3))
      .indexed(before + [.slice(from: 0, to: k, step: 1)]).contiguous()
    return try Gather.call(
      Arguments(values: [.tensor(x), .tensor(positions), .int(axis)], context: a.context)) + [positions]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .int(2), .int(1), .flag(true), .flag(true)),
      .init(.tensor(Samples.row), .int(2), .int(0), .flag(false), .flag(true)),
    ]
  }
}
