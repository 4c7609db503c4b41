/// Hyperbolic tangent.
struct Tanh: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "tanh", "hyperbolic tangent", example: "tanh([0.0])", gives: "[0.]  f64[1]", section: "8.4")
  static let kernel = UnaryKernel.tanh
  static let rules = ["g * (1 - out ^ 2)"]
  /// ∂ tanh x/∂x = 1 − tanh² x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    if let quick = try Slopes.product(.tanhGradient, g, y) { return quick }
    return try g * (1 - y * y)
  }
}
