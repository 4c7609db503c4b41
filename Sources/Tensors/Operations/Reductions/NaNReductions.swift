/// Sum over axes, nan counting as 0.
struct NaNSum: Callable {
  static let signature = Signature.reduction(
    "nansum", "the sum, nan counting as 0", example: "nansum([1.0, nan, 2.0])", gives: "3.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    return [try x.withoutNaN().sum(try a.axes(1, of: x.shape, "nansum"), keepingDimensions: a.flag(2))]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

/// Mean over axes of what is not nan.
struct NaNMean: Callable {
  static let signature = Signature.reduction(
    "nanmean", "the mean of the elements that are not nan", example: "nanmean([1.0, nan, 2.0])",
    gives: "1.5000  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), axes = try a.axes(1, of: x.shape, "nanmean")
    let isNumber = try Tensor.compare(.equal, x.detached(), x.detached()).converted(to: x.dtype)
    let count = try isNumber.sum(axes, keepingDimensions: a.flag(2))
    return [try x.withoutNaN().sum(axes, keepingDimensions: a.flag(2)) / count]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

extension Tensor {
  /// 0 where an element is nan.
  fileprivate func withoutNaN() throws(TensorError) -> Tensor {
    guard dtype.isFloat else { return self }
    let isNumber = try Tensor.compare(.equal, detached(), detached())
    return try apply(Where(), isNumber, self, Tensor.scalar(.float(0), dtype))
  }
}
