/// Eigenvalues, smallest first, and eigenvectors (as columns) of a symmetric matrix.
///
/// Only the lower triangle is looked at; the gradient is symmetric. That of the vectors is defined for
/// eigenvalues that differ, and each vector's sign is one that LAPACK chooses.
struct Eigh: Operation {
  static let signature = Signature(
    "eigh", .tensor("a"), family: "linear algebra",
    summary: "eigenvalues, smallest first, and eigenvectors (columns) of a symmetric matrix",
    shapes: "[…, n, n] → […, n], […, n, n]",
    example: "eigh([[2.0, 0.0], [0.0, 1.0]])[0]", gives: "[1., 2.]  f64[2]", section: "13.4")
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    let n = try inputs[0].square("eigh")
    return [Shape(inputs[0].batch.dims + [n]), inputs[0]]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let stack = try MatrixStack(try inputs[0].detached().triangle(upper: false), "eigh"),
      dtype = inputs[0].dtype
    let values = try Lapack.symmetricEigenvalues(stack, withVectors: true, "eigh")
    return [try Copying.convert(values, to: dtype), try stack.tensor(dtype)]
  }
  /// ∂L/∂a = v (diag(g_λ) + f ⊙ vᵀ g_v) vᵀ, made symmetric; f_ij = 1/(λ_j − λ_i), 0 on the diagonal.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let (values, v) = (outputs[0], outputs[1])
    var inner = try Tensor.full(0, v.shape, v.dtype)
    if let g = gradients[0] {
      inner = try inner + g.asColumns() * Tensor.identity(values.shape.dims[values.rank - 1], v.dtype)
    }
    if let g = gradients[1] {
      let gaps = try values.asRows() - values.asColumns()  // [i, j] = λ_j − λ_i
      inner = try inner + Tensor.matmul(v.transposed(), g).quotientsOffDiagonal(gaps)
    }
    let s = try Tensor.matmul(Tensor.matmul(v, inner), v.transposed())
    return [try (s + s.transposed()) * 0.5]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { try apply(Eigh(), [try a.float(0)]) }
  static var samples: [OperationEntry.Sample] {
    [Samples.square, Samples.definite].flatMap { matrix in
      (0..<2).map { OperationEntry.Sample(.tensor(matrix), output: $0, isSymmetric: true) }
    }
  }
}

extension Tensor {
  /// Vectors as matrices of one row.
  func asRows() throws(TensorError) -> Tensor {
    try reshaped(Shape(shape.dims.dropLast() + [1] + shape.dims.suffix(1)))
  }
}
