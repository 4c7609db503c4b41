/// Rounds to a number of decimals, halves to even (as PyTorch and NumPy do).
struct Round: ConstantOperation {
  static let signature = Signature(
    "round", .tensor("x"), .init(.int, "decimals", default: .int(0)), aliases: ["rint", "around"],
    family: "elementwise",
    summary: "the nearest whole number, or number of so many decimals; halves go to the even one",
    example: "round([0.5, 1.5, 2.345], 1)", gives: "[0.5000, 1.5000, 2.3000]  f64[3]")
  let decimals: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    if decimals == 0 { return try ElementwiseKernels.unary(.round, inputs[0]) }
    var scale = 1.0
    for _ in 0..<min(decimals.magnitude, 308) { scale *= 10 }
    let up = decimals > 0 ? try inputs[0] * scale : try inputs[0] / scale
    let whole = try ElementwiseKernels.unary(.round, up)
    return decimals > 0 ? try whole / scale : try whole * scale
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return x.dtype.isFloat ? [try apply(Round(decimals: a.int(1)), x)] : [x]
  }
}
