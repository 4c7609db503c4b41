/// The quotient rounded down; the operator `//`.
struct FloorDivide: BinaryOperation, ForgetsInputs {
  static let signature = Signature.binary(
    "floor_divide", "the quotient rounded down; the operator `//`", example: "floor_divide([7, -7], 2)",
    gives: "[ 3, -4]  i64[2]")
  static let kernel = BinaryKernel.floorDivide
  /// Constant between its jumps.
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    Tensor.zeros(like: g)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    Tensor.zeros(like: g)
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
