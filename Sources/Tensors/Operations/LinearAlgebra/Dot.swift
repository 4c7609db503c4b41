/// The dot product of two vectors.
struct Dot: Callable {
  static let signature = Signature(
    "dot", .tensor("x"), .tensor("y"), family: "linear algebra", summary: "the dot product of two vectors",
    shapes: "[n], [n] → []", example: "dot([1, 2], [3, 4])", gives: "11  i64[]", section: "2.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0), a.tensor(1))
    guard x.rank == 1, y.rank == 1 else {
      throw .mismatch(x.shape, y.shape, wanted: "two vectors", operation: "dot")
    }
    return [try Tensor.matmul(x, y)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.row), .tensor(Tensor([0.2, 0.9, -0.4], [3])))]
  }
}
