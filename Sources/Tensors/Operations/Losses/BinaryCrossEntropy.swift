/// Cross-entropy of probabilities and truths from 0 to 1.
struct BinaryCrossEntropy: Callable {
  static let signature = Signature.loss(
    "binary_cross_entropy", "−y ln x − (1 − y) ln(1 − x) for probabilities x, averaged",
    example: "binary_cross_entropy([0.5], [1.0])", gives: "0.6931  f64[]", section: "")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1)
    // As in PyTorch, logarithms end at −100, so that a certain mistake costs something finite.
    let floor = Tensor.scalar(.float(-100), x.dtype)
    let hit = try y * Tensor.maximum(apply(Log(), x), floor)
    let miss = try (1 - y) * Tensor.maximum(apply(Log(), try 1 - x), floor)
    return [try Losses.reduced(try -(hit + miss), a.text(2), "binary_cross_entropy")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor([0.2, 0.6, 0.9], [3])), .tensor(Tensor([0.1, 0.9, 0.4], [3])), .text("mean"))]
  }
}
