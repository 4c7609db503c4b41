/// -1, 0 or 1 by the sign. Constant between its jumps: the gradient is 0.
struct Sign: ConstantOperation {
  static let signature = Signature.unary(
    "sign", aliases: ["sgn"], "-1, 0 or 1 by the sign", example: "sign([-2.0, 0.0])",
    gives: "[-1.,  0.]  f64[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(.sign, inputs[0])
  }
  /// Integers and booleans stay what they are.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    if x.dtype == .bool { return [x] }
    return [x.dtype.isFloat ? try apply(Self(), x) : try apply(Clamp(low: -1, high: 1), x)]
  }

  static func of(_ x: Tensor) throws(TensorError) -> Tensor { try ElementwiseKernels.unary(.sign, x) }
}
