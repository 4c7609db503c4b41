/// Derivative of the logarithm of the gamma function.
struct Digamma: UnaryOperation {
  static let signature = Signature.unary(
    "digamma", aliases: ["psi"], "derivative of the logarithm of the gamma function",
    example: "digamma([1.0])",
    gives: "[-0.5772]  f64[1]")
  static let kernel = UnaryKernel.digamma
  /// ∂ψ/∂x = ψ₁(x)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Polygamma(order: 1), x)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
