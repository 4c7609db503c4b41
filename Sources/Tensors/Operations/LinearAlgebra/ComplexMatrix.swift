/// Matrices of complex numbers as their real and imaginary parts: what the derivative of `eig` computes with.
/// Everything is made of recorded operations.
struct ComplexMatrix {
  var real: Tensor
  var imaginary: Tensor

  init(_ real: Tensor, _ imaginary: Tensor) { (self.real, self.imaginary) = (real, imaginary) }

  /// From pairs along the last axis.
  init(pairs: Tensor) throws(TensorError) {
    real = try pairs.indexed([.ellipsis, .at(0)])
    imaginary = try pairs.indexed([.ellipsis, .at(1)])
  }

  /// The conjugate transpose.
  func adjoint() throws(TensorError) -> ComplexMatrix {
    .init(try real.transposed(), try -imaginary.transposed())
  }

  static func + (a: ComplexMatrix, b: ComplexMatrix) throws(TensorError) -> ComplexMatrix {
    .init(try a.real + b.real, try a.imaginary + b.imaginary)
  }
  static func - (a: ComplexMatrix, b: ComplexMatrix) throws(TensorError) -> ComplexMatrix {
    .init(try a.real - b.real, try a.imaginary - b.imaginary)
  }
  static func * (a: ComplexMatrix, b: Tensor) throws(TensorError) -> ComplexMatrix {
    .init(try a.real * b, try a.imaginary * b)
  }

  func multiplied(by b: ComplexMatrix) throws(TensorError) -> ComplexMatrix {
    .init(
      try Tensor.matmul(real, b.real) - Tensor.matmul(imaginary, b.imaginary),
      try Tensor.matmul(real, b.imaginary) + Tensor.matmul(imaginary, b.real))
  }

  /// Element by element, over the conjugates of `b`.
  func divided(byConjugatesOf b: ComplexMatrix) throws(TensorError) -> ComplexMatrix {
    let squares = try b.real * b.real + b.imaginary * b.imaginary
    return .init(
      try (real * b.real - imaginary * b.imaginary) / squares,
      try (imaginary * b.real + real * b.imaginary) / squares)
  }

  private func joined(_ parts: [Tensor], _ axis: Int) throws(TensorError) -> Tensor {
    try apply(Concatenate(axis: real.rank + axis), parts)[0]
  }

  /// The real matrix [[re, −im], [im, re]], which acts on real and imaginary parts one after the other.
  func asReal() throws(TensorError) -> Tensor {
    try joined([try joined([real, try -imaginary], -1), try joined([imaginary, real], -1)], -2)
  }

  /// The x with self·x = b.
  func solved(_ b: ComplexMatrix, _ operation: String) throws(TensorError) -> ComplexMatrix {
    let n = real.shape.dims[real.rank - 1]
    let x = try apply(Solve(name: operation), try asReal(), try joined([b.real, b.imaginary], -2))
    let all = Index.slice(from: nil, to: nil, step: 1)
    return .init(
      try x.indexed([.ellipsis, .slice(from: 0, to: n, step: 1), all]),
      try x.indexed([.ellipsis, .slice(from: n, to: nil, step: 1), all]))
  }
}
