/// The square.
struct Square: UnaryOperation, ForgetsOutput {
  static let signature = Signature.unary(
    "square", "the square", example: "square([3.0])", gives: "[9.]  f64[1]")
  static let kernel = UnaryKernel.square
  static let rules = ["g * 2 * x"]
  /// ∂x²/∂x = 2x
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g * x * 2 }
  /// Integers stay integers.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    if x.dtype.isFloat { return [try apply(Self(), x)] }
    return [try Tensor.multiply(x, x)]
  }
}
