/// Cross-entropy of logits and classes: −ln softmax(x)[class], averaged.
struct CrossEntropy: Callable {
  static let signature = Signature(
    "cross_entropy", .tensor("logits"), .tensor("target"),
    .init(.optionalTensor, "weight", default: Argument.none),
    .init(.text, "reduction", default: .text("mean")), .init(.int, "ignore_index", default: .int(-100)),
    .init(.number, "label_smoothing", default: .number(0)), family: "losses",
    summary:
      "−ln softmax(logits) of the right class, averaged; the target is class numbers, or a probability for each class",
    shapes: "[n, classes, …], [n, …] or [n, classes, …] → []", example: "cross_entropy([[0.0, 0.0]], [1])",
    gives: "0.6931  f64[]", section: "4.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let logits = try a.float(0), target = a.tensor(1), smoothing = a.number(5)
    guard logits.rank >= 1 else {
      throw .mismatch(
        logits.shape, target.shape, wanted: "logits [n, classes] and classes [n]", operation: "cross_entropy")
    }
    guard (0...1).contains(smoothing) else {
      throw .argument(
        "label_smoothing is \(smoothing): it must be between 0 and 1", operation: "cross_entropy")
    }
    let axis = logits.rank == 1 ? 0 : 1
    let options = ClassLoss(
      weight: a.optionalTensor(2), reduction: a.text(3), ignored: a.int(4), smoothing: smoothing,
      name: "cross_entropy")
    if let quick = try LogitLoss.plain(logits, target, options) { return [quick] }
    let logs = try apply(LogSoftmax(axis: axis), logits)
    if target.dtype.isFloat { return [try soft(logs, target, axis, smoothing, a)] }
    return [try options.loss(logs, try target.asPositions())]
  }

  /// −Σ q ln p for a target that is a distribution itself.
  private static func soft(
    _ logs: Tensor, _ target: Tensor, _ axis: Int, _ smoothing: Double, _ a: Arguments
  ) throws(TensorError) -> Tensor {
    guard target.shape == logs.shape else {
      throw .mismatch(
        logs.shape, target.shape, wanted: "a probability for each class, or whole class numbers",
        operation: "cross_entropy")
    }
    let classes = logs.shape.dims[axis]
    var wanted = target
    if smoothing > 0 { wanted = try target * (1 - smoothing) + smoothing / Double(max(1, classes)) }
    if let weight = a.optionalTensor(2) {
      guard weight.shape == [classes] else {
        throw .mismatch(
          weight.shape, [classes], wanted: "one weight for each class", operation: "cross_entropy")
      }
      let tail = [Int](repeating: 1, count: logs.rank - 1 - axis)
      wanted = try wanted * weight.reshaped(Shape([classes] + tail))
    }
    let losses = try -(wanted * logs).sum([axis])
    guard a.text(3) == "mean" else { return try Losses.reduced(losses, a.text(3), "cross_entropy") }
    return try losses.sum(Array(0..<losses.rank)) / Double(losses.count)
  }

  static var samples: [OperationEntry.Sample] {
    let classes = Tensor([2, 0], [2])
    return [
      .init(.tensor(Samples.small), .tensor(classes), .none, .text("mean"), .int(-100), .number(0)),
      .init(
        .tensor(Samples.small), .tensor(classes), .tensor(Samples.row), .text("sum"), .int(0), .number(0.1)),
      .init(
        .tensor(Samples.small), .tensor(Samples.positive), .none, .text("mean"), .int(-100), .number(0.2)),
    ]
  }
}
