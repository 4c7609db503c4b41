/// Eˣ − 1, exact for small x.
struct Expm1: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "expm1", "eˣ − 1, exact for small x", example: "expm1([0.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.expm1
  static let rules = ["g * (out + 1)"]
  /// ∂(eˣ − 1)/∂x = eˣ
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g * (y + 1) }
}
