/// The smaller of each pair; nan wins.
struct Minimum: BinaryOperation, ForgetsOutput {
  static let signature = Signature.binary(
    "minimum", "the smaller of each pair; nan wins", example: "minimum([1, 5], [3, 2])",
    gives: "[1, 2]  i64[2]")
  static let kernel = BinaryKernel.minimum
  static let rules = ["g * (x < y)", "g * (y < x)"]
  /// the gradient goes to the smaller one; ties share it, as in PyTorch
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * Maximum.share(x, y, .less, g.dtype)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g * Maximum.share(y, x, .less, g.dtype)
  }
  /// Of booleans it is one.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let smaller = try of(a.tensor(0), a.tensor(1))
    return [
      Tensor.commonDType(a.tensor(0), a.tensor(1)) == .bool ? try smaller.converted(to: .bool) : smaller
    ]
  }
}
