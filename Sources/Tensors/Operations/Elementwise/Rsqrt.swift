/// One over the square root.
struct Rsqrt: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "rsqrt", "one over the square root", example: "rsqrt([4.0])", gives: "[0.5000]  f64[1]")
  static let kernel = UnaryKernel.rsqrt
  static let rules = ["-g * out ^ 3 / 2"]
  /// ∂x^(−1/2)/∂x = −x^(−3/2) / 2
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * (y * y * y) * -0.5
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
