/// The adjoint of `gather`: values stored at an index's positions along an axis.
struct Scatter: Callable {
  static let signature = Signature(
    "scatter", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .axis("axis", default: .int(-1)), aliases: ["put_along_axis"],
    torchOrder: ["x", "axis", "index", "values"], family: "indexing",
    summary:
      "x with values stored at the index’s positions along an axis; of equal positions the last counts",
    shapes: "x’s shape; values of the index’s shape or larger, or one number",
    example: "scatter(zeros(3), [2, 0], [5.0, 7.0])", gives: "[7., 0., 5.]  f64[3]", section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Scattered(a, axis: 3, "scatter")
    return [try apply(Replace(positions: s.places), s.x, s.values)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([2, 0], [2, 1])), .tensor(Tensor([0.5, 0.7], [2, 1])), .int(1))
    ]
  }
}

/// Values added at an index's positions along an axis.
struct ScatterAdd: Callable {
  static let signature = Signature(
    "scatter_add", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .axis("axis", default: .int(-1)), torchOrder: ["x", "axis", "index", "values"], family: "indexing",
    summary: "x with values added at the index’s positions along an axis; positions may repeat",
    shapes: "x’s shape; values of the index’s shape or larger, or one number",
    example: "scatter_add(zeros(3), [2, 2], [5.0, 7.0])", gives: "[ 0.,  0., 12.]  f64[3]", section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Scattered(a, axis: 3, "scatter_add")
    return [try Tensor.add(s.x, s.sums())]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([2, 2], [1, 2])), .tensor(Tensor([0.5, 0.7], [1, 2])), .int(1))
    ]
  }
}

/// The arguments that the scatter operations share, in x's dtype, with the places worked out.
struct Scattered {
  let x: Tensor
  /// Of the index's shape.
  let values: Tensor
  let places: Tensor

  init(_ a: Arguments, axis: Int, _ name: String) throws(TensorError) {
    let index = try a.tensor(1).asPositions()
    x = a.tensor(0)
    places = try x.shape.places(of: index, axis: try x.shape.axis(a.int(axis), name), name)
    let given = try a.tensor(2).fitting(x.dtype, name)
    if given.rank == 0 {
      values = try given.expanded(to: index.shape)
      return
    }
    guard index.rank == given.rank, zip(index.shape.dims, given.shape.dims).allSatisfy({ $0 <= $1 }) else {
      throw .mismatch(
        index.shape, given.shape, wanted: "values at least as large as the index", operation: name)
    }
    // As in PyTorch, values beyond the index's shape are not used.
    let part = index.shape.dims.map { Index.slice(from: 0, to: $0, step: 1) }
    values = given.shape == index.shape ? given : try given.indexed(part)
  }

  /// Zeros with the values added at their places.
  func sums() throws(TensorError) -> Tensor {
    try apply(PutAdd(positions: places, target: x.shape), values)
  }
}
