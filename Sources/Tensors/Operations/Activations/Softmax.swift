/// Exponentials along an axis that sum to one: exp(x − max) / Σ exp(x − max).
struct Softmax: FusedOperation, ForgetsInputs {
  static let signature = Signature(
    "softmax", .tensor("x"), .axis("axis", default: .int(-1)), family: "activations",
    summary: "exponentials that sum to one along an axis", example: "softmax([1, 2, 3])",
    gives: "[0.0900, 0.2447, 0.6652]  f64[3]",
    section: "8.1.4")
  let axis: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try RowSoftmax.value(inputs[0], axis, logarithm: false)
  }
  static let rules = ["out * (g - sum(g * out))"]
  /// ∂L/∂x = y ⊙ (g − Σ g ⊙ y)
  func readableDerivative(_ g: Tensor, _ inputs: [Tensor], _ y: Tensor) throws(TensorError) -> [Tensor?] {
    [try y * (g - (g * y).sum(y.rank > 0 ? [axis] : [], keepingDimensions: true))]
  }
  func quickDerivative(_ g: Tensor, _ inputs: [Tensor], _ y: Tensor) throws(TensorError) -> [Tensor?] {
    [try RowSoftmax.gradient(g, y, axis, logarithm: false)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try apply(Softmax(axis: try x.shape.axis(a.int(1), "softmax")), x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}
