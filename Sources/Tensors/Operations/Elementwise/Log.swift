/// Natural logarithm.
struct Log: UnaryOperation, ForgetsOutput {
  static let signature = Signature.unary(
    "log", aliases: ["ln"], "natural logarithm", example: "log([1.0])", gives: "[0.]  f64[1]",
    section: "2.3.1")
  static let kernel = UnaryKernel.log
  static let rules = ["g / x"]
  /// ∂ ln x/∂x = 1/x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g / x }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
