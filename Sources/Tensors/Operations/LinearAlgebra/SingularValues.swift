/// Singular values alone, largest first.
struct SingularValues: SingleOperation {
  static let signature = Signature(
    "svdvals", .tensor("a"), family: "linear algebra", summary: "singular values, largest first",
    shapes: "[…, n, m] → […, min(n, m)]", example: "svdvals([[1.0, 2.0], [3.0, 4.0]])",
    gives: "[5.4650, 0.3660]  f64[2]", section: "13.5")
  /// What an error calls the operation.
  var name = "svdvals"

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let (n, m) = try inputs[0].matrix(name)
    return Shape(inputs[0].batch.dims + [min(n, m)])
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let shape = try shape(inputs.map(\.shape))
    let s = try Tensor(uninitialized: shape, .f64)
    if s.count > 0 { try Lapack.singularValues(try MatrixStack(inputs[0], name), s, nil, name) }
    return try Copying.convert(s, to: inputs[0].dtype)
  }
  /// ∂L/∂a = u·diag(g)·vᵀ
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let parts = try apply(SingularValueDecomposition(isFull: false), inputs)
    let scaled = try parts[0] * g.reshaped(g.shape.inserting(1))
    return [try Tensor.matmul(scaled, parts[2])]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(SingularValues(), try a.float(0))]
  }
  static var samples: [OperationEntry.Sample] {
    let stack = Tensor(Samples.cube.doubles(), [2, 3, 2])
    return [.init(.tensor(Samples.square)), .init(.tensor(stack))]
  }
}
