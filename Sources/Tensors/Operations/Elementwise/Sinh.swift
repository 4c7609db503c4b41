/// Hyperbolic sine.
struct Sinh: UnaryOperation {
  static let signature = Signature.unary(
    "sinh", "hyperbolic sine", example: "sinh([0.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.sinh
  static let rules = ["g * cosh(x)"]
  /// ∂ sinh x/∂x = cosh x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Cosh(), x)
  }
}
