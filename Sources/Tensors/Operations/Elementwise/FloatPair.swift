import Kernels

/// An operation on pairs of elements, broadcast, in floats: integers take the default dtype.
protocol FloatPair: SingleOperation {
  init()
  /// The gradient of the left operand, still in the broadcast shape; asked for only where it is needed.
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor?
  /// That of the right operand.
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor?
}

extension FloatPair {
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], Self.signature.name)
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let (x, y) = (inputs[0], inputs[1])
    return [
      x.requiresGrad ? try left(g, x, y, output)?.summed(to: x.shape) : nil,
      y.requiresGrad ? try right(g, x, y, output)?.summed(to: y.shape) : nil,
    ]
  }
  static func of(_ a: Tensor, _ b: Tensor, _ context: TensorContext) throws(TensorError) -> Tensor {
    let common = Tensor.commonDType(a, b)
    let dtype = common.isFloat ? common : context.defaultDType
    return try apply(Self(), try a.converted(to: dtype), try b.converted(to: dtype))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try of(a.tensor(0), a.tensor(1), a.context)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.other)),
      .init(.tensor(Samples.cube), .tensor(Samples.third)),
    ]
  }
}

extension Samples {
  fileprivate static var third: Tensor { Tensor([0.35, -0.65], [2]) }
}

/// Functions of pairs from the C library, in double precision; raw values as in `special.h`.
enum PairFunction: Int32 {
  case hypot, fmod, copysign, nextafter

  func callAsFunction(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    let shape = try Shape.broadcast(x.shape, y.shape, "\(self)")
    let a = try x.detached().broadcast(to: shape).converted(to: .f64).contiguous()
    let b = try y.detached().broadcast(to: shape).converted(to: .f64).contiguous()
    let result = try Tensor(uninitialized: shape, .f64)
    gradus_pairs(
      rawValue, result.count, a.pointer(Double.self), b.pointer(Double.self), result.pointer(Double.self))
    return try result.converted(to: x.dtype)
  }
}
