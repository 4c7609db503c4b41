/// X where x > 0, α(eˣ − 1) elsewhere (Clevert et al. 2016).
struct Elu: Callable {
  static let signature = Signature(
    "elu", .tensor("x"), .init(.number, "alpha", default: .number(1)), family: "activations",
    summary: "x where x > 0, alpha (eˣ − 1) elsewhere", example: "elu([-1.0, 2.0])",
    gives: "[-0.6321,  2.0000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try of(try a.float(0), a.number(1))]
  }
  static func of(_ x: Tensor, _ alpha: Double) throws(TensorError) -> Tensor {
    let zero = Tensor.scalar(.float(0), x.dtype)
    let isPositive = try Tensor.compare(.greater, x.detached(), zero)
    // The side that is not chosen must stay finite: its gradient would be 0 · inf.
    let negative = try apply(Expm1(), try apply(Where(), isPositive, zero, x)) * alpha
    return try apply(Where(), isPositive, x, negative)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(1.3))] }
}
