/// Cross-entropy of probabilities and truths from 0 to 1.
struct BinaryCrossEntropy: Callable {
  static let signature: Signature = {
    var signature = Signature.loss(
      "binary_cross_entropy", "−y ln x − (1 − y) ln(1 − x) for probabilities x, times weight, averaged",
      example: "binary_cross_entropy([0.5], [1.0])", gives: "0.6931  f64[]", section: "")
    signature.parameters.append(.init(.optionalTensor, "weight", default: Argument.none))
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1)
    // As in PyTorch, logarithms end at −100, so that a certain mistake costs something finite.
    let floor = Tensor.scalar(.float(-100), x.dtype)
    let hit = try y * Tensor.maximum(apply(Log(), x), floor)
    let miss = try (1 - y) * Tensor.maximum(apply(Log(), try 1 - x), floor)
    var losses = try -(hit + miss)
    if let weight = a.optionalTensor(3) { losses = try losses * weight }
    return [try Losses.reduced(losses, a.text(2), "binary_cross_entropy")]
  }
  static var samples: [OperationEntry.Sample] {
    let x = Tensor([0.2, 0.6, 0.9], [3]), y = Tensor([0.1, 0.9, 0.4], [3])
    return [
      .init(.tensor(x), .tensor(y), .text("mean"), .none),
      .init(.tensor(x), .tensor(y), .text("sum"), .tensor(Samples.positive)),
    ]
  }
}
