/// x σ(x), also called swish (Elfwing et al. 2018).
struct Silu: Callable {
  static let signature = Signature.unary(
    "silu", aliases: ["swish"], family: "activations", "x σ(x): a smooth relu that dips below 0",
    example: "silu([0.0, 1.0])", gives: "[0.0000, 0.7311]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x * apply(Sigmoid(), x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}
