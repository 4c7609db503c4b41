import Kernels

/// An operation on each element by itself, done by one kernel.
protocol UnaryOperation: SeparableOperation {
  static var kernel: UnaryKernel { get }
  init()
  /// The gradient of `x`, given that of the result `y`.
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor
}

extension UnaryOperation {
  static var checksInValue: Bool { true }
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(Self.kernel, inputs[0])
  }
  func derivative(
    of input: Int, _ g: Tensor, _ inputs: Inputs, _ output: Tensor
  ) throws(TensorError) -> Tensor? { try derivative(g, inputs[0], output) }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Self(), try a.float(0))]
  }
  /// Points between -0.8 and 0.8; operations with another domain say so.
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small)), .init(.tensor(Tensor([0.4], [], .f64)))]
  }
}

/// What `apply` does for any operation, without a list of the operand unless it is recorded.
func apply<O: UnaryOperation>(_ operation: O, _ x: Tensor) throws(TensorError) -> Tensor {
  guard !_slowPath(gradus_profile_is_on()), !x.dtype.isStorageOnly else {
    return try applyToAll(operation, [x])
  }
  let result = try ElementwiseKernels.unary(O.kernel, x)
  guard x.body.isRecorded, let tape = x.body.tape else { return result }
  return tape.record(operation, x, nil, consume result)
}

extension Signature {
  /// The signature of a function of one tensor.
  static func unary(
    _ name: String, aliases: [String] = [], family: String = "elementwise", _ summary: String,
    example: String,
    gives: String, section: String = ""
  ) -> Signature {
    Signature(
      name, .tensor("x"), aliases: aliases, family: family, summary: summary, example: example, gives: gives,
      section: section)
  }
}

/// Values that tests differentiate at.
enum Samples {
  static var small: Tensor { Tensor([-0.8, -0.35, 0.15, 0.3, 0.55, 0.8], [2, 3]) }
  static var positive: Tensor { Tensor([0.2, 0.7, 1.3, 1.9, 2.6, 3.4], [2, 3]) }
  static var aboveOne: Tensor { Tensor([1.2, 1.7, 2.3, 2.9, 3.6, 4.4], [2, 3]) }
  static var other: Tensor { Tensor([0.9, -0.6, 0.45, -0.2, 0.7, 0.35], [2, 3]) }
  static var row: Tensor { Tensor([0.5, -1.1, 0.85], [3]) }
  static var cube: Tensor {
    Tensor([0.31, -0.7, 1.2, 0.45, -1.3, 0.9, 0.62, -0.15, 1.05, -0.42, 0.77, -0.98], [2, 3, 2])
  }
  static var square: Tensor { Tensor([2.1, 0.3, -0.4, 0.2, 1.7, 0.5, -0.3, 0.6, 2.4], [3, 3]) }
}

extension Arguments {
  /// A tensor argument as floats: integers take the default dtype.
  func float(_ i: Int) throws(TensorError) -> Tensor {
    let tensor = tensor(i)
    return tensor.dtype.isFloat ? tensor : try tensor.converted(to: context.defaultDType)
  }
}
