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
    return [try apply(Sqrt(), variance)]
  }
  static var samples: [OperationEntry.Sample] { Variance.samples }
}
