/// Logarithm of the gamma function.
struct Lgamma: UnaryOperation {
  static let signature = Signature.unary(
    "lgamma", aliases: ["gammaln"], "logarithm of the gamma function", example: "lgamma([1.0])",
    gives: "[0.]  f64[1]")
  static let kernel = UnaryKernel.lgamma
  /// ∂ ln Γ(x)/∂x = ψ(x)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Digamma(), x)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}
