/// Cross-entropy of logits and truths from 0 to 1: softplus(x) − x y, finite for logits of any size.
struct BinaryCrossEntropyWithLogits: Callable {
  static let signature: Signature = {
    var signature = Signature.loss(
      "binary_cross_entropy_with_logits",
      "binary cross-entropy of sigmoid(x), exact for logits x of any size; weight scales each loss, pos_weight the truths’",
      example: "binary_cross_entropy_with_logits([0.0], [1.0])", gives: "0.6931  f64[]", section: "")
    for name in ["weight", "pos_weight"] {
      signature.parameters.append(.init(.optionalTensor, name, default: Argument.none))
    }
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1)
    var losses: Tensor
    if let positive = a.optionalTensor(4) {
      losses = try (1 - y) * x + ((positive - 1) * y + 1) * apply(Softplus(), try -x)
    } else {
      losses = try apply(Softplus(), x) - x * y
    }
    if let weight = a.optionalTensor(3) { losses = try losses * weight }
    return [try Losses.reduced(losses, a.text(2), "binary_cross_entropy_with_logits")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.other), .text("mean"), .none, .none),
      .init(
        .tensor(Samples.small), .tensor(Samples.other), .text("sum"), .tensor(Samples.row),
        .tensor(Samples.positive)),
    ]
  }
}
