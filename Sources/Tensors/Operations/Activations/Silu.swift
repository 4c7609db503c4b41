/// x σ(x), also called swish (Elfwing et al. 2018).
struct Silu: UnaryOperation, ForgetsOutput {
  static let signature = Signature.unary(
    "silu", aliases: ["swish"], family: "activations", "x σ(x): a smooth relu that dips below 0",
    example: "silu([0.0, 1.0])", gives: "[0.0000, 0.7311]  f64[2]")
  static let kernel = UnaryKernel.silu
  static let rules = ["g * (sigmoid(x) + out * (1 - sigmoid(x)))"]
  /// ∂L/∂x = g (σ + x σ(1 − σ))
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    if let quick = try Slopes.product(.siluGradient, g, x) { return quick }
    let s = try apply(Sigmoid(), x)
    return try g * (s + x * s * (1 - s))
  }
}
