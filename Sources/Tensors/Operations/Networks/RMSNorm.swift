/// Each example's features divided by their root mean square, then scaled (Zhang & Sennrich 2019).
struct RMSNorm: Callable {
  static let signature = Signature(
    "rms_norm", .tensor("x"), .init(.optionalTensor, "weight", default: Argument.none),
    .init(.number, "eps", default: Argument.none), .init(.shape, "normalized_shape", default: Argument.none),
    family: "networks",
    summary:
      "the last axes (normalized_shape, or those of weight) divided by their root mean square, times weight; "
      + "eps is the dtype’s smallest step from 1 unless given",
    shapes: "[…, n], [n] → […, n]", example: "rms_norm([1.0, 7.0], eps=0)", gives: "[0.2000, 1.4000]  f64[2]",
    section: "8.5.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), weight = a.optionalTensor(1)
    let axes = try a.normalizedAxes(of: x, shape: 3, weight, nil, "rms_norm")
    let eps = a.optionalNumber(2) ?? smallestStep(x.dtype)
    return [try x.rowNorm(axes.count, weight, eps: eps, centers: false)]
  }
  /// From 1 to the next number of a dtype.
  private static func smallestStep(_ dtype: DType) -> Double {
    switch dtype {
    case .f32: 0x1p-23
    case .f16: 0x1p-10
    case .bf16: 0x1p-7
    default: 0x1p-52
    }
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.row), .none, .none),
      .init(.tensor(Samples.cube), .none, .number(0.1), .ints([3, 2])),
    ]
  }
}
