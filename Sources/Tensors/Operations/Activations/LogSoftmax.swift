/// Logarithm of softmax: x − max − ln Σ exp(x − max). Finite for logits of any size.
struct LogSoftmax: FusedOperation, ForgetsInputs {
  static let signature = Signature(
    "log_softmax", .tensor("x"), .axis("axis", default: .int(-1)), family: "activations",
    summary: "logarithm of softmax, exact where softmax would be 0", example: "log_softmax([0.0, 0.0])",
    gives: "[-0.6931, -0.6931]  f64[2]", section: "8.1.4")
  let axis: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try RowSoftmax.value(inputs[0], axis, logarithm: true)
  }
  static let rules = ["g - exp(out) * sum(g)"]
  /// ∂L/∂x = g − softmax(x) Σ g
  func readableDerivative(_ g: Tensor, _ inputs: [Tensor], _ y: Tensor) throws(TensorError) -> [Tensor?] {
    [try g - apply(Exp(), y) * g.sum(y.rank > 0 ? [axis] : [], keepingDimensions: true)]
  }
  func quickDerivative(_ g: Tensor, _ inputs: [Tensor], _ y: Tensor) throws(TensorError) -> [Tensor?] {
    [try RowSoftmax.gradient(g, y, axis, logarithm: true)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try apply(LogSoftmax(axis: try x.shape.axis(a.int(1), "log_softmax")), x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}
