/// The negative.
struct Negate: UnaryOperation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature.unary(
    "neg", aliases: ["negative"], "the negative", example: "neg([1, -2])", gives: "[-1,  2]  i64[2]")
  static let kernel = UnaryKernel.negate
  static let rules = ["-g"]
  /// ∂/∂x (−x) = −1
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try -g }
  /// Integers stay integers.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.negate(a.tensor(0))]
  }
}
