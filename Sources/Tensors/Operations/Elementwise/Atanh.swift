/// Inverse hyperbolic tangent.
struct Atanh: UnaryOperation {
  static let signature = Signature.unary(
    "atanh", aliases: ["arctanh"], "inverse hyperbolic tangent", example: "atanh([0.0])",
    gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.atanh
  /// ∂ artanh x/∂x = 1 / (1 − x²)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g / (1 - x * x) }
}
