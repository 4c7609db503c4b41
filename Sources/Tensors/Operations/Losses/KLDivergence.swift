/// Kullback–Leibler divergence of a distribution from log-probabilities: y (ln y − x).
struct KLDivergence: Callable {
  /// The default divides by the batch, which is the divergence itself; PyTorch recommends it over its own default.
  static let signature: Signature = {
    var signature = Signature.loss(
      "kl_div", "y (ln y − x) for log-probabilities x and probabilities y, summed and divided by the batch",
      example: "kl_div(log([0.5, 0.5]), [0.5, 0.5])", gives: "0.  f64[]", section: "")
    signature.parameters[2].default = .text("batchmean")
    signature.parameters.append(.init(.flag, "log_target", default: .flag(false)))
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1)
    // 0 ln 0 is 0: `logarithm` takes ln 0 for 0.
    let losses = a.flag(3) ? try apply(Exp(), y) * (y - x) : try y * (Power.logarithm(y) - x)
    guard a.text(2) == "batchmean" else { return [try Losses.reduced(losses, a.text(2), "kl_div")] }
    return [try losses.sum(Array(0..<losses.rank)) / Double(max(1, losses.shape.dims.first ?? 1))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.positive), .text("batchmean"), .flag(false)),
      .init(.tensor(Samples.small), .tensor(Samples.other), .text("sum"), .flag(true)),
    ]
  }
}
