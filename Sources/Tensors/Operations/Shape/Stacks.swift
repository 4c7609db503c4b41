/// Tensors side by side: along axis 1, vectors along axis 0.
struct HorizontalStack: Callable {
  static let signature = Signature(
    "hstack", .init(.tensors, "tensors"), family: "shape",
    summary: "tensors side by side: along axis 1, vectors along axis 0",
    shapes: "[n, a], [n, b] → [n, a + b]",
    example: "hstack(([1, 2], [3]))", gives: "[1, 2, 3]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let tensors = try a.tensors(0).raised(to: 1).unified("hstack")
    return [try Concatenate.along(tensors, axis: tensors[0].rank == 1 ? 0 : 1, "hstack")]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensors([Samples.small, Samples.other]))] }
}

/// Tensors on top of each other: along axis 0, vectors as rows.
struct VerticalStack: Callable {
  static let signature = Signature(
    "vstack", .init(.tensors, "tensors"), aliases: ["row_stack"], family: "shape",
    summary: "tensors on top of each other: along axis 0, vectors as rows",
    shapes: "[a, n], [b, n] → [a + b, n]",
    example: "vstack(([1, 2], [3, 4]))", gives: "[[1, 2],\n [3, 4]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Concatenate.along(try a.tensors(0).raised(to: 2).unified("vstack"), axis: 0, "vstack")]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensors([Samples.row, Samples.square]))] }
}

/// Tensors behind each other: along axis 2.
struct DepthStack: Callable {
  static let signature = Signature(
    "dstack", .init(.tensors, "tensors"), family: "shape", summary: "tensors behind each other: along axis 2",
    shapes: "k of [n, m] → [n, m, k]", example: "dstack(([1, 2], [3, 4]))",
    gives: "[[[1, 3],\n  [2, 4]]]  i64[1, 2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var stacks: [Tensor] = []
    for x in a.tensors(0) {
      stacks.append(
        x.rank >= 3 ? x : try x.reshaped(x.rank == 2 ? Shape(x.shape.dims + [1]) : [1, x.count, 1]))
    }
    return [try Concatenate.along(try stacks.unified("dstack"), axis: 2, "dstack")]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensors([Samples.small, Samples.other]))] }
}

/// Vectors as columns of a matrix.
struct ColumnStack: Callable {
  static let signature = Signature(
    "column_stack", .init(.tensors, "tensors"), family: "shape",
    summary: "vectors as the columns of a matrix",
    shapes: "k of [n] → [n, k]", example: "column_stack(([1, 2], [3, 4]))",
    gives: "[[1, 3],\n [2, 4]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var columns: [Tensor] = []
    for tensor in a.tensors(0) {
      columns.append(tensor.rank < 2 ? try tensor.reshaped([tensor.count, 1]) : tensor)
    }
    return [try Concatenate.along(try columns.unified("column_stack"), axis: 1, "column_stack")]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensors([Samples.row, Samples.square]))] }
}

extension [Tensor] {
  /// With axes of size 1 in front where there are fewer.
  fileprivate func raised(to rank: Int) throws(TensorError) -> [Tensor] {
    var raised: [Tensor] = []
    for tensor in self {
      let missing = [Int](repeating: 1, count: Swift.max(0, rank - tensor.rank))
      raised.append(try tensor.reshaped(Shape(missing + tensor.shape.dims)))
    }
    return raised
  }
}

extension Concatenate {
  fileprivate static func along(
    _ tensors: [Tensor], axis: Int, _ operation: String
  ) throws(TensorError) -> Tensor {
    try Tensors.apply(Concatenate(axis: try tensors[0].shape.axis(axis, operation)), tensors)[0]
  }
}
