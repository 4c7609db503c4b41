/// The largest whole number that is not larger. Constant between its jumps: the gradient is 0.
struct Floor: ConstantOperation {
  static let signature = Signature.unary(
    "floor", "the largest whole number that is not larger", example: "floor([1.7])", gives: "[1.]  f64[1]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(.floor, inputs[0])
  }
  /// Integers are whole already.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    a.tensor(0).dtype.isFloat ? [try apply(Self(), a.tensor(0))] : [a.tensor(0)]
  }
}
