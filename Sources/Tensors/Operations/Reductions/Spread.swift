/// The smallest and the largest element.
struct AMinMax: Callable {
  static let signature = Signature.reduction(
    "aminmax", "the smallest and the largest element", example: "aminmax([3, 1, 2])[1]", gives: "3  i64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), axes = try a.axes(1, of: x.shape, "aminmax"), keeps = a.flag(2)
    return [
      try apply(Min(axes: axes, keepsDimensions: keeps), x),
      try apply(Max(axes: axes, keepsDimensions: keeps), x),
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(1), .flag(false), output: 1)]
  }
}

/// From the smallest to the largest element.
struct PeakToPeak: Callable {
  static let signature = Signature.reduction(
    "ptp", "the range: the largest element less the smallest", example: "ptp([3, 1, 7])", gives: "6  i64[]",
    section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let both = try AMinMax.call(a)
    return [try Tensor.subtract(both[1], both[0])]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

/// The weighted mean.
struct Average: Callable {
  static let signature = Signature(
    "average", .tensor("x"), .init(.axes, "axis", default: Argument.none),
    .init(.optionalTensor, "weights", default: Argument.none), family: "reductions",
    summary: "the mean, each element counting as much as its weight says",
    shapes: "all axes → [], axis=k → without it",
    example: "average([1.0, 5.0], weights=[3, 1])", gives: "2.  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), axes = try a.axes(1, of: x.shape, "average")
    guard var weights = a.optionalTensor(2) else { return [try x.mean(axes)] }
    if weights.shape != x.shape {
      guard weights.rank == 1, axes.count == 1, weights.count == x.shape.dims[axes[0]] else {
        throw .mismatch(x.shape, weights.shape, wanted: "one weight for each element", operation: "average")
      }
      weights = try weights.reshaped(
        Shape([weights.count] + [Int](repeating: 1, count: x.rank - 1 - axes[0])))
    }
    let wide = try weights.converted(to: x.dtype).expanded(to: x.shape)
    return [try (x * wide).sum(axes) / wide.sum(axes)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .none, .none),
      .init(.tensor(Samples.small), .int(1), .tensor(Samples.positive)),
      .init(.tensor(Samples.small), .int(1), .tensor(Tensor([1, 2, 0.5], [3]))),
    ]
  }
}

/// Quantiles in hundredths.
struct Percentile: Callable {
  static let signature: Signature = {
    var signature = Signature.reduction(
      "percentile", "the value below which q hundredths of the elements lie, interpolated",
      example: "percentile([1, 2, 3, 4], 50)", gives: "2.5000  f64[]", section: "5.3.1")
    signature.parameters.insert(.init(.scalarOrTensor, "q"), at: 1)
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), shares = try a.shares(1, of: 100, "percentile")
    let axes = try a.axes(2, of: x.shape, "percentile")
    let found = try x.quantiles(shares, axes, keepingDimensions: a.flag(3), "percentile")
    return [try a.asAsked(1, found)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .number(30), .int(1), .flag(false))]
  }
}

/// The most frequent element.
struct Mode: Callable {
  static let signature = Signature(
    "mode", .tensor("x"), .axis("axis", default: .int(-1)), .init(.flag, "keepdims", default: .flag(false)),
    family: "reductions",
    summary: "the most frequent element along an axis, the smallest of several, and the last position of it",
    shapes: "[…, n] → […], […]", example: "mode([3, 1, 3, 2])[0]", gives: "3  i64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank > 0 else { return [x, Tensor([0], [])] }
    let axis = try x.shape.axis(a.int(1), "mode"), size = x.shape.dims[axis]
    if size == 0 { throw .emptyReduction("mode", x.shape) }
    let order = try x.detached().sortingPositions(axis: axis, descending: false)
    let last = [Int](0..<x.rank).filter { $0 != axis } + [axis]
    let sorted = try x.detached().gathered(order, axis: axis, "mode").permuted(last).doubles()
    let places = try order.permuted(last).contiguous().ints()
    var chosen: [Int] = []
    for lane in 0..<x.count / size {
      var best = 0, longest = 0, start = 0
      for i in 1...size where i == size || sorted[lane * size + i] != sorted[lane * size + start] {
        if i - start > longest { (best, longest) = (i - 1, i - start) }
        start = i
      }
      chosen.append(places[lane * size + best])
    }
    let index = Tensor(chosen, x.shape.reduced([axis], keepingDimensions: true))
    let shape = x.shape.reduced([axis], keepingDimensions: a.flag(2))
    return [try x.gathered(index, axis: axis, "mode").reshaped(shape), try index.reshaped(shape)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), .flag(false))] }
}

/// The elements in order along the first axis.
struct FirstAxisSort: Callable {
  static let signature = Signature(
    "msort", .tensor("x"), family: "reductions", summary: "the elements in order along the first axis",
    example: "msort([3, 1, 2])", gives: "[1, 2, 3]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return [x.rank == 0 ? x : try x.sorted(axis: 0, descending: false)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube))] }
}

/// The distance of two tensors.
struct Distance: Callable {
  static let signature = Signature(
    "dist", .tensor("x"), .tensor("y"), .init(.number, "p", default: .number(2)), family: "reductions",
    summary: "the p-norm of x − y", shapes: "x and y broadcast → []", example: "dist([0.0, 0.0], [3.0, 4.0])",
    gives: "5.  f64[]", section: "2.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let difference = try a.float(0) - a.float(1)
    return [try difference.norm(a.number(2), Array(0..<difference.rank), keepingDimensions: false)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.row), .number(2)),
      .init(.tensor(Samples.small), .tensor(Samples.other), .number(3)),
    ]
  }
}
