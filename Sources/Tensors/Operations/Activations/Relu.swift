/// The positive part: max(x, 0).
struct Relu: UnaryOperation, ForgetsInputs {
  static let signature = Signature.unary(
    "relu", family: "activations", "the positive part: max(x, 0)", example: "relu([-1.0, 2.0])",
    gives: "[0., 2.]  f64[2]", section: "8.4")
  static let kernel = UnaryKernel.relu
  static let rules = ["g * (x > 0)"]
  /// 1 where x > 0
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    // The result is positive where x is, and is what the next operation keeps anyway.
    if let quick = try Slopes.product(.reluGradient, g, y) { return quick }
    return try g
      * Tensor.compare(.greater, y.detached(), Tensor.scalar(.float(0), y.dtype)).converted(to: g.dtype)
  }
  /// Integers stay integers.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    if x.dtype.isInteger { return [try Tensor.maximum(x, Tensor.scalar(.int(0), x.dtype))] }
    return [try apply(Self(), try a.float(0))]
  }
}
