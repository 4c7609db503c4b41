/// The larger of each pair; nan wins.
struct Maximum: BinaryOperation {
  static let signature = Signature.binary(
    "maximum", "the larger of each pair; nan wins", example: "maximum([1, 5], [3, 2])",
    gives: "[3, 5]  i64[2]")
  static let kernel = BinaryKernel.maximum
  /// the gradient goes to the larger one; ties share it, as in PyTorch
  func derivatives(
    _ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor
  ) throws(TensorError) -> (Tensor, Tensor) { try Maximum.split(g, x, y, .greater) }
  /// Sends the gradient to the operand that was chosen.
  static func split(
    _ g: Tensor, _ x: Tensor, _ y: Tensor, _ comparison: Tensor.Comparison
  ) throws(TensorError) -> (Tensor, Tensor) {
    let ties = try Tensor.compare(.equal, x, y).converted(to: g.dtype)
    let first = try Tensor.compare(comparison, x, y).converted(to: g.dtype) + ties * 0.5
    return (try g * first, try g * (1 - first))
  }
}
