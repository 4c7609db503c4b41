/// Ln(1 + eˣ): a smooth relu.
struct Softplus: UnaryOperation {
  static let signature = Signature.unary(
    "softplus", family: "activations", "ln(1 + eˣ): a smooth relu", example: "softplus([0.0])",
    gives: "[0.6931]  f64[1]", section: "8.4")
  static let kernel = UnaryKernel.softplus
  /// ∂ ln(1 + eˣ)/∂x = σ(x)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Sigmoid(), x)
  }
}
