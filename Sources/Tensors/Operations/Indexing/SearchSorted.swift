/// Where numbers would go in a sorted vector.
struct SearchSorted: Callable {
  static let signature = Signature(
    "searchsorted", .tensor("sorted"), .init(.scalarOrTensor, "values"),
    .init(.flag, "right", default: .flag(false)), family: "indexing",
    summary: "positions at which values would keep a sorted vector in order; right=true after equal elements",
    shapes: "[n], [k] → [k]; […, n], […, k] → […, k]", example: "searchsorted([1, 3, 5], [3, 4])",
    gives: "[1, 2]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try positions(in: a.tensor(0), of: a.tensor(1), right: a.flag(2), "searchsorted")]
  }

  static func positions(
    in sorted: Tensor, of values: Tensor, right: Bool, _ name: String
  ) throws(TensorError) -> Tensor {
    let lead = Shape(Array(sorted.shape.dims.dropLast()))
    guard
      sorted.rank == 1
        || sorted.rank > 1 && sorted.rank == values.rank && Shape(Array(values.shape.dims.dropLast())) == lead
    else {
      throw .mismatch(
        sorted.shape, values.shape, wanted: "a sorted vector, or rows of both alike", operation: name)
    }
    let list = sorted.doubles(), n = sorted.shape.dims[sorted.rank - 1]
    let perRow = sorted.rank == 1 ? max(1, values.count) : max(1, values.shape.dims[values.rank - 1])
    let found = values.doubles().enumerated().map { i, x -> Int in
      let start = sorted.rank == 1 ? 0 : i / perRow * n
      var low = 0, high = n
      while low < high {
        let middle = (low + high) / 2, y = list[start + middle]
        // nan belongs at the end, as in NumPy.
        let isBefore = right ? (y <= x || x.isNaN) : (y < x || x.isNaN && !y.isNaN)
        if isBefore { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return Tensor(found, values.shape)
  }
  static var samples: [OperationEntry.Sample] { [] }
}

/// The interval between boundaries that each number lies in.
struct Bucketize: Callable {
  static let signature = Signature(
    "bucketize", .init(.scalarOrTensor, "x"), .tensor("boundaries"),
    .init(.flag, "right", default: .flag(false)),
    family: "indexing", summary: "the number of the interval between boundaries that each element lies in",
    shapes: "any, [n] → any", example: "bucketize([0.5, 3.0], [1, 2, 3])", gives: "[0, 2]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    guard a.tensor(1).rank == 1 else {
      throw .rank(a.tensor(1).shape, wanted: "boundaries in a vector", operation: "bucketize")
    }
    return [try SearchSorted.positions(in: a.tensor(1), of: a.tensor(0), right: a.flag(2), "bucketize")]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
