import Formatting

/// Quantiles by linear interpolation between sorted elements (NumPy's default method).
struct Quantile: Callable {
  static let signature: Signature = {
    var signature = Signature.reduction(
      "quantile", "the value below which a share q of the elements lies, interpolated",
      example: "quantile([1, 2, 3, 4], 0.5)",
      gives: "2.5000  f64[]", section: "5.3.1")
    signature.parameters.insert(.init(.scalarOrTensor, "q"), at: 1)
    signature.shapes += "; several q in a vector [k] → [k, …]"
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), shares = try a.shares(1, of: 1, "quantile")
    let axes = try a.axes(2, of: x.shape, "quantile")
    let found = try x.quantiles(shares, axes, keepingDimensions: a.flag(3), "quantile")
    return [try a.asAsked(1, found)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .number(0.3), .int(1), .flag(false)),
      .init(.tensor(Samples.cube), .number(0.5), .none, .flag(false)),
    ]
  }
}

extension Arguments {
  /// The shares that an argument asks for, one or a vector of them, as parts of 1.
  func shares(_ i: Int, of whole: Double, _ operation: String) throws(TensorError) -> [Double] {
    let asked = if case .tensor(let q) = values[i] { q } else { Tensor([number(i)], []) }
    guard asked.rank <= 1, asked.count > 0 else {
      throw .rank(asked.shape, wanted: "a number or a vector of numbers as `q`", operation: operation)
    }
    let shares = asked.doubles()
    for q in shares where !(q >= 0 && q <= whole) {
      throw .argument(
        "q must be between 0 and \(Numbers.shortest(whole)), and is \(Numbers.shortest(q))",
        operation: operation)
    }
    return shares.map { $0 / whole }
  }

  /// What was found for each share: for a vector of shares together, along a new first axis.
  func asAsked(_ i: Int, _ found: [Tensor]) throws(TensorError) -> Tensor {
    if case .tensor(let q) = values[i], q.rank == 1 { return try Tensor.stacked(found, axis: 0) }
    return found[0]
  }
}

extension Tensor {
  func quantiles(
    _ shares: [Double], _ axes: [Int], keepingDimensions: Bool, _ operation: String
  ) throws(TensorError) -> [Tensor] {
    let kept = (0..<rank).filter { !axes.contains($0) }
    let count = shape.size(of: axes)
    if count == 0 { throw .emptyReduction(operation, shape) }
    let lanes = try permuted(kept + axes).reshaped(Shape(kept.map { shape.dims[$0] } + [count]))
    let sorted = try lanes.sorted(axis: kept.count, descending: false)
    return try shares.map { (q) throws(TensorError) in
      let position = q * Double(count - 1)
      let below = Int(position.rounded(.down)), above = Swift.min(below + 1, count - 1)
      let low = try sorted.indexed([.ellipsis, .at(below)])
      let high = try sorted.indexed([.ellipsis, .at(above)])
      let between = try Self.between(low, high, position - Double(below)).orLastNaN(of: sorted)
      return try between.reshaped(shape.reduced(axes, keepingDimensions: keepingDimensions))
    }
  }

  /// From the nearer end, so that an infinite neighbour far away makes no nan where PyTorch has none.
  private static func between(_ low: Tensor, _ high: Tensor, _ share: Double) throws(TensorError) -> Tensor {
    share < 0.5 ? try low + (high - low) * share : try high - (high - low) * (1 - share)
  }
}
