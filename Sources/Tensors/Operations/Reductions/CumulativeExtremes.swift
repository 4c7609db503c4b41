/// Running maximum along an axis.
struct CumulativeMax: Callable {
  static let signature = Signature(
    "cummax", .tensor("x"), .axis("axis", default: .int(-1)), family: "reductions",
    summary: "the largest element so far along an axis, and its position", shapes: "any → the same, twice",
    example: "cummax([1, 3, 2])[0]", gives: "[1, 3, 3]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try CumulativeExtreme.call(a, "cummax") { $0 >= $1 }
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}

/// Running minimum along an axis.
struct CumulativeMin: Callable {
  static let signature = Signature(
    "cummin", .tensor("x"), .axis("axis", default: .int(-1)), family: "reductions",
    summary: "the smallest element so far along an axis, and its position", shapes: "any → the same, twice",
    example: "cummin([3, 1, 2])[0]", gives: "[3, 1, 1]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try CumulativeExtreme.call(a, "cummin") { $0 <= $1 }
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(0))] }
}

/// What `cummax` and `cummin` share.
enum CumulativeExtreme {
  /// `wins` says whether a later element takes over from the best so far; of equal ones the last, as in PyTorch.
  static func call(
    _ a: Arguments, _ name: String, _ wins: (Double, Double) -> Bool
  ) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), axis = try x.shape.axis(a.int(1), name)
    guard x.rank > 0 else { return [x, Tensor([0], [])] }
    let values = x.detached().doubles(), size = x.shape.dims[axis]
    let step = x.shape.contiguousStrides[axis]
    var places = [Int](repeating: 0, count: x.count), positions = places
    for i in 0..<x.count {
      let here = i / step % max(1, size)
      let before = here == 0 ? i : positions[i - step]
      // Once nan, always nan.
      let takes = here == 0 || !values[before].isNaN && (values[i].isNaN || wins(values[i], values[before]))
      positions[i] = takes ? i : before
      places[i] = takes ? here : places[i - step]
    }
    return [try x.taking(positions, x.shape), Tensor(places, x.shape)]
  }
}
