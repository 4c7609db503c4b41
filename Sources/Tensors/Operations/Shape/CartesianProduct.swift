/// All combinations of the elements of some vectors, as rows.
struct CartesianProduct: Callable {
  static let signature = Signature(
    "cartesian_prod", .init(.tensors, "vectors", isVariadic: true), family: "shape",
    summary: "all combinations of the elements of some vectors, as rows", shapes: "[a], [b] → [a·b, 2]",
    example: "cartesian_prod(([1, 2], [3, 4])).shape", gives: "(4, 2)")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let vectors = try a.tensors(0).unified("cartesian_prod")
    let sizes = vectors.map(\.count)
    for vector in vectors where vector.rank != 1 {
      throw .rank(vector.shape, wanted: "vectors", operation: "cartesian_prod")
    }
    let grid = try Shape(sizes).checked()
    var columns: [Tensor] = []
    for (i, vector) in vectors.enumerated() {
      var shape = [Int](repeating: 1, count: sizes.count)
      shape[i] = sizes[i]
      columns.append(try vector.reshaped(Shape(shape)).expanded(to: grid).reshaped([grid.count]))
    }
    return [columns.count == 1 ? columns[0] : try Tensor.stacked(columns, axis: 1)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensors([Samples.row, Tensor([0.3, 0.7], [2])]))]
  }
}
