/// Angle whose tangent is x.
struct Atan: UnaryOperation {
  static let signature = Signature.unary(
    "atan", aliases: ["arctan"], "angle whose tangent is x", example: "atan([0.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.atan
  static let rules = ["g / (1 + x ^ 2)"]
  /// ∂ arctan x/∂x = 1 / (1 + x²)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g / (x * x + 1) }
}
