/// Error function: 2/√π ∫₀ˣ e^(−t²) dt.
struct Erf: UnaryOperation, ForgetsOutput {
  static let signature = Signature.unary(
    "erf", "error function: 2/√π ∫₀ˣ e^(−t²) dt", example: "erf([0.0])", gives: "[0.]  f64[1]",
    section: "2.2.4")
  static let kernel = UnaryKernel.erf
  static let rules = ["g * 2 / sqrt(π) * exp(-x ^ 2)"]
  /// ∂ erf x/∂x = 2/√π e^(−x²)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Exp(), -(x * x)) * 1.1283791670955126
  }
}
