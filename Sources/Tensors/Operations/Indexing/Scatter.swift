/// The adjoint of `gather`: values stored at an index's positions along an axis.
struct Scatter: Callable {
  static let signature = Signature(
    "scatter", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .axis("axis", default: .int(-1)), family: "indexing",
    summary: "x with values stored at the index’s positions along an axis",
    shapes: "x’s shape; values of the index’s shape, or one number",
    example: "scatter(zeros(3), [2, 0], [5.0, 7.0])", gives: "[7., 0., 5.]  f64[3]", section: "8.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Scattered(a, "scatter")
    return [try s.x.replacing(s.positions, with: s.values)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([2, 0], [2, 1])), .tensor(Tensor([0.5, 0.7], [2, 1])), .int(1))
    ]
  }
}

/// Values added at an index's positions along an axis; positions may repeat.
struct ScatterAdd: Callable {
  static let signature = Signature(
    "scatter_add", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .axis("axis", default: .int(-1)), family: "indexing",
    summary: "x with values added at the index’s positions along an axis; positions may repeat",
    shapes: "x’s shape; values of the index’s shape, or one number",
    example: "scatter_add(zeros(3), [2, 2], [5.0, 7.0])", gives: "[ 0.,  0., 12.]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Scattered(a, "scatter_add")
    return [try s.x + s.added()]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([2, 2], [1, 2])), .tensor(Tensor([0.5, 0.7], [1, 2])), .int(1))
    ]
  }
}

/// Values combined with what is at an index's positions along an axis.
struct ScatterReduce: Callable {
  static let signature = Signature(
    "scatter_reduce", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .init(.text, "reduce"), .axis("axis", default: .int(-1)),
    .init(.flag, "include_self", default: .flag(true)), family: "indexing",
    summary: "x combined with values at the index’s positions: sum, prod, mean, amax or amin",
    shapes: "x’s shape; values of the index’s shape, or one number",
    example: "scatter_reduce([1.0, 1.0], [0, 0], [2.0, 3.0], \"prod\")", gives: "[6., 1.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Scattered(a, "scatter_reduce")
    var groups = [[Int]](repeating: [], count: s.x.count)
    for (i, position) in s.positions.enumerated() { groups[position].append(i) }
    let flat = try s.values.reshaped([s.positions.count]), own = try s.x.reshaped([s.x.count])
    var results: [Tensor] = []
    for (i, group) in groups.enumerated() {
      let here = try own.indexed([.slice(from: i, to: i + 1, step: 1)])
      if group.isEmpty {
        results.append(here)
        continue
      }
      let given = try flat.taking(group, [group.count])
      let all = a.flag(5) ? try apply(Concatenate(axis: 0), [here, given])[0] : given
      results.append(try reduced(all, a.text(3)).reshaped([1]))
    }
    guard !results.isEmpty else { return [s.x] }
    return [try apply(Concatenate(axis: 0), results)[0].reshaped(s.x.shape)]
  }

  private static func reduced(_ x: Tensor, _ how: String) throws(TensorError) -> Tensor {
    switch how {
    case "sum": return try x.sum([0])
    case "mean": return try x.mean([0])
    case "prod": return try apply(Prod(axes: [0], keepsDimensions: false), x)
    case "amax": return try apply(Max(axes: [0], keepsDimensions: false), x)
    case "amin": return try apply(Min(axes: [0], keepsDimensions: false), x)
    default:
      throw .argument("reduce is sum, prod, mean, amax or amin, not \"\(how)\"", operation: "scatter_reduce")
    }
  }
  static var samples: [OperationEntry.Sample] {
    ["prod", "amax"].map {
      .init(
        .tensor(Samples.row), .tensor(Tensor([2, 2], [2])), .tensor(Tensor([0.5, 0.7], [2])), .text($0),
        .int(0),
        .flag(true))
    }
  }
}

/// The arguments that the scatter operations share, in one dtype, with the positions worked out.
struct Scattered {
  let x: Tensor
  let values: Tensor
  let positions: [Int]

  init(_ a: Arguments, _ name: String) throws(TensorError) {
    let given = a.tensor(0), index = try a.tensor(1).asPositions(), axisAt = name == "scatter_reduce" ? 4 : 3
    var values = a.tensor(2)
    if values.count == 1, values.rank == 0 { values = try values.expanded(to: index.shape) }
    guard index.rank == values.rank, zip(index.shape.dims, values.shape.dims).allSatisfy({ $0 <= $1 }) else {
      throw .mismatch(
        index.shape, values.shape, wanted: "values at least as large as the index", operation: name)
    }
    // As in PyTorch, values beyond the index's shape are not used.
    let part = index.shape.dims.map { Index.slice(from: 0, to: $0, step: 1) }
    if values.shape != index.shape { values = try values.indexed(part) }
    let dtype = DType.promote(given.dtype, values.dtype)
    x = try given.converted(to: dtype)
    self.values = try values.converted(to: dtype)
    positions = try given.shape.positions(of: index, axis: try given.shape.axis(a.int(axisAt), name), name)
  }

  init(x: Tensor, values: Tensor, positions: [Int]) {
    self.x = x
    self.values = values
    self.positions = positions
  }

  /// Zeros with the values added at their positions.
  func added() throws(TensorError) -> Tensor {
    let target = Tensor(positions, [positions.count])
    let flat = try values.reshaped([positions.count])
    guard flat.dtype.isFloat else {
      let sums = try apply(PutAdd(positions: target, target: x.shape), try flat.converted(to: .f64))
      return try sums.converted(to: x.dtype)
    }
    return try apply(PutAdd(positions: target, target: x.shape), flat)
  }
}
