/// Rows (or other slices along an axis) at positions.
struct IndexSelect: Callable {
  static let signature = Signature(
    "index_select", .tensor("x"), .tensor("index"), .axis("axis", default: .int(0)), family: "indexing",
    summary: "slices along an axis at the index’s positions; x[index] on the first",
    shapes: "[n, …], [k] → [k, …]", example: "index_select([[1, 2], [3, 4]], [1, 1])",
    gives: "[[3, 4],\n [3, 4]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), rows = try Rows(a, x, axis: 2, "index_select")
    return [try x.indexed(rows.entries)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .tensor(Tensor([2, 0, 2], [3])), .int(1))]
  }
}

/// Slices added to those at positions along an axis.
struct IndexAdd: Callable {
  static let signature = Signature(
    "index_add", .tensor("x"), .tensor("index"), .tensor("values"), .axis("axis", default: .int(0)),
    .init(.number, "alpha", default: .number(1)), family: "indexing",
    summary: "x with alpha times values added to the slices at the index’s positions; positions may repeat",
    shapes: "[n, …], [k], [k, …] → [n, …]", example: "index_add(zeros(3), [1, 1], [2.0, 3.0])",
    gives: "[0., 5., 0.]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, values, positions) = try Rows.operands(a, "index_add")
    let scaled = a.number(4) == 1 ? values : try values * a.number(4)
    let scattered = Scattered(x: x, values: scaled, positions: positions)
    return [try x + scattered.added()]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([1, 1], [2])), .tensor(Tensor([0.5, 0.7, 0.2, 0.4], [2, 2])),
        .int(1), .number(1.5))
    ]
  }
}

/// Slices stored at positions along an axis.
struct IndexCopy: Callable {
  static let signature = Signature(
    "index_copy", .tensor("x"), .tensor("index"), .tensor("values"), .axis("axis", default: .int(0)),
    family: "indexing", summary: "x with values in place of the slices at the index’s positions",
    shapes: "[n, …], [k], [k, …] → [n, …]", example: "index_copy(zeros(3), [1], [2.0])",
    gives: "[0., 2., 0.]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, values, positions) = try Rows.operands(a, "index_copy")
    return [try x.replacing(positions, with: values)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([1], [1])), .tensor(Tensor([0.5, 0.7], [2, 1])), .int(1))]
  }
}

/// One number in the slices at positions along an axis.
struct IndexFill: Callable {
  static let signature = Signature(
    "index_fill", .tensor("x"), .tensor("index"), .init(.number, "value"), .axis("axis", default: .int(0)),
    family: "indexing", summary: "x with one number in the slices at the index’s positions",
    shapes: "[n, …], [k] → [n, …]", example: "index_fill([1, 2, 3], [0, 2], 9)", gives: "[9, 2, 9]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), rows = try Rows(a, x, axis: 3, "index_fill")
    let value = try Copying.convert(Tensor([a.number(2)], [1]), to: x.dtype)
    return [try x.replacing(rows.positions, with: value.expanded(to: [rows.positions.count]))]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([1], [1])), .number(0.5), .int(1))]
  }
}

/// Slices along an axis, named by a vector of positions.
private struct Rows {
  let entries: [Index]
  /// Row by row positions of all elements of the slices, in the slices' order.
  let positions: [Int]
  let shape: Shape

  init(_ a: Arguments, _ x: Tensor, axis i: Int, _ name: String) throws(TensorError) {
    let index = try a.tensor(1).asPositions(), axis = try x.shape.axis(a.int(i), name)
    guard index.rank <= 1, x.rank > 0 else {
      throw .rank(
        index.rank > 1 ? index.shape : x.shape, wanted: "an index that is a vector", operation: name)
    }
    let list = try index.reshaped([index.count])
    entries = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis) + [.tensor(list)]
    let whole = try Subscripting(try Tensor.numbers(like: x.shape), entries)
    positions = whole.offsets()
    shape = whole.result
  }

  static func operands(_ a: Arguments, _ name: String) throws(TensorError) -> (Tensor, Tensor, [Int]) {
    let dtype = DType.promote(a.tensor(0).dtype, a.tensor(2).dtype)
    let x = try a.tensor(0).converted(to: dtype), values = try a.tensor(2).converted(to: dtype)
    let rows = try Rows(a, x, axis: 3, name)
    guard values.shape == rows.shape else {
      throw .mismatch(rows.shape, values.shape, wanted: "values of the slices’ shape", operation: name)
    }
    return (x, try values.reshaped([values.count]), rows.positions)
  }
}

extension Tensor {
  /// A tensor of a shape without elements of its own: enough to work out positions.
  fileprivate static func numbers(like shape: Shape) throws(TensorError) -> Tensor {
    try Tensor.full(0, [1], .bool).view(shape, shape.contiguousStrides)
  }
}
