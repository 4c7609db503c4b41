/// A layer of products of two inputs.
struct BilinearLayer: Callable {
  static let signature = Signature(
    "bilinear", .tensor("x1"), .tensor("x2"), .tensor("weight"),
    .init(.optionalTensor, "bias", default: Argument.none),
    family: "networks", summary: "x1ᵀ Wₖ x2 + bₖ for each output k",
    shapes: "[…, n], […, m], [k, n, m], [k] → […, k]",
    example: "bilinear([1.0, 2.0], [3.0], [[[1.0], [1.0]]])", gives: "[9.]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y, weight) = (try a.float(0), try a.float(1), a.tensor(2))
    guard weight.rank == 3, x.rank > 0, y.rank == x.rank, x.shape.dims.last == weight.shape.dims[1],
      y.shape.dims.last == weight.shape.dims[2], x.shape.dims.dropLast() == y.shape.dims.dropLast()
    else {
      throw .mismatch(
        x.shape, weight.shape, wanted: "[…, n], […, m] and a weight [k, n, m]", operation: "bilinear")
    }
    let (k, n, m) = (weight.shape.dims[0], weight.shape.dims[1], weight.shape.dims[2])
    let rows = x.shape.dims.dropLast().reduce(1, *), outer = Array(x.shape.dims.dropLast())
    // [rows, n] @ [n, k·m] → [rows, k, m], times x2, summed over m.
    let flat = try weight.permuted([1, 0, 2]).reshaped([n, k * m])
    let left = try Tensor.matmul(x.reshaped([rows, n]), flat).reshaped([rows, k, m])
    var result = try (left * y.reshaped([rows, 1, m])).sum([2]).reshaped(Shape(outer + [k]))
    if let bias = a.optionalTensor(3) { result = try result + bias }
    return [result]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([0.4, -0.7, 0.2, 0.9], [2, 2])),
        .tensor(Tensor(Samples.cube.doubles(), [2, 3, 2])), .tensor(Tensor([0.3, -0.2], [2])))
    ]
  }
}

/// The distance between pairs of vectors.
struct PairwiseDistance: Callable {
  static let signature = Signature(
    "pairwise_distance", .tensor("x1"), .tensor("x2"), .init(.number, "p", default: .number(2)),
    .init(.number, "eps", default: .number(1e-6)), .init(.flag, "keepdims", default: .flag(false)),
    family: "networks",
    summary: "the p-norm of x1 − x2 + eps along the last axis", shapes: "[…, n], […, n] → […]",
    example: "pairwise_distance([0.0, 0.0], [3.0, 4.0], eps=0)", gives: "5.  f64[]", section: "2.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let difference = try a.float(0) - a.float(1) + a.number(3)
    guard difference.rank > 0 else {
      throw .rank(difference.shape, wanted: "vectors", operation: "pairwise_distance")
    }
    return [try difference.norm(a.number(2), [difference.rank - 1], keepingDimensions: a.flag(4))]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .number(2), .number(1e-6), .flag(false))]
  }
}

/// Sums or means of rows of a table: one for each bag of numbers (Bojanowski et al. 2017).
struct EmbeddingBag: Callable {
  static let signature = Signature(
    "embedding_bag", .tensor("index"), .tensor("table"),
    .init(.optionalTensor, "offsets", default: Argument.none),
    .init(.text, "mode", default: .text("mean")), family: "networks",
    summary:
      "the mean, sum or largest of the rows in each bag: a row of index, or what lies between two offsets",
    shapes: "[b, k] or [n] with [b], [r, d] → [b, d]", example: "embedding_bag([[0, 1]], [[1.0], [3.0]])",
    gives: "[[2.]]  f64[1, 1]", section: "10.7")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let name = "embedding_bag", index = try a.tensor(0).asPositions(), table = try a.float(1)
    guard table.rank == 2 else { throw .rank(table.shape, wanted: "a table [n, d]", operation: name) }
    var starts: [Int]
    if index.rank == 2 {
      starts = (0..<index.shape.dims[0]).map { $0 * index.shape.dims[1] }
    } else {
      guard index.rank == 1, let offsets = a.optionalTensor(2), offsets.rank == 1 else {
        throw .rank(index.shape, wanted: "bags [b, k], or a vector with offsets", operation: name)
      }
      starts = try offsets.asPositions().ints()
      guard starts.first ?? 0 == 0, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
        (starts.last ?? 0) <= index.count
      else { throw .argument("offsets start at 0, increase and end inside of the index", operation: name) }
    }
    let positions = try index.positions(inside: table.shape.dims[0], axis: 0, table.shape)
    let rows = try table.selected(positions, axis: 0)
    var bags: [Tensor] = []
    for (start, end) in zip(starts, starts.dropFirst() + [index.count]) {
      let bag = try rows.part(0, from: start, to: end)
      switch a.text(3) {
      case _ where start == end: bags.append(try Tensor.full(0, [table.shape.dims[1]], table.dtype))
      case "sum": bags.append(try bag.sum([0]))
      case "mean": bags.append(try bag.mean([0]))
      case "max": bags.append(try apply(Max(axes: [0], keepsDimensions: false), bag))
      default: throw .argument("mode is \"mean\", \"sum\" or \"max\", not \"\(a.text(3))\"", operation: name)
      }
    }
    if bags.isEmpty { return [try Tensor.full(0, [0, table.shape.dims[1]], table.dtype)] }
    return [try Tensor.stacked(bags, axis: 0)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor([0, 2, 1, 1], [2, 2])), .tensor(Samples.square), .none, .text("mean"))]
  }
}
