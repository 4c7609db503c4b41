/// Cross-entropy of logits and truths from 0 to 1: softplus(x) − x y, finite for logits of any size.
struct BinaryCrossEntropyWithLogits: Callable {
  static let signature = Signature.loss(
    "binary_cross_entropy_with_logits", "binary cross-entropy of sigmoid(x), exact for logits x of any size",
    example: "binary_cross_entropy_with_logits([0.0], [1.0])", gives: "0.6931  f64[]", section: "")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1)
    return [
      try Losses.reduced(try apply(Softplus(), x) - x * y, a.text(2), "binary_cross_entropy_with_logits")
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .text("mean"))]
  }
}
