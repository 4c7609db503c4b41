/// Arithmetic mean over axes.
struct Mean: Callable {
  static let signature = Signature.reduction(
    "mean", "the mean of all elements, or along axes; integers give floats", example: "mean([1, 2, 6])",
    gives: "3.  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x.mean(try a.axes(1, of: x.shape, "mean"), keepingDimensions: a.flag(2))]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

extension Tensor {
  func mean(_ axes: [Int], keepingDimensions: Bool = false) throws(TensorError) -> Tensor {
    let count = shape.size(of: axes)
    return try sum(axes, keepingDimensions: keepingDimensions) / Double(count)
  }
}
