/// The area below a curve, by trapezoids.
struct Trapezoid: Callable {
  static let signature = Signature.integral(
    "trapezoid", aliases: ["trapz"], "the area below a curve through the elements, by trapezoids", "[n] → []",
    example: "trapezoid([1.0, 2.0, 3.0])", gives: "4.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (slices, axis) = try Signature.slices(a, "trapezoid")
    return [try slices.sum([axis])]
  }
  static var samples: [OperationEntry.Sample] { Samples.integrals }
}

/// The area up to each point.
struct CumulativeTrapezoid: Callable {
  static let signature = Signature.integral(
    "cumulative_trapezoid", "the area below a curve up to each point after the first, by trapezoids",
    "[n] → [n − 1]",
    example: "cumulative_trapezoid([1.0, 2.0, 3.0])", gives: "[1.5000, 4.0000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (slices, axis) = try Signature.slices(a, "cumulative_trapezoid")
    return try CumulativeSum.call(Arguments(values: [.tensor(slices), .int(axis)], context: a.context))
  }
  static var samples: [OperationEntry.Sample] { Samples.integrals }
}

extension Samples {
  fileprivate static var integrals: [OperationEntry.Sample] {
    [
      .init(.tensor(small), .none, .number(0.5), .int(-1)),
      .init(.tensor(small), .tensor(Tensor([0.1, 0.4, 1.2], [3])), .number(1), .int(1)),
    ]
  }
}

extension Signature {
  fileprivate static func integral(
    _ name: String, aliases: [String] = [], _ summary: String, _ shapes: String, example: String,
    gives: String
  ) -> Signature {
    Signature(
      name, .tensor("y"), .init(.optionalTensor, "x", default: Argument.none),
      .init(.number, "dx", default: .number(1)), .axis("axis", default: .int(-1)), aliases: aliases,
      family: "reductions", summary: summary + "; x says where they lie, dx how far apart", shapes: shapes,
      example: example, gives: gives, section: "2.3")
  }

  /// The areas between neighbours, and the axis that they lie along.
  fileprivate static func slices(_ a: Arguments, _ name: String) throws(TensorError) -> (Tensor, Int) {
    let y = try a.float(0)
    guard y.rank > 0 else { throw .rank(y.shape, wanted: "at least one axis", operation: name) }
    let axis = try y.shape.axis(a.int(3), name), size = y.shape.dims[axis]
    let (later, earlier) = (try y.part(axis, from: 1), try y.part(axis, to: Swift.max(size - 1, 0)))
    let height = try (later + earlier) * 0.5
    guard let given = a.optionalTensor(1) else { return (try height * a.number(2), axis) }
    var x = try given.converted(to: y.dtype)
    if x.rank == 1, y.rank > 1, x.count == size {
      x = try x.reshaped(Shape([size] + [Int](repeating: 1, count: y.rank - 1 - axis)))
    }
    guard x.rank >= y.rank - axis, x.shape.dims[x.rank - (y.rank - axis)] == size else {
      throw .mismatch(y.shape, given.shape, wanted: "one x for each y", operation: name)
    }
    let place = x.rank - (y.rank - axis)
    let width = try x.part(place, from: 1) - x.part(place, to: Swift.max(size - 1, 0))
    let product = try height * width
    return (product, product.rank - (y.rank - axis))
  }
}

extension Tensor {
  /// A part of one axis.
  func part(_ axis: Int, from start: Int? = nil, to end: Int? = nil) throws(TensorError) -> Tensor {
    try indexed(
      [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis) + [
        .slice(from: start, to: end, step: 1)
      ])
  }
}

/// The slope of a curve through the elements.
struct NumericalGradient: Callable {
  static let signature = Signature(
    "gradient", .tensor("y"), .init(.number, "spacing", default: .number(1)),
    .axis("axis", default: .int(-1)),
    family: "reductions",
    summary: "the slope along an axis: central differences inside, one-sided ones at both ends",
    shapes: "[…, n] → […, n], n at least 2", example: "gradient([1.0, 4.0, 9.0])",
    gives: "[3., 4., 5.]  f64[3]", section: "2.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let y = try a.float(0)
    guard y.rank > 0 else { throw .rank(y.shape, wanted: "at least one axis", operation: "gradient") }
    let axis = try y.shape.axis(a.int(2), "gradient"), size = y.shape.dims[axis]
    guard size >= 2 else {
      throw .rank(y.shape, wanted: "at least 2 elements along axis \(axis)", operation: "gradient")
    }
    let steps = try y.part(axis, from: 1) - y.part(axis, to: size - 1)
    let inner = try (steps.part(axis, from: 1) + steps.part(axis, to: size - 2)) * 0.5
    let all = [try steps.part(axis, to: 1), inner, try steps.part(axis, from: size - 2)]
    return [try apply(Concatenate(axis: axis), all)[0] / a.number(1)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .number(0.5), .int(1))] }
}
