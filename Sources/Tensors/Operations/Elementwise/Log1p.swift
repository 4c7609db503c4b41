/// Ln(1 + x), exact for small x.
struct Log1p: UnaryOperation {
  static let signature = Signature.unary(
    "log1p", "ln(1 + x), exact for small x", example: "log1p([0.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.log1p
  static let rules = ["g / (1 + x)"]
  /// ∂ ln(1 + x)/∂x = 1 / (1 + x)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g / (x + 1) }
}
