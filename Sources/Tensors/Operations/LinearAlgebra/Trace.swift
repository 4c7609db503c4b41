/// The sum of the diagonal.
struct Trace: Callable {
  static let signature = Signature(
    "trace", .tensor("a"), family: "linear algebra", summary: "the sum of the diagonal",
    shapes: "[n, m] → []",
    example: "trace([[1, 2], [3, 4]])", gives: "5  i64[]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank == 2 else { throw .rank(x.shape, wanted: "a matrix", operation: "trace") }
    let (n, m) = (x.shape.dims[0], x.shape.dims[1])
    let k = Swift.min(n, m)
    return [try x.taking((0..<k).map { $0 * m + $0 }, [k]).sum([0])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.square))] }
}
