/// Quantiles by linear interpolation between sorted elements (NumPy's default method).
struct Quantile: Callable {
  static let signature: Signature = {
    var signature = Signature.reduction(
      "quantile", "the value below which a share q of the elements lies, interpolated",
      example: "quantile([1, 2, 3, 4], 0.5)",
      gives: "2.5000  f64[]", section: "5.3.1")
    signature.parameters.insert(.init(.number, "q"), at: 1)
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let q = a.number(1)
    guard q >= 0, q <= 1 else {
      throw .argument("q must be between 0 and 1, and is \(q)", operation: "quantile")
    }
    let x = try a.float(0)
    return [try x.quantile(q, try a.axes(2, of: x.shape, "quantile"), keepingDimensions: a.flag(3))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .number(0.3), .int(1), .flag(false)),
      .init(.tensor(Samples.cube), .number(0.5), .none, .flag(false)),
    ]
  }
}

extension Tensor {
  func quantile(_ q: Double, _ axes: [Int], keepingDimensions: Bool) throws(TensorError) -> Tensor {
    let kept = (0..<rank).filter { !axes.contains($0) }
    let count = shape.size(of: axes)
    if count == 0 { throw .emptyReduction("quantile", shape) }
    let lanes = try permuted(kept + axes).reshaped(Shape(kept.map { shape.dims[$0] } + [count]))
    let sorted = try lanes.sorted(axis: kept.count, descending: false)
    let position = q * Double(count - 1)
    let below = Int(position.rounded(.down)), above = Swift.min(below + 1, count - 1)
    let low = try sorted.indexed([.ellipsis, .at(below)]), high = try sorted.indexed([.ellipsis, .at(above)])
    let result = try (low + (high - low) * (position - Double(below))).orLastNaN(of: sorted)
    return try result.reshaped(shape.reduced(axes, keepingDimensions: keepingDimensions))
  }
}
