/// Standard deviation over axes: the square root of the variance.
struct StandardDeviation: Callable {
  static let signature = Signature.reduction(
    "std", more: [.init(.int, "ddof", default: .int(1))],
    "the standard deviation; divided by n − 1 unless ddof=0",
    example: "std([1.0, 2.0, 3.0, 4.0])", gives: "1.2910  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let variance = try x.variance(
      try a.axes(1, of: x.shape, "std"), keepingDimensions: a.flag(2), ddof: a.int(3))
    return [try variance.deviation()]
  }
  static var samples: [OperationEntry.Sample] { Variance.samples }
}

extension Tensor {
  /// The square root of a variance. Where all elements are equal it is 0 and gets no gradient, as in PyTorch:
  /// that of the root would be infinite.
  func deviation() throws(TensorError) -> Tensor {
    guard requiresGrad else { return try apply(Sqrt(), self) }
    let zero = Tensor.scalar(.float(0), dtype)
    let isZero = try Tensor.compare(.equal, detached(), zero)
    let moving = try apply(Where(), isZero, Tensor.scalar(.float(1), dtype), self)
    return try apply(Where(), isZero, zero, try apply(Sqrt(), moving))
  }
}
