import COpenBLAS

/// The lower triangle l with l·lᵀ = a, for a symmetric positive definite matrix.
struct Cholesky: SingleOperation {
  static let signature = Signature(
    "cholesky", .tensor("a"), family: "linear algebra",
    summary: "the lower triangular l with l @ l.T = a, for a symmetric positive definite a",
    shapes: "[n, n] → [n, n]",
    example: "cholesky([[4.0, 0.0], [0.0, 9.0]])", gives: "[[2., 0.],\n [0., 3.]]  f64[2, 2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Lapack.square(inputs[0], "cholesky")
    return inputs[0]
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    var matrix = try Lapack.columns(inputs[0], "cholesky")
    var n = matrix.rows, leading = max(n, 1), info: Int32 = 0
    if n > 0 { dpotrf_("L", &n, &matrix.values, &leading, &info) }
    guard info == 0 else { throw .notPositiveDefinite }
    // LAPACK leaves the upper triangle as it was.
    let size = Int(n)
    for column in 0..<size { for row in 0..<column { matrix.values[column * size + row] = 0 } }
    return Lapack.tensor(matrix.values, size, size, leading: size, inputs[0].dtype)
  }
  /// ∂L/∂a = ½ (s + sᵀ) with s = l⁻ᵀ Φ(lᵀ g) l⁻¹, Φ the lower triangle with half the diagonal (Murray 2016).
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ l: Tensor) throws(TensorError) -> [Tensor?] {
    let n = l.shape.dims[0]
    let weights = (0..<n).flatMap { i in (0..<n).map { j in i == j ? 0.5 : j < i ? 1.0 : 0 } }
    let back = try l.transposed()
    let phi = try Tensor.matmul(back, g) * Tensor(weights, [n, n], g.dtype)
    let left = try apply(Solve(), back, phi)  // l⁻ᵀ Φ
    let s = try apply(Solve(), back, try left.transposed()).transposed()  // (l⁻ᵀ (l⁻ᵀ Φ)ᵀ)ᵀ
    return [try (s + s.transposed()) * 0.5]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Cholesky(), try a.float(0))] }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.square), isSymmetric: true)] }
}
