/// Inverse hyperbolic cosine.
struct Acosh: UnaryOperation {
  static let signature = Signature.unary(
    "acosh", aliases: ["arccosh"], "inverse hyperbolic cosine", example: "acosh([1.0])", gives: "[0.]  f64[1]"
  )
  static let kernel = UnaryKernel.acosh
  /// ∂ arcosh x/∂x = 1/√(x² − 1)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Rsqrt(), x * x - 1)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.aboveOne))] }
}
