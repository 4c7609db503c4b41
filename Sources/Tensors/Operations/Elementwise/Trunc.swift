/// The whole part. Constant between its jumps: the gradient is 0.
struct Trunc: ConstantOperation {
  static let signature = Signature.unary(
    "trunc", aliases: ["fix"], "the whole part", example: "trunc([-1.7])", gives: "[-1.]  f64[1]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(.trunc, inputs[0])
  }
  /// Integers are whole already.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    a.tensor(0).dtype.isFloat ? [try apply(Self(), a.tensor(0))] : [a.tensor(0)]
  }
}
