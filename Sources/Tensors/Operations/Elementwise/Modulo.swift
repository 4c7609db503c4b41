/// What is left of a division, with the sign of the divisor; the operator `%`.
struct Modulo: BinaryOperation {
  static let signature = Signature.binary(
    "remainder", aliases: ["mod"],
    "what is left of a division, with the sign of the divisor; the operator `%`",
    example: "remainder([7, -7], 3)", gives: "[1, 2]  i64[2]")
  static let kernel = BinaryKernel.modulo
  /// x − y⌊x/y⌋, the floor being constant between its jumps
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor { g }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try -(g * FloorDivide.of(x, y).detached())
  }
  static func of(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let common = Tensor.commonDType(a, b)
    let dtype = common == .bool ? .i64 : common
    if dtype.isInteger, b.ints().contains(0) { throw .divisionByZero }
    return try apply(Self(), try a.converted(to: dtype), try b.converted(to: dtype))
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.other), .tensor(Samples.positive), twice: false)]
  }
}
