import Kernels

/// Arithmetic of a tensor and a plain number, which takes the tensor's dtype.
extension BinaryOperation {
  /// The operation with a number on one side. The kernel reads the number where it is: a tensor is made of it only
  /// for the graph, for integers, and for chains that wait.
  static func of(_ a: Tensor, _ number: Scalar, numberFirst: Bool = false) throws(TensorError) -> Tensor {
    if !a.body.isRecorded,
      let result = try ElementwiseKernels.binary(kernel, a, number.asDouble, numberFirst: numberFirst)
    {
      return result
    }
    let b = Tensor.scalar(number, a.dtype)
    return numberFirst ? try of(b, a) : try of(a, b)
  }

  /// The same for a tensor that the caller has no more use for: the result takes its memory over if nobody else sees it.
  static func taking(_ a: consuming Tensor, _ number: Double) throws(TensorError) -> Tensor {
    if !a.requiresGrad, a.ownsFewElements() {
      ElementwiseKernels.update(a, kernel, by: number)
      return a
    }
    return try of(a, .float(number))
  }
}

extension ElementwiseKernels {
  /// Changes elements that the caller only sees, as `update` by a tensor does.
  static func update(_ target: Tensor, _ kernel: BinaryKernel, by number: Double) {
    let op = kernel.rawValue, count = target.count, step = target.rank == 0 ? 1 : 0
    if target.dtype == .f32 {
      let to = target.pointer(Float.self)
      withUnsafePointer(to: Float(number)) { gradus_binary_f32(op, count, to, 1, $0, step, to) }
    } else {
      let to = target.pointer(Double.self)
      withUnsafePointer(to: number) { gradus_binary_f64(op, count, to, 1, $0, step, to) }
    }
  }

  /// Nil where the operands have to be tensors.
  static func binary(
    _ kernel: BinaryKernel, _ x: Tensor, _ number: Double, numberFirst: Bool
  ) throws(TensorError) -> Tensor? {
    guard x.isContiguous, x.dtype == .f64 || x.dtype == .f32, !Fusion.waits(x.count),
      !_slowPath(gradus_profile_is_on())
    else { return nil }
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    let count = x.count, op = kernel.rawValue
    // As for a tensor of one number: only another one without axes is walked through beside it.
    let step = x.rank == 0 ? 1 : 0
    if x.dtype == .f64 {
      let from = x.pointer(Double.self), to = result.pointer(Double.self)
      withUnsafePointer(to: number) { number in
        numberFirst
          ? gradus_binary_f64(op, count, number, step, from, 1, to)
          : gradus_binary_f64(op, count, from, 1, number, step, to)
      }
    } else {
      let from = x.pointer(Float.self), to = result.pointer(Float.self)
      withUnsafePointer(to: Float(number)) { number in
        numberFirst
          ? gradus_binary_f32(op, count, number, step, from, 1, to)
          : gradus_binary_f32(op, count, from, 1, number, step, to)
      }
    }
    if gradus_interrupt_requested() { throw .interrupted }
    return result
  }
}

/// The language's operators where a plain number stands beside a tensor, in front of it or behind it.
extension Tensor {
  public static func add(
    _ x: Tensor, _ number: Scalar, numberFirst: Bool = false
  ) throws(TensorError) -> Tensor { try Add.of(x, number, numberFirst: numberFirst) }
  public static func subtract(
    _ x: Tensor, _ number: Scalar, numberFirst: Bool = false
  ) throws(TensorError) -> Tensor { try Subtract.of(x, number, numberFirst: numberFirst) }
  public static func multiply(
    _ x: Tensor, _ number: Scalar, numberFirst: Bool = false
  ) throws(TensorError) -> Tensor { try Multiply.of(x, number, numberFirst: numberFirst) }
  public static func divide(
    _ x: Tensor, _ number: Scalar, numberFirst: Bool = false
  ) throws(TensorError) -> Tensor { try Divide.of(x, number, numberFirst: numberFirst) }
  /// The number is the exponent.
  public static func power(_ x: Tensor, _ number: Scalar) throws(TensorError) -> Tensor {
    // By far the most frequent power has a cheaper derivative.
    if number.asDouble == 2, x.dtype.isFloat { return try apply(Square(), x) }
    return try Power.of(x, Tensor.scalar(number, x.dtype))
  }
}
