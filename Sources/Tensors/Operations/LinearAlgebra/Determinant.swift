/// The determinant of a square matrix.
struct Determinant: SingleOperation {
  static let signature = Signature(
    "det", .tensor("a"), family: "linear algebra", summary: "the determinant of a square matrix",
    shapes: "[n, n] → []", example: "det([[2.0, 0.0], [0.0, 4.0]])", gives: "8.  f64[]", section: "2.1.5")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Lapack.square(inputs[0], "det")
    return []
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let n = inputs[0].shape.dims[0]
    let (values, pivots, isSingular) = try Lapack.lu(inputs[0], "det")
    var product = 1.0
    // Each exchange of rows changes the sign.
    for i in 0..<n { product *= Int(pivots[i]) == i + 1 ? values[i * n + i] : -values[i * n + i] }
    return Tensor([isSingular ? 0 : product], [], inputs[0].dtype)
  }
  /// ∂ det a/∂a = det a · a⁻ᵀ
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let identity = try Tensor.identity(inputs[0].shape.dims[0], g.dtype)
    return [try g * output * apply(Solve(), try inputs[0].transposed(), identity)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Determinant(), try a.float(0))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.square))] }
}
