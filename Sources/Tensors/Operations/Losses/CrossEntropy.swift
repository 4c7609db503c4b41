/// Cross-entropy of logits and class numbers: −ln softmax(x)[class], averaged.
struct CrossEntropy: Callable {
  static let signature = Signature(
    "cross_entropy", .tensor("logits"), .tensor("target"),
    .init(.optionalTensor, "weight", default: Argument.none),
    .init(.text, "reduction", default: .text("mean")), .init(.int, "ignore_index", default: .int(-100)),
    family: "losses",
    summary:
      "−ln softmax(logits) of the right class, averaged; weights per class; ignored targets count for nothing",
    shapes: "[n, classes], [n] → []", example: "cross_entropy([[0.0, 0.0]], [1])", gives: "0.6931  f64[]",
    section: "4.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let logits = try a.float(0), target = try a.tensor(1).asPositions()
    guard logits.rank == 2, target.rank == 1, logits.shape.dims[0] == target.count else {
      throw .mismatch(
        logits.shape, target.shape, wanted: "logits [n, classes] and classes [n]", operation: "cross_entropy")
    }
    let classes = logits.shape.dims[1], labels = target.ints(), ignored = a.int(4)
    for label in labels where label != ignored && !(0..<classes).contains(label) {
      throw .index(label, size: classes, axis: 1, shape: logits.shape)
    }
    let weight = a.optionalTensor(2)
    if let weight, weight.shape != [classes] {
      throw .mismatch(
        weight.shape, [classes], wanted: "one weight for each class", operation: "cross_entropy")
    }
    let counted = labels.map { $0 != ignored }
    let chosen = labels.map { $0 == ignored ? 0 : $0 }
    var weights = Tensor(counted.map { $0 ? 1.0 : 0.0 }, [labels.count], logits.dtype)
    if let weight { weights = try weights * weight.taking(chosen, [labels.count]) }
    let logs = try apply(LogSoftmax(axis: 1), logits).taking(
      chosen.enumerated().map { $0 * classes + $1 }, [labels.count])
    let losses = try -(logs * weights)
    guard a.text(3) == "mean" else { return [try Losses.reduced(losses, a.text(3), "cross_entropy")] }
    return [try losses.sum([0]) / weights.sum([0])]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([2, 0], [2])), .none, .text("mean"), .int(-100))]
  }
}
