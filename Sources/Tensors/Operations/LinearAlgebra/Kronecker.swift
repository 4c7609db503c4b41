/// The Kronecker product: every element of the first matrix times the whole second one.
struct Kronecker: Callable {
  static let signature = Signature(
    "kron", .tensor("a"), .tensor("b"), family: "linear algebra",
    summary: "every element of a times the whole of b",
    shapes: "[n, m], [k, l] → [n·k, m·l]", example: "kron([1, 2], [1, 10])", gives: "[ 1, 10,  2, 20]  i64[4]"
  )
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), y = a.tensor(1), rank = max(x.rank, y.rank)
    let left = [Int](repeating: 1, count: rank - x.rank) + x.shape.dims
    let right = [Int](repeating: 1, count: rank - y.rank) + y.shape.dims
    // [n, 1, m, 1] · [1, k, 1, l] → [n, k, m, l] → [n·k, m·l]
    let product =
      try x.reshaped(Shape(left.flatMap { [$0, 1] })) * y.reshaped(Shape(right.flatMap { [1, $0] }))
    return [try product.reshaped(Shape(zip(left, right).map { $0 * $1 }))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Tensor([0.2, -0.7, 0.4, 1.1], [2, 2]))),
      .init(.tensor(Samples.small), .tensor(Samples.row)),
    ]
  }
}
