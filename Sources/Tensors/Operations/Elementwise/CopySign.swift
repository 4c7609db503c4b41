/// The size of x with the sign of y.
struct CopySign: FloatPair {
  static let signature = Signature.binary(
    "copysign", "the size of x with the sign of y", example: "copysign([1.0, -2.0], [-0.0, 5.0])",
    gives: "[-1.,  2.]  f64[2]")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try PairFunction.copysign(inputs[0], inputs[1])
  }
  /// ±1: whether the sign was turned, 0 for x = 0; nothing that y does but its sign counts
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g
      * (apply(Sign(), x.detached()) * apply(Sign(), output.detached()))
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * 0
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .tensor(Samples.other))] }
}

/// Whether the sign bit is set, that of −0 too.
struct SignBit: ConstantOperation {
  static let signature = Signature.unary(
    "signbit", "true where the sign is negative, that of −0 too", example: "signbit([-0.0, 0.0, -3.0])",
    gives: "[ true, false,  true]  bool[3]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let ones = Tensor.scalar(.float(1), .f64)
    let signs = try PairFunction.copysign(ones, try inputs[0].detached().converted(to: .f64))
    return try Tensor.compare(.less, signs, Tensor.scalar(.float(0), .f64))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.tensor(0))] }
}

/// The next number of the dtype from x on the way to y.
struct NextAfter: ConstantOperation {
  static let signature = Signature.binary(
    "nextafter", "the next f64 number from x on the way to y",
    example: "nextafter([1.0], [2.0]) > 1", gives: "[true]  bool[1]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], "nextafter")
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try PairFunction.nextafter(inputs[0], inputs[1])
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Self(), a.tensor(0).converted(to: .f64), a.tensor(1).converted(to: .f64))]
  }
}
