/// A share of the numbers set to 0, the others grown so that sums stay what they were on average
/// (Srivastava et al. 2014).
struct Dropout: Callable {
  static let signature = Signature(
    "dropout", .tensor("x"), .init(.number, "p", default: .number(0.5)),
    .init(.flag, "training", default: .flag(true)), family: "networks",
    summary: "x with each number 0 at the rate p, the others divided by 1 − p; x itself when not training",
    example: "dropout([1.0, 2.0], p=0)", gives: "[1., 2.]  f64[2]", section: "9.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [a.flag(2) ? try x.dropping(a.number(1), mask: x.shape, a.context, "dropout") : x]
  }
  // The mask is drawn anew by every call: what is multiplied with it is tested elsewhere.
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .number(0), .flag(true)),
      .init(.tensor(Samples.small), .number(1), .flag(true)),
    ]
  }
}

/// Whole channels set to 0: neighbours in a picture say the same, so that single pixels would not be missed
/// (Tompson et al. 2015).
struct FeatureDropout: Callable {
  static let signature = Signature(
    "feature_dropout", .tensor("x"), .init(.number, "p", default: .number(0.5)),
    .init(.flag, "training", default: .flag(true)), aliases: ["dropout1d", "dropout2d", "dropout3d"],
    family: "networks",
    summary: "x with each channel of each example 0 at the rate p, the others divided by 1 − p",
    shapes: "[n, c, …] → [n, c, …]", example: "dropout2d(ones((1, 1, 1, 2)), p=0)",
    gives: "[[[[1., 1.]]]]  f64[1, 1, 1, 2]", section: "9.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), name = "feature_dropout"
    guard x.rank >= 2 else { throw .rank(x.shape, wanted: "a batch [n, channels, …]", operation: name) }
    guard a.flag(2) else { return [x] }
    let channels = Shape(x.shape.dims.prefix(2) + [Int](repeating: 1, count: x.rank - 2))
    return [try x.dropping(a.number(1), mask: channels, a.context, name)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .number(0), .flag(true))]
  }
}

extension Tensor {
  /// Numbers set to 0 at a rate, the others divided by 1 − p.
  ///
  /// Masks are PyTorch's on the CPU: one draw per element, row by row; none where nothing can or all must go.
  func dropping(
    _ p: Double, mask shape: Shape, _ context: TensorContext, _ operation: String
  ) throws(TensorError) -> Tensor {
    guard p >= 0, p <= 1 else {
      throw .argument("\(p) is no probability, which lies between 0 and 1", operation: operation)
    }
    if p == 0 || count == 0 { return self }
    if p == 1 { return try self * Tensor.full(0, shape, dtype) }
    let mask = try Tensor(uninitialized: shape, dtype)
    try context.generator.fillBernoulli(mask, probability: 1 - p, operation)
    return try self * (mask / (1 - p))
  }
}
