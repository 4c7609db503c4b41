/// Inverse hyperbolic sine.
struct Asinh: UnaryOperation {
  static let signature = Signature.unary(
    "asinh", aliases: ["arcsinh"], "inverse hyperbolic sine", example: "asinh([0.0])", gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.asinh
  /// ∂ arsinh x/∂x = 1/√(x² + 1)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Rsqrt(), x * x + 1)
  }
}
