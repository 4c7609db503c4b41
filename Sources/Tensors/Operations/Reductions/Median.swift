extension Tensor {
  /// This, or nan where the sorted lanes that it was taken from end with one: nan stands last.
  func orLastNaN(of sorted: Tensor) throws(TensorError) -> Tensor {
    guard sorted.dtype.isFloat else { return self }
    let last = try sorted.indexed([.ellipsis, .at(-1)])
    let isNaN = try Tensor.compare(.notEqual, last.detached(), last.detached())
    return try isNaN.bools().contains(true) ? apply(Where(), isNaN, last, self) : self
  }
}

/// The middle element; of an even number the lower of the two, as in PyTorch.
struct Median: Callable {
  static let signature = Signature.reduction(
    "median", "the middle element; of an even number the lower of the two", example: "median([3, 1, 2])",
    gives: "2  i64[]",
    section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let axes = try a.axes(1, of: x.shape, "median")
    let kept = (0..<x.rank).filter { !axes.contains($0) }
    let count = x.shape.size(of: axes)
    if count == 0 { throw .emptyReduction("median", x.shape) }
    let lanes = try x.permuted(kept + axes).reshaped(Shape(kept.map { x.shape.dims[$0] } + [count]))
    let sorted = try lanes.sorted(axis: kept.count, descending: false)
    let middle = try sorted.indexed([.ellipsis, .at((count - 1) / 2)]).orLastNaN(of: sorted)
    return [try middle.reshaped(x.shape.reduced(axes, keepingDimensions: a.flag(2)))]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}
