/// 1 / (1 + e^(−x)): any number to between 0 and 1.
struct Sigmoid: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "sigmoid", aliases: ["expit"], family: "activations", "1 / (1 + e^(−x)): any number to between 0 and 1",
    example: "sigmoid([0.0])", gives: "[0.5000]  f64[1]", section: "4.1.2")
  static let kernel = UnaryKernel.sigmoid
  static let rules = ["g * out * (1 - out)"]
  /// ∂σ/∂x = σ(1 − σ)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    if let quick = try Slopes.product(.sigmoidGradient, g, y) { return quick }
    return try g * y * (1 - y)
  }
}
