/// X to the power y; the operator `^`.
struct Power: BinaryOperation {
  static let signature = Signature.binary(
    "power", aliases: ["pow"], "x to the power y; the operator `^`", example: "power([2, 3], 2)",
    gives: "[4, 9]  i64[2]", section: "2.1.3")
  static let kernel = BinaryKernel.power
  static let rules = ["g * y * x ^ (y - 1)", "g * out * log(x)"]
  /// ∂xʸ/∂x = y xʸ⁻¹, ∂xʸ/∂y = xʸ ln x
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * y * Power.of(x, try y - 1)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    // 0ʸ does not move while y > 0.
    let isStill = try Tensor.logicalAnd(
      Tensor.compare(.equal, x.detached(), Tensor.scalar(.float(0), x.dtype)),
      Tensor.compare(.greaterOrEqual, y.detached(), Tensor.scalar(.float(0), y.dtype)))
    let base = try apply(Where(), isStill, Tensor.scalar(.float(1), x.dtype), x)
    return try g * output * apply(Log(), base)
  }
  /// ln x, with 0 for x = 0: there xʸ does not move with y > 0.
  static func logarithm(_ x: Tensor) throws(TensorError) -> Tensor {
    let isZero = try Tensor.compare(.equal, x, Tensor.scalar(.float(0), x.dtype))
    return try apply(
      Where(), isZero, Tensor.scalar(.float(0), x.dtype),
      try apply(Log(), try apply(Where(), isZero, Tensor.scalar(.float(1), x.dtype), x)))
  }
  static func of(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    // By far the most frequent power has a cheaper derivative.
    if b.count == 1, b.rank <= a.rank, a.dtype.isFloat, !b.requiresGrad, b.scalar(at: 0).asDouble == 2,
      Tensor.commonDType(a, b) == a.dtype
    {
      return try apply(Square(), a)
    }
    let common = Tensor.commonDType(a, b)
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
