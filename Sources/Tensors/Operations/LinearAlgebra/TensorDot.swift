/// Products summed over several axes of two tensors at once.
struct TensorDot: Callable {
  static let signature = Signature(
    "tensordot", .tensor("a"), .tensor("b"), .init(.ints, "axes", default: .int(2)), family: "linear algebra",
    summary:
      "products summed over the last axes of a and the first of b (axes=2: two of them), or over the axes named: axes=[[1, 0], [0, 1]]",
    shapes: "[n, k, l], [k, l, m] → [n, m]", example: "tensordot([[1, 2], [3, 4]], [[1, 0], [0, 1]])",
    gives: "5  i64[]", section: "2.1.6")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0), a.tensor(1)), (left, right) = try axes(a, x.shape, y.shape)
    for (i, j) in zip(left, right) where x.shape.dims[i] != y.shape.dims[j] {
      throw .mismatch(
        x.shape, y.shape, wanted: "equal sizes of axes \(i) and \(j)", operation: "tensordot")
    }
    let kept = (0..<x.rank).filter { !left.contains($0) },
      others = (0..<y.rank).filter { !right.contains($0) }
    let target = Shape(kept.map { x.shape.dims[$0] } + others.map { y.shape.dims[$0] })
    let size = x.shape.size(of: left)
    let product = try Tensor.matmul(
      try x.permuted(kept + left).reshaped([x.shape.size(of: kept), size]),
      try y.permuted(right + others).reshaped([size, y.shape.size(of: others)]))
    return [try product.reshaped(try target.checked())]
  }

  private static func axes(_ a: Arguments, _ x: Shape, _ y: Shape) throws(TensorError) -> ([Int], [Int]) {
    if case .int(let count) = a.values[2] {
      guard count >= 0, count <= min(x.rank, y.rank) else {
        throw .argument("shapes \(x) and \(y) do not have \(count) axes in common", operation: "tensordot")
      }
      return (Array(x.rank - count..<x.rank), Array(0..<count))
    }
    let named = a.ints(2) ?? []
    guard named.count.isMultiple(of: 2) else {
      throw .argument("as many axes of one tensor as of the other are needed", operation: "tensordot")
    }
    func resolved(_ axes: ArraySlice<Int>, _ shape: Shape) throws(TensorError) -> [Int] {
      var result: [Int] = []
      for axis in axes {
        let position = try shape.axis(axis, "tensordot")
        if result.contains(position) || shape.rank == 0 { throw .repeatedAxis(axis, operation: "tensordot") }
        result.append(position)
      }
      return result
    }
    return (try resolved(named.prefix(named.count / 2), x), try resolved(named.suffix(named.count / 2), y))
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .tensor(Tensor(Samples.cube.doubles(), [3, 2, 2])), .int(2)),
      .init(.tensor(Samples.cube), .tensor(Samples.small), .ints([0, 1, 0, 1])),
      .init(.tensor(Samples.small), .tensor(Samples.row), .int(0)),
    ]
  }
}
