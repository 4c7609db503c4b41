/// Ln(p / (1 − p)), the inverse of the sigmoid.
struct Logit: Callable {
  static let signature = Signature(
    "logit", .tensor("p"), .init(.number, "eps", default: Argument.none), family: "elementwise",
    summary: "ln(p / (1 − p)), the inverse of the sigmoid; with eps, p is first kept within [eps, 1 − eps]",
    example: "logit([0.5, 0.9])", gives: "[0.0000, 2.1972]  f64[2]", section: "4.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var p = try a.float(0)
    if let eps = a.optionalNumber(1) {
      guard eps >= 0, eps <= 0.5 else { throw .argument("eps is between 0 and 0.5", operation: "logit") }
      p = try apply(Clamp(low: eps, high: 1 - eps), p)
    }
    return [try apply(Log(), p) - apply(Log1p(), try -p)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Tensor([0.1, 0.35, 0.5, 0.62, 0.8, 0.97], [2, 3])), .none),
      .init(.tensor(Tensor([0.1, 0.35, 0.97], [3])), .number(0.2)),
    ]
  }
}
