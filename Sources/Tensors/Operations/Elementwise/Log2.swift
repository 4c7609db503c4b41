/// Logarithm to base 2.
struct Log2: UnaryOperation {
  static let signature = Signature.unary(
    "log2", "logarithm to base 2", example: "log2([8.0])", gives: "[3.]  f64[1]")
  static let kernel = UnaryKernel.log2
  static let rules = ["g / (x * log(2))"]
  /// ∂ log₂ x/∂x = 1 / (x ln 2)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g / (x * 0.6931471805599453)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
