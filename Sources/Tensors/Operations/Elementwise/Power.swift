/// X to the power y; the operator `^`.
struct Power: BinaryOperation {
  static let signature = Signature.binary(
    "power", aliases: ["pow"], "x to the power y; the operator `^`", example: "power([2, 3], 2)",
    gives: "[4, 9]  i64[2]", section: "2.1.3")
  static let kernel = BinaryKernel.power
  /// ∂xʸ/∂x = y xʸ⁻¹, ∂xʸ/∂y = xʸ ln x
  func derivatives(
    _ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor
  ) throws(TensorError) -> (Tensor, Tensor) {
    (try g * y * Power.of(x, try y - 1), try g * output * Power.logarithm(x))
  }
  /// ln x, with 0 for x = 0: there xʸ does not move with y > 0.
  static func logarithm(_ x: Tensor) throws(TensorError) -> Tensor {
    let isZero = try Tensor.compare(.equal, x, Tensor.scalar(.float(0), x.dtype))
    return try apply(
      Where(), isZero, Tensor.scalar(.float(0), x.dtype),
      try apply(Log(), try apply(Where(), isZero, Tensor.scalar(.float(1), x.dtype), x)))
  }
  /// A constant exponent of floats needs no logarithm of the base.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let (x, y) = (inputs[0], inputs[1])
    let left = try g * y * Power.of(x, try y - 1)
    let right =
      y.requiresGrad || !x.requiresGrad ? try (g * output * Power.logarithm(x)).summed(to: y.shape) : nil
    return [try left.summed(to: x.shape), right]
  }
  static func of(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let common = DType.promote(a.dtype, b.dtype)
    // A negative whole exponent of integers has no integer result.
    let needsFloat = common.isInteger && b.doubles().contains { $0 < 0 }
    let dtype = needsFloat ? .f64 : common == .bool ? .i64 : common
    return try apply(Self(), try a.converted(to: dtype), try b.converted(to: dtype))
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.positive), .tensor(Samples.other)),
      .init(.tensor(Samples.positive), .tensor(Samples.row)),
    ]
  }
}
