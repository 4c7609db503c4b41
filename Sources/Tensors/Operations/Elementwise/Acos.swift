/// Angle whose cosine is x.
struct Acos: UnaryOperation {
  static let signature = Signature.unary(
    "acos", aliases: ["arccos"], "angle whose cosine is x", example: "acos([1.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.acos
  static let rules = ["-g / sqrt(1 - x ^ 2)"]
  /// ∂ arccos x/∂x = −1/√(1 − x²)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try -(g * apply(Rsqrt(), 1 - x * x))
  }
}
