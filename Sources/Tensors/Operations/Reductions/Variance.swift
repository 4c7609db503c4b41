/// Variance over axes: squared distances from the mean, divided by n − ddof.
struct Variance: Callable {
  static let signature = Signature.reduction(
    "var", more: [.init(.int, "ddof", default: .int(1))], "the variance; divided by n − 1 unless ddof=0",
    example: "var([1.0, 2.0, 3.0, 4.0])", gives: "1.6667  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x.variance(try a.axes(1, of: x.shape, "var"), keepingDimensions: a.flag(2), ddof: a.int(3))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .none, .flag(false), .int(1)),
      .init(.tensor(Samples.cube), .int(1), .flag(true), .int(0)),
    ]
  }
}

extension Tensor {
  func variance(_ axes: [Int], keepingDimensions: Bool, ddof: Int) throws(TensorError) -> Tensor {
    let count = shape.size(of: axes)
    let distance = try self - mean(axes, keepingDimensions: true)
    // With ddof = n there is no variance: 0/0 is nan, as in PyTorch.
    return try (distance * distance).sum(axes, keepingDimensions: keepingDimensions)
      / Swift.max(0, Double(count) - Double(ddof))
  }
}
