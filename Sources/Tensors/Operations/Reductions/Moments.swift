/// Standard deviation and mean together.
struct StandardDeviationAndMean: Callable {
  static let signature = Signature.reduction(
    "std_mean", more: [.init(.int, "ddof", default: .int(1))], "the standard deviation and the mean",
    example: "std_mean([1.0, 3.0])[1]", gives: "2.  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (variance, mean) = try VarianceAndMean.both(a, "std_mean")
    return [try variance.deviation(), mean]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(1), .flag(false), .int(1))]
  }
}

/// Variance and mean together.
struct VarianceAndMean: Callable {
  static let signature = Signature.reduction(
    "var_mean", more: [.init(.int, "ddof", default: .int(1))], "the variance and the mean",
    example: "var_mean([1.0, 3.0])[0]", gives: "2.  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (variance, mean) = try both(a, "var_mean")
    return [variance, mean]
  }
  static func both(_ a: Arguments, _ name: String) throws(TensorError) -> (Tensor, Tensor) {
    let x = try a.float(0), axes = try a.axes(1, of: x.shape, name)
    return (
      try x.variance(axes, keepingDimensions: a.flag(2), ddof: a.int(3)),
      try x.mean(axes, keepingDimensions: a.flag(2))
    )
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(1), .flag(true), .int(0), output: 1)]
  }
}
