/// Derivative of the logarithm of the gamma function. Its own derivative is not provided.
struct Digamma: ConstantOperation {
  static let signature = Signature.unary(
    "digamma", "derivative of the logarithm of the gamma function", example: "digamma([1.0])",
    gives: "[-0.5772]  f64[1]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(.digamma, inputs[0])
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), try a.float(0))] }
}
