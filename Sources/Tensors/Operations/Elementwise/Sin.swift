/// Sine of an angle in radians.
struct Sin: UnaryOperation, ForgetsOutput {
  static let signature = Signature.unary(
    "sin", "sine of an angle in radians", example: "sin([0.0])", gives: "[0.]  f64[1]", section: "2.3.1")
  static let kernel = UnaryKernel.sin
  static let rules = ["g * cos(x)"]
  /// ∂ sin x/∂x = cos x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Cos(), x)
  }
}
