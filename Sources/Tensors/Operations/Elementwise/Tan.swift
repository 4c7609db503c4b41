/// Tangent of an angle in radians.
struct Tan: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "tan", "tangent of an angle in radians", example: "tan([0.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.tan
  static let rules = ["g * (1 + out ^ 2)"]
  /// ∂ tan x/∂x = 1 + tan² x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g * (y * y + 1) }
}
