/// Logarithm to base 10.
struct Log10: UnaryOperation {
  static let signature = Signature.unary(
    "log10", "logarithm to base 10", example: "log10([100.0])", gives: "[2.]  f64[1]")
  static let kernel = UnaryKernel.log10
  static let rules = ["g / (x * log(10))"]
  /// ∂ log₁₀ x/∂x = 1 / (x ln 10)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g / (x * 2.302585092994046)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
