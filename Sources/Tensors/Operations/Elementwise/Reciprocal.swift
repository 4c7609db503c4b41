/// One over each element.
struct Reciprocal: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "reciprocal", "one over each element", example: "reciprocal([4.0])", gives: "[0.2500]  f64[1]")
  static let kernel = UnaryKernel.reciprocal
  static let rules = ["-g * out ^ 2"]
  /// ∂(1/x)/∂x = −1/x²
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try -(g * y * y) }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
