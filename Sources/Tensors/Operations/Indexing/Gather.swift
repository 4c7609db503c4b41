/// One element per position along an axis: out[i, j] = x[i, index[i, j]] for axis 1.
struct Gather: Callable {
  static let signature = Signature(
    "gather", .tensor("x"), .tensor("index"), .axis("axis", default: .int(-1)),
    aliases: ["take_along_axis"], family: "indexing",
    summary: "elements at the index’s positions along an axis",
    shapes: "the index’s shape; other axes no larger than x’s",
    example: "gather([[1, 2], [3, 4]], [[1], [0]], axis=1)", gives: "[[2],\n [3]]  i64[2, 1]",
    section: "8.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), index = try a.tensor(1).asPositions()
    return [try x.gathered(index, axis: try x.shape.axis(a.int(2), "gather"), "gather")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([2, 0, 1, 1], [2, 2])), .int(1))]
  }
}

extension Tensor {
  func gathered(_ index: Tensor, axis: Int, _ operation: String) throws(TensorError) -> Tensor {
    try taking(try shape.positions(of: index, axis: axis, operation), index.shape)
  }
}

extension Shape {
  /// Positions, counted row by row, of what an index of the same rank names along one axis.
  func positions(of index: Tensor, axis: Int, _ operation: String) throws(TensorError) -> [Int] {
    guard index.rank == rank, (0..<rank).allSatisfy({ $0 == axis || index.shape.dims[$0] <= dims[$0] }) else {
      throw .mismatch(
        self, index.shape, wanted: "an index no larger than x on other axes", operation: operation)
    }
    let strides = contiguousStrides, size = rank == 0 ? 1 : dims[axis]
    var positions: [Int] = []
    for (i, given) in index.ints().enumerated() {
      let position = given < 0 ? given &+ size : given
      guard position >= 0, position < size else {
        throw .index(given, size: size, axis: axis, shape: self)
      }
      var rest = i, offset = 0
      for k in (0..<rank).reversed() {
        let here = rest % index.shape.dims[k]
        rest /= index.shape.dims[k]
        offset += (k == axis ? position : here) * strides[k]
      }
      positions.append(offset)
    }
    return positions
  }
}
