/// Distances between predictions and what was wanted.
enum Losses {
  static let all: [OperationEntry] = [
    OperationEntry(MeanSquaredError.self), OperationEntry(MeanAbsoluteError.self),
    OperationEntry(CrossEntropy.self),
    OperationEntry(BinaryCrossEntropy.self), OperationEntry(BinaryCrossEntropyWithLogits.self),
    OperationEntry(HuberLoss.self), OperationEntry(KLDivergence.self),
    OperationEntry(NegativeLogLikelihood.self),
    OperationEntry(SmoothL1Loss.self),
    OperationEntry(HingeEmbeddingLoss.self),
    OperationEntry(MarginRankingLoss.self),
    OperationEntry(TripletMarginLoss.self),
    OperationEntry(CosineEmbeddingLoss.self),
    OperationEntry(GaussianNLLLoss.self),
    OperationEntry(PoissonNLLLoss.self),
    OperationEntry(SoftMarginLoss.self),
    OperationEntry(MultiMarginLoss.self),
    OperationEntry(MultiLabelSoftMarginLoss.self),
  ]

  /// `mean`, `sum` or nothing.
  static func reduced(_ losses: Tensor, _ reduction: String, _ operation: String) throws(TensorError)
    -> Tensor
  {
    let axes = Array(0..<losses.rank)
    switch reduction {
    case "mean": return try losses.mean(axes)
    case "sum": return try losses.sum(axes)
    case "none": return losses
    default:
      throw .argument(
        "reduction is \"mean\", \"sum\" or \"none\", not \"\(reduction)\"", operation: operation)
    }
  }
}

extension Signature {
  /// The signature of a loss of two tensors.
  static func loss(_ name: String, _ summary: String, example: String, gives: String, section: String)
    -> Signature
  {
    Signature(
      name, .tensor("x"), .tensor("y"), .init(.text, "reduction", default: .text("mean")), family: "losses",
      summary: summary,
      shapes: "x and y broadcast → []", example: example, gives: gives, section: section)
  }
}
