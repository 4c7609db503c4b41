/// The larger of each pair; nan wins.
struct Maximum: BinaryOperation, ForgetsOutput {
  static let signature = Signature.binary(
    "maximum", "the larger of each pair; nan wins", example: "maximum([1, 5], [3, 2])",
    gives: "[3, 5]  i64[2]")
  static let kernel = BinaryKernel.maximum
  static let rules = ["g * (x > y)", "g * (y > x)"]
  /// the gradient goes to the larger one; ties share it, as in PyTorch
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * Maximum.share(x, y, .greater, g.dtype)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * Maximum.share(y, x, .greater, g.dtype)
  }
  /// Of booleans it is one.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let larger = try of(a.tensor(0), a.tensor(1))
    return [Tensor.commonDType(a.tensor(0), a.tensor(1)) == .bool ? try larger.converted(to: .bool) : larger]
  }
  /// 1 where the first operand was chosen or either is nan, ½ where both are equal, 0 elsewhere.
  static func share(
    _ x: Tensor, _ y: Tensor, _ comparison: Tensor.Comparison, _ dtype: DType
  ) throws(TensorError) -> Tensor {
    let ties = try Tensor.compare(.equal, x, y).converted(to: dtype)
    let loses = try Tensor.compare(comparison, y, x).converted(to: dtype)
    return try 1 - loses - ties * 0.5
  }
}
