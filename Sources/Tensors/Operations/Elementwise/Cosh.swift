/// Hyperbolic cosine.
struct Cosh: UnaryOperation {
  static let signature = Signature.unary(
    "cosh", "hyperbolic cosine", example: "cosh([0.0])", gives: "[1.]  f64[1]")
  static let kernel = UnaryKernel.cosh
  static let rules = ["g * sinh(x)"]
  /// ∂ cosh x/∂x = sinh x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Sinh(), x)
  }
}
