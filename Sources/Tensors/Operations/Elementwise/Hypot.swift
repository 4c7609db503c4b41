/// √(x² + y²), without overflow on the way.
struct Hypot: FloatPair {
  static let signature = Signature.binary(
    "hypot", "√(x² + y²), without overflow on the way", example: "hypot([3.0], [4.0])", gives: "[5.]  f64[1]")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try PairFunction.hypot(inputs[0], inputs[1])
  }
  /// ∂/∂x = x / √(x² + y²), and 0 at the origin, where there is none
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * x / Self.nonzero(output)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * y / Self.nonzero(output)
  }
  private static func nonzero(_ length: Tensor) throws(TensorError) -> Tensor {
    let isZero = try Tensor.compare(.equal, length.detached(), Tensor.scalar(.float(0), length.dtype))
    return try apply(Where(), isZero, Tensor.scalar(.float(1), length.dtype), length)
  }
}
