/// Limits each element to an interval.
struct Clamp: SingleOperation, KeepsIntegers {
  static let signature = Signature(
    "clamp", .tensor("x"), .init(.number, "min", default: Argument.none),
    .init(.number, "max", default: Argument.none), aliases: ["clip"],
    family: "elementwise", summary: "each element, or the limit that it exceeds",
    example: "clamp([-2.0, 0.5, 3.0], -1, 1)",
    gives: "[-1.0000,  0.5000,  1.0000]  f64[3]")
  let low: Double?
  let high: Double?
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    var x = inputs[0].detached()
    if let low { x = try Tensor.maximum(x, Tensor.scalar(.float(low), x.dtype)) }
    if let high { x = try Tensor.minimum(x, Tensor.scalar(.float(high), x.dtype)) }
    return x
  }
  /// 1 inside the interval and on its limits, 0 outside.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g * Tensor.compare(.equal, inputs[0].detached(), output.detached()).converted(to: g.dtype)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let limits = Clamp(low: a.optionalNumber(1), high: a.optionalNumber(2))
    let isWhole = [limits.low, limits.high].allSatisfy { $0 == nil || Int(exactly: $0 ?? 0) != nil }
    // Limits with a fraction, or infinite ones, make floats of integers.
    return [try apply(limits, isWhole ? a.tensor(0) : a.float(0))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(-0.5), .number(0.5))] }
}
