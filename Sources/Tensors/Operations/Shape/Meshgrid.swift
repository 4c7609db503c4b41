/// Coordinates of a grid: each vector along an axis of its own, repeated over the others.
struct Meshgrid: Callable {
  static let signature = Signature(
    "meshgrid", .init(.tensors, "tensors"), family: "shape",
    summary: "coordinates of a grid: one tensor per vector, first axis first",
    shapes: "[n], [m] → [n, m], [n, m]", example: "meshgrid(([1, 2], [3, 4]))[1]",
    gives: "[[3, 4],\n [3, 4]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let vectors = a.tensors(0)
    for x in vectors where x.rank > 1 { throw .rank(x.shape, wanted: "vectors", operation: "meshgrid") }
    let grid = try Shape(vectors.map(\.count)).checked()
    var result: [Tensor] = []
    for (axis, x) in vectors.enumerated() {
      var dims = [Int](repeating: 1, count: vectors.count)
      dims[axis] = x.count
      result.append(try x.reshaped(Shape(dims)).expanded(to: grid))
    }
    return result
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensors([Samples.row, Tensor([0.2, 0.9], [2])]), output: 1)]
  }
}
