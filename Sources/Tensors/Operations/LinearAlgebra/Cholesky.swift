import COpenBLAS

/// The lower triangle l with l·lᵀ = a, for a symmetric positive definite matrix.
struct Cholesky: SingleOperation {
  static let signature = Signature(
    "cholesky", .tensor("a"), .init(.flag, "upper", default: .flag(false)), family: "linear algebra",
    summary:
      "the lower triangular l with l @ l.T = a, for a symmetric positive definite a; u with u.T @ u = a for upper=true",
    shapes: "[…, n, n] → […, n, n]", example: "cholesky([[4.0, 0.0], [0.0, 9.0]])",
    gives: "[[2., 0.],\n [0., 3.]]  f64[2, 2]", section: "2.2.3")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try inputs[0].square("cholesky")
    return inputs[0]
  }
  /// Only the lower triangle is looked at.
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let stack = try MatrixStack(try inputs[0].detached().triangle(upper: false), "cholesky")
    try MatrixStack.walk(stack.count) { (i) throws(TensorError) in
      guard gradus_cholesky(Int32(stack.rows), stack.matrix(i)) == 0 else { throw .notPositiveDefinite }
    }
    return try stack.tensor(inputs[0].dtype)
  }
  /// ∂L/∂a = ½ (s + sᵀ) with s = l⁻ᵀ Φ(lᵀ g) l⁻¹, Φ the lower triangle with half the diagonal (Murray 2016).
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ l: Tensor) throws(TensorError) -> [Tensor?] {
    let back = try l.transposed()
    let inner = try Tensor.matmul(back, g)
    let phi = try (inner.triangle(upper: false) + inner.triangle(upper: false, offset: -1)) * 0.5
    let left = try apply(SolveTriangular(upper: true), back, phi)  // l⁻ᵀ Φ
    let s = try apply(SolveTriangular(upper: true), back, try left.transposed())  // (l⁻ᵀ Φ l⁻¹)ᵀ
    return [try (s + s.transposed()) * 0.5]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    try x.shape.square("cholesky")
    if a.flag(1) { return [try apply(Cholesky(), try x.transposed()).transposed()] }
    return [try apply(Cholesky(), x)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.square), .flag(false), isSymmetric: true),
      .init(.tensor(Samples.definite), .flag(true), isSymmetric: true),
    ]
  }
}

extension Samples {
  /// Two positive definite matrices, which stay so when made symmetric: [2, 3, 3].
  static var definite: Tensor {
    Tensor(square.doubles() + [1.4, -0.2, 0.6, 0.5, 2.2, 0.1, 0.3, -0.7, 1.9], [2, 3, 3])
  }
}
