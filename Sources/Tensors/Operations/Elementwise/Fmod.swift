/// What is left of a division that rounds towards 0, with the sign of x.
struct Fmod: FloatPair {
  static let signature = Signature.binary(
    "fmod", "what is left of a division that rounds towards 0, with the sign of x; `%` takes that of y",
    example: "fmod([-7.0, 7.0], 3)", gives: "[-1.,  1.]  f64[2]")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try PairFunction.fmod(inputs[0], inputs[1])
  }
  /// x − y trunc(x/y), the whole number being constant between its jumps
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? { g }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try -(g * apply(Trunc(), try x.detached() / y.detached()))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0), a.tensor(1))
    let common = Tensor.commonDType(x, y)
    guard common.isInteger else { return [try of(x, y, a.context)] }
    // Whole numbers stay exact: the remainder of the sizes, with the sign of x.
    let left = try Modulo.of(Tensor.magnitude(x), Tensor.magnitude(y))
    let isNegative = try Tensor.compare(.less, x, Tensor.scalar(.int(0), .i64))
    return [try apply(Where(), isNegative, Tensor.negate(left), left).converted(to: common)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.other), .tensor(Samples.positive), twice: false)]
  }
}

extension Tensor {
  /// |x| of integers, in 64 bits, where −x fits too.
  fileprivate static func magnitude(_ x: Tensor) throws(TensorError) -> Tensor {
    let wide = try x.converted(to: .i64)
    return try maximum(wide, negate(wide))
  }
}
