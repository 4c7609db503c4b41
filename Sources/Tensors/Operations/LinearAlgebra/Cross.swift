/// The cross product of vectors of three elements.
struct Cross: Callable {
  static let signature = Signature(
    "cross", .tensor("x"), .tensor("y"), .axis("axis", default: .int(-1)), family: "linear algebra",
    summary: "the cross product of vectors of three elements along an axis",
    shapes: "[…, 3], […, 3] → […, 3]; x and y broadcast", example: "cross([1, 0, 0], [0, 1, 0])",
    gives: "[0, 0, 1]  i64[3]", section: "2.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0), a.tensor(1))
    let shape = try Shape.broadcast(x.shape, y.shape, "cross"), axis = try shape.axis(a.int(2), "cross")
    guard shape.rank > 0, shape.dims[axis] == 3 else {
      throw .rank(shape, wanted: "three elements along axis \(a.int(2))", operation: "cross")
    }
    let (u, v) = (try x.expanded(to: shape), try y.expanded(to: shape))
    func turned(_ z: Tensor, _ order: [Int]) throws(TensorError) -> Tensor {
      let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
      return try z.indexed(before + [.tensor(Tensor(order, [3]))])
    }
    let first = try turned(u, [1, 2, 0]) * turned(v, [2, 0, 1])
    return [try first - turned(u, [2, 0, 1]) * turned(v, [1, 2, 0])]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.row), .int(-1)),
      .init(
        .tensor(Tensor(Samples.cube.doubles(), [2, 3, 2])), .tensor(Tensor(Samples.row.doubles(), [3, 1])),
        .int(1)),
    ]
  }
}
