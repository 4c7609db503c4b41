/// The sum; the operator `+`.
struct Add: BinaryOperation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature.binary(
    "add", "the sum; the operator `+`", example: "add([1, 2], 3)", gives: "[4, 5]  i64[2]", section: "2.1.3")
  static let kernel = BinaryKernel.add
  static let rules = ["g", "g"]
  /// x + y
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor { g }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor { g }
}
