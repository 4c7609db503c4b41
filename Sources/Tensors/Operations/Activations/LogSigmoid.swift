/// Ln σ(x) = −softplus(−x): finite for x of any size.
struct LogSigmoid: Callable {
  static let signature = Signature.unary(
    "log_sigmoid", aliases: ["logsigmoid"], family: "activations",
    "logarithm of the sigmoid, exact where it would be 0",
    example: "log_sigmoid([0.0])", gives: "[-0.6931]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try -(apply(Softplus(), try -(a.float(0))))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}
