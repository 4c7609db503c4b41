/// −log-probability of the right class: what `cross_entropy` does after its log-softmax.
struct NegativeLogLikelihood: Callable {
  static let signature = Signature(
    "nll_loss", .tensor("log_probabilities"), .tensor("target"),
    .init(.optionalTensor, "weight", default: Argument.none),
    .init(.text, "reduction", default: .text("mean")), .init(.int, "ignore_index", default: .int(-100)),
    family: "losses",
    summary: "minus the log-probability of the right class, averaged with the classes’ weights",
    shapes: "[n, classes, …], [n, …] → []", example: "nll_loss(log([[0.5, 0.5]]), [1])",
    gives: "0.6931  f64[]", section: "4.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let options = ClassLoss(
      weight: a.optionalTensor(2), reduction: a.text(3), ignored: a.int(4), smoothing: 0, name: "nll_loss")
    return [try options.loss(try a.float(0), try a.tensor(1).asPositions())]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([2, 0], [2])), .none, .text("mean"), .int(-100))]
  }
}

/// What losses of class numbers share: weights, classes to ignore, smoothing, and how to average.
struct ClassLoss {
  var weight: Tensor?
  var reduction: String
  var ignored: Int
  /// Share of the probability that is spread evenly over all classes.
  var smoothing: Double
  var name: String

  /// - Parameters logs: log-probabilities `[n, classes, …]` (or `[classes]`); target: `[n, …]` (or `[]`).
  func loss(_ logs: Tensor, _ target: Tensor) throws(TensorError) -> Tensor {
    guard logs.rank >= 1 else { throw .rank(logs.shape, wanted: "[n, classes, …]", operation: name) }
    let axis = logs.rank == 1 ? 0 : 1, classes = logs.shape.dims[axis]
    guard target.shape == logs.shape.reduced([axis], keepingDimensions: false) else {
      throw .mismatch(logs.shape, target.shape, wanted: "[n, classes, …] and classes [n, …]", operation: name)
    }
    let labels = target.ints()
    for label in labels where label != ignored && !(0..<classes).contains(label) {
      throw .index(label, size: classes, axis: axis, shape: logs.shape)
    }
    if let weight, weight.shape != [classes] {
      throw .mismatch(weight.shape, [classes], wanted: "one weight for each class", operation: name)
    }
    // Classes last, one row for each label.
    let order = (0..<logs.rank).filter { $0 != axis } + [axis]
    let rows = try logs.permuted(order).reshaped([labels.count, classes])
    let chosen = labels.map { $0 == ignored ? 0 : $0 }
    var weights = Tensor(labels.map { $0 == ignored ? 0 : 1 }, [labels.count], logs.dtype)
    if let weight { weights = try weights * weight.converted(to: logs.dtype).taking(chosen, [labels.count]) }
    let places = chosen.enumerated().map { $0 * classes + $1 }
    var losses = try -(rows.taking(places, [labels.count]) * weights)
    if smoothing > 0 {
      losses = try losses * (1 - smoothing) + spread(rows, labels) * (smoothing / Double(classes))
    }
    switch reduction {
    case "mean": return try losses.sum([0]) / weights.sum([0])
    case "none": return try losses.reshaped(target.shape)
    default: return try Losses.reduced(losses, reduction, name)
    }
  }

  /// −Σ log p over all classes, with their weights; 0 for ignored labels.
  private func spread(_ rows: Tensor, _ labels: [Int]) throws(TensorError) -> Tensor {
    let counted = Tensor(labels.map { $0 == ignored ? 0 : 1 }, [labels.count], rows.dtype)
    let weighted =
      try weight.map { (weight) throws(TensorError) in try rows * weight.converted(to: rows.dtype) } ?? rows
    return try -(weighted.sum([1]) * counted)
  }
}
