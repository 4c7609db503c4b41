/// Eigenvalues of any square matrix alone, complex numbers as pairs [re, im].
struct Eigenvalues: ConstantOperation {
  static let signature = Signature(
    "eigvals", .tensor("a"), family: "linear algebra",
    summary: "eigenvalues of a square matrix, each as a pair [re, im]", shapes: "[…, n, n] → […, n, 2]",
    example: "eigvals([[0.0, -1.0], [1.0, 0.0]])", gives: "[[ 0.,  1.],\n [ 0., -1.]]  f64[2, 2]",
    section: "2.1.2")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let n = try inputs[0].square("eigvals")
    return try Shape(inputs[0].batch.dims + [n, 2]).checked()
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let stack = try MatrixStack(inputs[0], "eigvals")
    let (real, imaginary) = try Lapack.eigenvalues(stack, vectors: nil, "eigvals")
    return try Copying.convert(try Tensor.stacked([real, imaginary], axis: -1), to: inputs[0].dtype)
  }
  /// Without the vectors LAPACK may give the values in another order, so a gradient starts from `eig`.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [x.requiresGrad ? try apply(Eig(), [x])[0] : try apply(Eigenvalues(), x)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.square)), .init(.tensor(Samples.turning))]
  }
}
