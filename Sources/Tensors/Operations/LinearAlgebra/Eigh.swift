import COpenBLAS

/// Eigenvalues, smallest first, and eigenvectors (as columns) of a symmetric matrix.
struct Eigh: Operation {
  static let signature = Signature(
    "eigh", .tensor("a"), family: "linear algebra",
    summary: "eigenvalues, smallest first, and eigenvectors (columns) of a symmetric matrix",
    shapes: "[n, n] → [n], [n, n]",
    example: "eigh([[2.0, 0.0], [0.0, 1.0]])[0]", gives: "[1., 2.]  f64[2]")
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    try Lapack.square(inputs[0], "eigh")
    return [[inputs[0].dims[0]], inputs[0]]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    var matrix = try Lapack.columns(inputs[0], "eigh")
    let size = Int(matrix.rows), dtype = inputs[0].dtype
    var n = matrix.rows, leading = max(n, 1), info: Int32 = 0
    var values = [Double](repeating: 0, count: size)
    if n > 0 {
      // The first call only asks how much room the second one needs.
      var (workSize, integerSize) = (Int32(-1), Int32(-1))
      var work = [0.0], integers: [Int32] = [0]
      dsyevd_(
        "V", "L", &n, &matrix.values, &leading, &values, &work, &workSize, &integers, &integerSize, &info)
      workSize = Int32(work[0])
      integerSize = integers[0]
      work = [Double](repeating: 0, count: max(1, Int(workSize)))
      integers = [Int32](repeating: 0, count: max(1, Int(integerSize)))
      dsyevd_(
        "V", "L", &n, &matrix.values, &leading, &values, &work, &workSize, &integers, &integerSize, &info)
    }
    guard info == 0 else { throw .noConvergence(operation: "eigh") }
    return [Tensor(values, [size], dtype), Lapack.tensor(matrix.values, size, size, leading: size, dtype)]
  }
  /// ∂L/∂a = v (diag(g_λ) + f ⊙ vᵀ g_v) vᵀ, made symmetric; f_ij = 1/(λ_j − λ_i), 0 on the diagonal.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let (values, v) = (outputs[0], outputs[1])
    let n = values.count
    var inner = try Tensor.full(0, [n, n], v.dtype)
    if let g = gradients[0] { inner = try inner + g * Tensor.identity(n, v.dtype) }
    if let g = gradients[1] {
      let differences = try values - values.reshaped([n, 1])  // [i, j] = λ_j − λ_i
      inner = try inner + differences.reciprocalOffDiagonal() * Tensor.matmul(v.transposed(), g)
    }
    let s = try Tensor.matmul(Tensor.matmul(v, inner), v.transposed())
    return [try (s + s.transposed()) * 0.5]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { try apply(Eigh(), [try a.float(0)]) }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.square), output: 0, isSymmetric: true),
      .init(.tensor(Samples.square), output: 1, isSymmetric: true),
    ]
  }
}

extension Tensor {
  /// 1/x off the diagonal of a square matrix, 0 on it.
  func reciprocalOffDiagonal() throws(TensorError) -> Tensor {
    let identity = try Tensor.identity(shape.dims[0], dtype)
    return try (1 - identity) / (self + identity)
  }
}
