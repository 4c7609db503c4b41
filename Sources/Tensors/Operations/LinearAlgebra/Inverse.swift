/// The inverse of a square matrix.
struct Inverse: Callable {
  static let signature = Signature(
    "inv", .tensor("a"), aliases: ["inverse"], family: "linear algebra",
    summary: "the inverse of a square matrix; solve(a, b) is better for a⁻¹ @ b",
    shapes: "[…, n, n] → […, n, n]",
    example: "inv([[2.0, 0.0], [0.0, 4.0]])", gives: "[[0.5000, 0.0000],\n [0.0000, 0.2500]]  f64[2, 2]",
    section: "2.1.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.float(0).inverse("inv")] }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.square)), .init(.tensor(Samples.squares))]
  }
}

extension Tensor {
  /// The inverses of square matrices.
  func inverse(_ operation: String) throws(TensorError) -> Tensor {
    try apply(Solve(name: operation), self, try Tensor.identity(try shape.square(operation), dtype))
  }

  static func identity(_ n: Int, _ dtype: DType) throws(TensorError) -> Tensor {
    let result = try full(0, [n, n], dtype)
    let positions = Tensor((0..<n).map { $0 * (n + 1) }, [n])
    Scattering.store(try full(1, [n], dtype), at: positions.pointer(Int.self), in: result)
    return result
  }
}
