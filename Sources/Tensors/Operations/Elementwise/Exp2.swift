/// 2 to the power of each element.
struct Exp2: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "exp2", "2 to the power of each element", example: "exp2([3.0])", gives: "[8.]  f64[1]")
  static let kernel = UnaryKernel.exp2
  static let rules = ["g * out * log(2)"]
  /// ∂2ˣ/∂x = 2ˣ ln 2
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * y * 0.6931471805599453
  }
}
