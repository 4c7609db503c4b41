/// E to the power of each element.
struct Exp: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "exp", "e to the power of each element", example: "exp([0.0, 1.0])", gives: "[1.0000, 2.7183]  f64[2]",
    section: "2.3.1")
  static let kernel = UnaryKernel.exp
  static let rules = ["g * out"]
  /// ∂eˣ/∂x = eˣ
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g * y }
}
