/// Sign and logarithm of the absolute determinant, which neither overflow nor underflow.
struct LogDeterminant: Operation {
  static let signature = Signature(
    "slogdet", .tensor("a"), family: "linear algebra",
    summary: "sign and logarithm of the absolute determinant",
    shapes: "[n, n] → [], []", example: "slogdet([[2.0, 0.0], [0.0, 4.0]])[1]", gives: "2.0794  f64[]",
    section: "2.1.5")
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    try Lapack.square(inputs[0], "slogdet")
    return [[], []]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let n = inputs[0].shape.dims[0], dtype = inputs[0].dtype
    let (values, pivots, isSingular) = try Lapack.lu(inputs[0], "slogdet")
    var isNegative = false
    var size = Tensor([1.0], [])
    var diagonal: [Double] = []
    for i in 0..<n {
      let pivot = values[i * n + i]
      // Each exchange of rows changes the sign.
      if (pivot < 0) != (Int(pivots[i]) != i + 1) { isNegative.toggle() }
      diagonal.append(Swift.abs(pivot))
    }
    size = try ElementwiseKernels.unary(.log, Tensor(diagonal, [n])).sum([0])
    let sign = isSingular ? 0.0 : isNegative ? -1 : 1
    return [Tensor([sign], [], dtype), try size.converted(to: dtype)]
  }
  /// ∂ ln |det a|/∂a = a⁻ᵀ
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    guard let g = gradients[1] else { return [nil] }
    let identity = try Tensor.identity(inputs[0].shape.dims[0], g.dtype)
    return [try g * apply(Solve(), try inputs[0].transposed(), identity)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try apply(LogDeterminant(), [try a.float(0)])
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.square), output: 1)] }
}
