/// Limits each element to an interval.
struct Clamp: SingleOperation, KeepsIntegers, ForgetsOutput {
  static let signature = Signature(
    "clamp", .tensor("x"), .init(.scalarOrTensor, "min", default: Argument.none),
    .init(.scalarOrTensor, "max", default: Argument.none), aliases: ["clip"],
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
  /// 1 inside the interval, 0 on its limits and outside.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let x = inputs[0].detached()
    var result = g
    for (limit, side) in [(low, Tensor.Comparison.greater), (high, .less)] {
      guard let limit else { continue }
      result =
        try result * Tensor.compare(side, x, Tensor.scalar(.float(limit), x.dtype)).converted(to: g.dtype)
    }
    return [result]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    if let limited = try betweenTensors(a) { return [limited] }
    let limits = Clamp(low: a.optionalNumber(1), high: a.optionalNumber(2))
    let isWhole = [limits.low, limits.high].allSatisfy { $0 == nil || Int(exactly: $0 ?? 0) != nil }
    // Limits with a fraction, or infinite ones, make floats of integers.
    return [try apply(limits, isWhole ? a.tensor(0) : a.float(0))]
  }
  /// With a limit that has elements of its own, or a gradient; nil when both are plain numbers.
  private static func betweenTensors(_ a: Arguments) throws(TensorError) -> Tensor? {
    let (low, high) = (a.optionalTensor(1), a.optionalTensor(2))
    guard [low, high].contains(where: { $0.map { $0.rank > 0 || $0.requiresGrad } ?? false }) else {
      return nil
    }
    var x = a.tensor(0)
    if let low { x = try Tensor.maximum(x, low) }
    if let high { x = try Tensor.minimum(x, high) }
    return x
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .number(-0.5), .number(0.5)),
      .init(.tensor(Samples.small), .tensor(Samples.row), .tensor(Samples.positive)),
    ]
  }
}
