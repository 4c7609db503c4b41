import Kernels

/// An operation on pairs of elements, broadcast, done by one kernel.
protocol BinaryOperation: SeparableOperation, KeepsIntegers {
  static var kernel: BinaryKernel { get }
  init()
  /// The operation on operands of any dtypes, promoted as it needs.
  static func of(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor
  /// The gradient of the left operand, still in the broadcast shape; asked for only where it is needed.
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor
  /// That of the right operand.
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor
}

extension BinaryOperation {
  static var checksInValue: Bool { true }
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], Self.signature.name)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor { try value(inputs[0], inputs[1]) }
  @inline(__always)
  func value(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let shape =
      a.shape == b.shape ? a.shape : try Shape.broadcast(a.shape, b.shape, Self.signature.name)
    return try ElementwiseKernels.binary(Self.kernel, a, b, shape)
  }
  func derivative(
    of input: Int, _ g: Tensor, _ inputs: Inputs, _ output: Tensor
  ) throws(TensorError) -> Tensor? {
    let (x, y) = (inputs[0], inputs[1])
    return input == 0
      ? try left(g, x, y, output).summed(to: x.shape) : try right(g, x, y, output).summed(to: y.shape)
  }
  /// Both operands in their common dtype.
  static func of(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    if a.dtype == b.dtype, a.dtype != .bool { return try apply(Self(), a, b) }
    let common = Tensor.commonDType(a, b)
    let dtype = common == .bool ? .i64 : common
    return try apply(Self(), try a.converted(to: dtype), try b.converted(to: dtype))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try of(a.tensor(0), a.tensor(1))] }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.other)),
      .init(.tensor(Samples.small), .tensor(Samples.row)),
      .init(.tensor(Tensor([0.6], [])), .tensor(Samples.other)),
    ]
  }
}

/// What `apply` does for any operation, without a list of the operands unless it is recorded.
func apply<O: BinaryOperation>(_ operation: O, _ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
  guard !_slowPath(gradus_profile_is_on()), !a.dtype.isStorageOnly, !b.dtype.isStorageOnly else {
    return try applyToAll(operation, [a, b])
  }
  let result = try operation.value(a, b)
  guard a.body.isRecorded || b.body.isRecorded, let tape = a.body.tape ?? b.body.tape else { return result }
  return tape.record(operation, a, b, consume result)
}

extension Signature {
  /// The signature of an operator with a function's name.
  static func binary(
    _ name: String, aliases: [String] = [], _ summary: String, example: String, gives: String,
    section: String = ""
  ) -> Signature {
    Signature(
      name, .init(.scalarOrTensor, "x"), .init(.scalarOrTensor, "y"), aliases: aliases, family: "elementwise",
      summary: summary, shapes: "x and y broadcast", example: example, gives: gives, section: section)
  }
}

/// Operators for derivatives and other operations; each is recorded like a call.
extension Tensor {
  static func + (a: Tensor, b: Tensor) throws(TensorError) -> Tensor { try Add.of(a, b) }
  static func - (a: Tensor, b: Tensor) throws(TensorError) -> Tensor { try Subtract.of(a, b) }
  static func * (a: Tensor, b: Tensor) throws(TensorError) -> Tensor { try Multiply.of(a, b) }
  static func / (a: Tensor, b: Tensor) throws(TensorError) -> Tensor { try Divide.of(a, b) }
  static prefix func - (a: Tensor) throws(TensorError) -> Tensor { try negate(a) }
  static func + (a: consuming Tensor, b: Double) throws(TensorError) -> Tensor { try Add.taking(a, b) }
  static func - (a: consuming Tensor, b: Double) throws(TensorError) -> Tensor { try Subtract.taking(a, b) }
  static func - (a: Double, b: Tensor) throws(TensorError) -> Tensor {
    try subtract(b, .float(a), numberFirst: true)
  }
  static func * (a: consuming Tensor, b: Double) throws(TensorError) -> Tensor { try Multiply.taking(a, b) }
  static func / (a: consuming Tensor, b: Double) throws(TensorError) -> Tensor { try Divide.taking(a, b) }
}

/// The operations behind the language's operators.
extension Tensor {
  public static func add(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { try Add.of(a, b) }
  public static func subtract(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try Subtract.of(a, b)
  }
  public static func multiply(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try Multiply.of(a, b)
  }
  /// Integers divide to floats of the dtype given.
  public static func divide(_ a: Tensor, _ b: Tensor, integersTo float: DType) throws(TensorError) -> Tensor {
    try Divide.of(a, b, integersTo: float)
  }
  public static func floorDivide(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try FloorDivide.of(a, b)
  }
  public static func modulo(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { try Modulo.of(a, b) }
  public static func power(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { try Power.of(a, b) }
  public static func maximum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { try Maximum.of(a, b) }
  public static func minimum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { try Minimum.of(a, b) }
  public static func negate(_ a: Tensor) throws(TensorError) -> Tensor {
    a.dtype.isFloat
      ? try apply(Negate(), a) : try Subtract.of(scalar(.int(0), a.dtype == .bool ? .i64 : a.dtype), a)
  }
}
