/// Cosine of an angle in radians.
struct Cos: UnaryOperation, ForgetsOutput {
  static let signature = Signature.unary(
    "cos", "cosine of an angle in radians", example: "cos([0.0])", gives: "[1.]  f64[1]", section: "2.3.1")
  static let kernel = UnaryKernel.cos
  static let rules = ["-g * sin(x)"]
  /// ∂ cos x/∂x = −sin x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try -(g * apply(Sin(), x))
  }
}
