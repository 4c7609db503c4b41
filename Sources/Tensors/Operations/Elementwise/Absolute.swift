/// Absolute value.
struct Absolute: UnaryOperation, ForgetsOutput {
  static let signature = Signature.unary(
    "abs", aliases: ["absolute"], "absolute value", example: "abs([-1.5, 2.0])",
    gives: "[1.5000, 2.0000]  f64[2]", section: "2.1.1")
  static let kernel = UnaryKernel.abs
  static let rules = ["g * sign(x)"]
  /// ∂|x|/∂x = sign x, and 0 at 0
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try g * Sign.of(x) }
  /// Integers stay integers.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    if x.dtype.isFloat { return [try apply(Self(), x)] }
    let wide = try x.converted(to: .i64)
    let absolute = try Tensor.maximum(wide, Tensor.subtract(Tensor.scalar(.int(0), .i64), wide))
    return [try absolute.converted(to: x.dtype == .bool ? .i64 : x.dtype)]
  }
}
