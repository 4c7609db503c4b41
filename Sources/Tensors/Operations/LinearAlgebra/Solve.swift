import COpenBLAS

/// The solution x of a·x = b for a square matrix (LU with row exchanges).
struct Solve: SingleOperation {
  static let signature = Signature(
    "solve", .tensor("a"), .tensor("b"), family: "linear algebra",
    summary: "the x with a @ x = b, for a square matrix a",
    shapes: "[n, n], [n] → [n]; [n, n], [n, k] → [n, k]",
    example: "solve([[2.0, 0.0], [0.0, 4.0]], [2.0, 4.0])", gives: "[1., 1.]  f64[2]", section: "2.1.5")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Lapack.square(inputs[0], "solve")
    guard (1...2).contains(inputs[1].rank), inputs[1].dims[0] == inputs[0].dims[0] else {
      throw .mismatch(inputs[0], inputs[1], wanted: "as many rows on both sides", operation: "solve")
    }
    return inputs[1]
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let b = inputs[1].rank == 1 ? inputs[1].view([inputs[1].count, 1], inputs[1].strides + [1]) : inputs[1]
    var matrix = try Lapack.columns(inputs[0], "solve")
    var right = try Lapack.columns(b, "solve")
    var n = matrix.rows, k = right.columns, info: Int32 = 0, leading = max(matrix.rows, 1), other = leading
    var pivots = [Int32](repeating: 0, count: Int(n))
    if n > 0 { dgesv_(&n, &k, &matrix.values, &leading, &pivots, &right.values, &other, &info) }
    guard info == 0 else { throw .singular(operation: "solve") }
    let x = Lapack.tensor(right.values, Int(n), Int(k), leading: Int(leading), inputs[1].dtype)
    return x.view(inputs[1].shape, inputs[1].shape.contiguousStrides)
  }
  /// ∂L/∂b = a⁻ᵀ g, ∂L/∂a = −(a⁻ᵀ g) xᵀ
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ x: Tensor) throws(TensorError) -> [Tensor?] {
    let right = try apply(Solve(), try inputs[0].transposed(), g)
    let column = x.rank == 1 ? try right.reshaped([x.count, 1]) : right
    let row = x.rank == 1 ? try x.reshaped([1, x.count]) : try x.transposed()
    return [try -(apply(Matmul(), column, row)), right]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Solve(), try a.float(0), try a.float(1))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.square), .tensor(Samples.row)),
      .init(.tensor(Samples.square), .tensor(Tensor(Samples.small.doubles(), [3, 2]))),
    ]
  }
}
