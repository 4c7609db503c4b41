/// The difference; the operator `-`.
struct Subtract: BinaryOperation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature.binary(
    "subtract", aliases: ["sub"], "the difference; the operator `-`", example: "subtract([1, 2], 3)",
    gives: "[-2, -1]  i64[2]", section: "2.1.3")
  static let kernel = BinaryKernel.subtract
  static let rules = ["g", "-g"]
  /// x − y
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor { g }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor { try -g }
}
