/// The product, element by element; the operator `*`.
struct Multiply: BinaryOperation, Bilinear, ForgetsOutput {
  static let signature = Signature.binary(
    "multiply", aliases: ["mul"], "the product, element by element; the operator `*`",
    example: "multiply([1, 2], 3)", gives: "[3, 6]  i64[2]", section: "2.1.3")
  static let kernel = BinaryKernel.multiply
  static let rules = ["g * y", "g * x"]
  /// ∂(xy)/∂x = y
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * y
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * x
  }
}
