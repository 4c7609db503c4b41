/// Eigenvalues of a symmetric matrix alone, smallest first.
struct SymmetricEigenvalues: SingleOperation {
  static let signature = Signature(
    "eigvalsh", .tensor("a"), family: "linear algebra",
    summary: "eigenvalues of a symmetric matrix, smallest first", shapes: "[…, n, n] → […, n]",
    example: "eigvalsh([[2.0, 0.0], [0.0, 1.0]])", gives: "[1., 2.]  f64[2]", section: "2.3.5")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let n = try inputs[0].square("eigvalsh")
    return Shape(inputs[0].batch.dims + [n])
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let stack = try MatrixStack(try inputs[0].detached().triangle(upper: false), "eigvalsh")
    let values = try Lapack.symmetricEigenvalues(stack, withVectors: false, "eigvalsh")
    return try Copying.convert(values, to: inputs[0].dtype)
  }
  /// ∂L/∂a = v·diag(g)·vᵀ
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let v = try apply(Eigh(), inputs)[1]
    return [try Tensor.matmul(try v * g.asRows(), v.transposed())]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(SymmetricEigenvalues(), try a.float(0))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.square), isSymmetric: true), .init(.tensor(Samples.definite), isSymmetric: true),
    ]
  }
}
