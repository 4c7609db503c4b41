/// Angle whose sine is x.
struct Asin: UnaryOperation {
  static let signature = Signature.unary(
    "asin", aliases: ["arcsin"], "angle whose sine is x", example: "asin([0.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.asin
  static let rules = ["g / sqrt(1 - x ^ 2)"]
  /// ∂ arcsin x/∂x = 1/√(1 − x²)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Rsqrt(), 1 - x * x)
  }
}
