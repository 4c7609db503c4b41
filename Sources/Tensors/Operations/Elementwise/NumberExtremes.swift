/// The larger of each pair; a number wins over nan.
struct FMax: Callable {
  static let signature = Signature.binary(
    "fmax", "the larger of each pair; a number wins over nan", example: "fmax([1.0, nan], [3.0, 2.0])",
    gives: "[3., 2.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = try a.numbersFirst()
    return [try Maximum.of(x, y).converted(to: x.dtype)]
  }
  static var samples: [OperationEntry.Sample] { Maximum.samples }
}

/// The smaller of each pair; a number wins over nan.
struct FMin: Callable {
  static let signature = Signature.binary(
    "fmin", "the smaller of each pair; a number wins over nan", example: "fmin([1.0, nan], [3.0, 2.0])",
    gives: "[1., 2.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = try a.numbersFirst()
    return [try Minimum.of(x, y).converted(to: x.dtype)]
  }
  static var samples: [OperationEntry.Sample] { Minimum.samples }
}

extension Arguments {
  /// Both operands, each with the other's elements in place of its nans.
  fileprivate func numbersFirst() throws(TensorError) -> (Tensor, Tensor) {
    let common = Tensor.commonDType(tensor(0), tensor(1))
    let x = try tensor(0).converted(to: common), y = try tensor(1).converted(to: common)
    return (
      try apply(Where(), apply(IsNaN(), x.detached()), y, x),
      try apply(Where(), apply(IsNaN(), y.detached()), x, y)
    )
  }
}
