/// Square root.
struct Sqrt: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "sqrt", "square root", example: "sqrt([4.0, 9.0])", gives: "[2., 3.]  f64[2]", section: "2.3.1")
  static let kernel = UnaryKernel.sqrt
  static let rules = ["g / (2 * out)"]
  /// ∂√x/∂x = 1 / 2√x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g / (y * 2) }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
