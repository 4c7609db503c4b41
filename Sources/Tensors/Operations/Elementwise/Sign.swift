/// -1, 0 or 1 by the sign. Constant between its jumps: the gradient is 0.
struct Sign: ConstantOperation {
  static let signature = Signature.unary(
    "sign", aliases: ["sgn"], "-1, 0 or 1 by the sign", example: "sign([-2.0, 0.0])",
    gives: "[-1.,  0.]  f64[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(.sign, inputs[0])
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), try a.float(0))] }

  static func of(_ x: Tensor) throws(TensorError) -> Tensor { try ElementwiseKernels.unary(.sign, x) }
}
