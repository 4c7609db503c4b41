/// The angle of the point (y, x), in radians.
struct Atan2: BinaryOperation {
  static let signature = Signature.binary(
    "atan2", aliases: ["arctan2"], "the angle of the point (y, x), in radians",
    example: "atan2([0.0], [1.0])", gives: "[0.]  f64[1]")
  static let kernel = BinaryKernel.atan2
  /// ∂ atan2(x, y)/∂x = y / (x² + y²)
  func derivatives(
    _ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor
  ) throws(TensorError) -> (Tensor, Tensor) { try Atan2.gradients(g, x, y) }
  static func gradients(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> (Tensor, Tensor) {
    let scaled = try g / (x * x + y * y)
    return (try scaled * y, try -(scaled * x))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try of(try a.float(0), try a.float(1))]
  }
}
