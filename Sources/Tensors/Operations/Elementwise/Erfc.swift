/// 1 − erf(x), exact for large x.
struct Erfc: UnaryOperation {
  static let signature = Signature.unary(
    "erfc", "1 − erf(x), exact for large x", example: "erfc([0.0])", gives: "[1.]  f64[1]", section: "2.2.4")
  static let kernel = UnaryKernel.erfc
  /// ∂ erfc x/∂x = −2/√π e^(−x²)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Exp(), -(x * x)) * -1.1283791670955126
  }
}
