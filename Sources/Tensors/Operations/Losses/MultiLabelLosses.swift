/// Binary cross-entropy of several labels at once, averaged over them.
struct MultiLabelSoftMarginLoss: Callable {
  static let signature = Signature.loss(
    "multilabel_soft_margin_loss",
    "binary cross-entropy of the logits of several labels, averaged over labels and examples",
    example: "multilabel_soft_margin_loss([[0.0, 0.0]], [[1.0, 0.0]])", gives: "0.6931  f64[]", section: "")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1), name = "multilabel_soft_margin_loss"
    guard x.rank > 0, x.shape == y.shape else {
      throw .mismatch(x.shape, y.shape, wanted: "one truth for each logit", operation: name)
    }
    let losses = try (apply(Softplus(), x) - x * y).mean([x.rank - 1])
    return [try Losses.reduced(losses, a.text(2), name)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.positive), .text("mean"))]
  }
}
