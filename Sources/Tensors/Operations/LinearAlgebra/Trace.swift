/// The sum of the diagonal.
struct Trace: Callable {
  static let signature = Signature(
    "trace", .tensor("a"), family: "linear algebra", summary: "the sum of the diagonal",
    shapes: "[…, n, m] → […]", example: "trace([[1, 2], [3, 4]])", gives: "5  i64[]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    _ = try x.shape.matrix("trace")
    return [try x.converted(to: x.dtype.counting).diagonals().sum([x.rank - 2])]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.square)), .init(.tensor(Samples.cube))]
  }
}

extension Tensor {
  /// The diagonals of matrices: […, n, m] → […, min(n, m)].
  func diagonals() throws(TensorError) -> Tensor {
    let (n, m) = (shape.dims[rank - 2], shape.dims[rank - 1]), k = Swift.min(n, m)
    let flat = try reshaped(Shape(shape.batch.dims + [n * m]))
    // Every (m + 1)-th element of the rows one after the other.
    let last = Swift.max(0, (k - 1) * (m + 1) + 1)
    return try flat.indexed([.ellipsis, .slice(from: 0, to: k == 0 ? 0 : last, step: m + 1)])
  }
}
