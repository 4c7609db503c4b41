/// Slices added to those at positions along an axis.
struct IndexAdd: Callable {
  static let signature = Signature(
    "index_add", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .axis("axis", default: .int(0)),
    .init(.number, "alpha", default: .number(1)), torchOrder: ["x", "axis", "index", "values"],
    family: "indexing",
    summary: "x with alpha times values added to the slices at the index’s positions; positions may repeat",
    shapes: "[n, …], [k], [k, …] → [n, …]", example: "index_add(zeros(3), [1, 1], [2.0, 3.0])",
    gives: "[0., 5., 0.]  f64[3]", section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Slices(a, "index_add")
    let alpha = a.number(4)
    if s.x.dtype.isInteger, Int(exactly: alpha) == nil {
      throw .argument("alpha is \(alpha), and integers are added", operation: "index_add")
    }
    let factor = Tensor.scalar(Int(exactly: alpha).map { .int($0) } ?? .float(alpha), s.x.dtype)
    let scaled = alpha == 1 ? s.values : try Tensor.multiply(s.values, factor)
    let sums = try apply(IndexSum(axis: s.axis, positions: s.positions, size: s.x.shape.dims[s.axis]), scaled)
    return [try Tensor.add(s.x, sums).reshaped(a.tensor(0).shape)]
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
    "index_copy", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .axis("axis", default: .int(0)), torchOrder: ["x", "axis", "index", "values"], family: "indexing",
    summary:
      "x with values in place of the slices at the index’s positions; of equal positions the last counts",
    shapes: "[n, …], [k], [k, …] → [n, …]", example: "index_copy(zeros(3), [1], [2.0])",
    gives: "[0., 2., 0.]  f64[3]", section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Slices(a, "index_copy")
    return [try s.x.replacing(s.elements(), with: s.values).reshaped(a.tensor(0).shape)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([1], [1])), .tensor(Tensor([0.5, 0.7], [2, 1])), .int(1))]
  }
}

/// One number in the slices at positions along an axis.
struct IndexFill: Callable {
  static let signature = Signature(
    "index_fill", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "value"),
    .axis("axis", default: .int(0)), torchOrder: ["x", "axis", "index", "value"], family: "indexing",
    summary: "x with one number in the slices at the index’s positions",
    shapes: "[n, …], [k] → [n, …]", example: "index_fill([1, 2, 3], [0, 2], 9)", gives: "[9, 2, 9]  i64[3]",
    section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let given = a.tensor(0), value = a.tensor(2)
    guard value.count == 1 else { throw .notOneElement(value.shape) }
    let (axis, positions) = try a.slices(of: given, index: 1, axis: 3, "index_fill")
    let x = given.rank == 0 ? try given.reshaped([1]) : given
    var isFilled = [Bool](repeating: false, count: x.shape.dims[axis])
    for position in positions { isFilled[position] = true }
    let mask = Tensor(isFilled, Shape([isFilled.count] + [Int](repeating: 1, count: x.rank - 1 - axis)))
    let fitted = try value.reshaped([]).fitting(x.dtype, "index_fill")
    return [try apply(Where(), mask, fitted, x).reshaped(given.shape)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([1], [1])), .tensor(Tensor([0.5], [])), .int(1))]
  }
}

/// The arguments of an operation that changes slices: x, positions along an axis, and new slices.
private struct Slices {
  /// With at least one axis.
  let x: Tensor
  let values: Tensor
  let axis: Int
  let positions: [Int]

  init(_ a: Arguments, _ name: String) throws(TensorError) {
    let given = a.tensor(0)
    (axis, positions) = try a.slices(of: given, index: 1, axis: 3, name)
    x = given.rank == 0 ? try given.reshaped([1]) : given
    var wanted = x.shape
    wanted.dims[axis] = positions.count
    let values = try a.tensor(2).fitting(x.dtype, name)
    if values.rank == 0 {
      self.values = try values.expanded(to: wanted)
    } else {
      guard values.shape == wanted else {
        throw .mismatch(wanted, values.shape, wanted: "values of the slices’ shape", operation: name)
      }
      self.values = values
    }
  }

  /// Where the slices' elements are, row by row.
  func elements() -> [Int] {
    let blocks = Blocks(x.shape, axis)
    var elements: [Int] = []
    elements.reserveCapacity(values.count)
    for outer in 0..<blocks.outer {
      for position in positions {
        let start = (outer * blocks.size + position) * blocks.inner
        elements.append(contentsOf: start..<start + blocks.inner)
      }
    }
    return elements
  }
}

extension Tensor {
  /// Values on their way into a tensor of a dtype: any that loses nothing by kind, so no floats into integers.
  func fitting(_ dtype: DType, _ operation: String) throws(TensorError) -> Tensor {
    guard !self.dtype.isFloat || dtype.isFloat, self.dtype == .bool || dtype != .bool else {
      throw .dtypes(dtype, self.dtype, operation: operation)
    }
    return try converted(to: dtype)
  }
}
