/// Every product of an element of one vector with one of another.
struct Outer: Callable {
  static let signature = Signature(
    "outer", .tensor("x"), .tensor("y"), aliases: ["ger"], family: "linear algebra",
    summary: "all products of two vectors’ elements",
    shapes: "[n], [m] → [n, m]", example: "outer([1, 2], [3, 4])", gives: "[[3, 4],\n [6, 8]]  i64[2, 2]",
    section: "2.1.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0), a.tensor(1))
    guard x.rank == 1, y.rank == 1 else {
      throw .mismatch(x.shape, y.shape, wanted: "two vectors", operation: "outer")
    }
    return [try x.reshaped([x.count, 1]) * y]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.row), .tensor(Tensor([0.2, 0.9], [2])))]
  }
}
