/// Ln(1 + eˣ): a smooth relu.
struct Softplus: UnaryOperation, ForgetsOutput {
  static let signature = Signature(
    "softplus", .tensor("x"), .init(.number, "beta", default: .number(1)),
    .init(.number, "threshold", default: .number(20)), family: "activations",
    summary: "ln(1 + exp(beta x)) / beta: a smooth relu; x itself where beta x exceeds the threshold",
    example: "softplus([0.0])", gives: "[0.6931]  f64[1]", section: "8.4")
  static let kernel = UnaryKernel.softplus
  static let rules = ["g * sigmoid(x)"]
  /// ∂ ln(1 + eˣ)/∂x = σ(x)
  func derivative(_ g: Tensor, _ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try g * apply(Sigmoid(), x)
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), (beta, threshold) = (a.number(1), a.number(2))
    let smooth = beta == 1 ? try apply(Softplus(), x) : try apply(Softplus(), try x * beta) / beta
    // Beyond 20 the two sides differ by less than anyone can see, and the smooth one is right.
    if threshold == 20 { return [smooth] }
    let scaled = try x.detached() * beta
    let isBeyond = try Tensor.compare(.greater, scaled, Tensor.scalar(.float(threshold), x.dtype))
    return [try apply(Where(), isBeyond, x, smooth)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .number(1), .number(20)),
      .init(.tensor(Samples.small), .number(2), .number(0.5)),
    ]
  }
}
