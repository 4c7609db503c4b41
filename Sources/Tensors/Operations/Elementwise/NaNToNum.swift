/// Numbers in place of nan and the infinities.
struct NaNToNum: Callable {
  static let signature = Signature(
    "nan_to_num", .tensor("x"), .init(.number, "nan", default: .number(0)),
    .init(.number, "posinf", default: Argument.none), .init(.number, "neginf", default: Argument.none),
    family: "elementwise",
    summary: "nan replaced by a number, the infinities by the largest numbers of the dtype or by those given",
    example: "nan_to_num([nan, inf, 2.0], posinf=9)", gives: "[0., 9., 2.]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var x = a.tensor(0)
    guard x.dtype.isFloat else { return [x] }
    let dtype = x.dtype, plain = x.detached(), largest = dtype.largest
    let replaced: [(Tensor, Double)] = [
      (try apply(IsNaN(), plain), a.number(1)),
      (try equals(plain, .infinity), a.optionalNumber(2) ?? largest),
      (try equals(plain, -.infinity), a.optionalNumber(3) ?? -largest),
    ]
    for (mask, number) in replaced { x = try apply(Where(), mask, Tensor.scalar(.float(number), dtype), x) }
    return [x]
  }
  private static func equals(_ x: Tensor, _ number: Double) throws(TensorError) -> Tensor {
    try Tensor.compare(.equal, x, Tensor.scalar(.float(number), x.dtype))
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .number(0), .none, .none)]
  }
}

extension DType {
  /// The largest finite number.
  fileprivate var largest: Double {
    switch self {
    case .f16: 65504
    case .bf16: 3.3895313892515355e38
    case .f32: Double(Float.greatestFiniteMagnitude)
    default: .greatestFiniteMagnitude
    }
  }
}
