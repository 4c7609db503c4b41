/// The smallest whole number that is not smaller. Constant between its jumps: the gradient is 0.
struct Ceil: ConstantOperation {
  static let signature = Signature.unary(
    "ceil", "the smallest whole number that is not smaller", example: "ceil([1.2])", gives: "[2.]  f64[1]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(.ceil, inputs[0])
  }
  /// Integers are whole already.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    a.tensor(0).dtype.isFloat ? [try apply(Self(), a.tensor(0))] : [a.tensor(0)]
  }
}
