/// The angle of the point (y, x), in radians.
struct Atan2: BinaryOperation {
  static let signature = Signature.binary(
    "atan2", aliases: ["arctan2"], "the angle of the point (y, x), in radians",
    example: "atan2([0.0], [1.0])", gives: "[0.]  f64[1]")
  static let kernel = BinaryKernel.atan2
  /// ∂ atan2(x, y)/∂x = y / (x² + y²)
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * y / (x * x + y * y)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try -(g * x / (x * x + y * y))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let common = Tensor.commonDType(a.tensor(0), a.tensor(1))
    let dtype = common.isFloat ? common : a.context.defaultDType
    return [try of(try a.tensor(0).converted(to: dtype), try a.tensor(1).converted(to: dtype))]
  }
}
