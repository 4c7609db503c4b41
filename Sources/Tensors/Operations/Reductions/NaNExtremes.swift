/// Extremes, spreads and quantiles of what is not nan.
struct NaNMax: Callable {
  static let signature = Signature.reduction(
    "nanmax", "the largest of the elements that are not nan", example: "nanmax([1.0, nan, 2.0])",
    gives: "2.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, axes) = try a.present(-Double.infinity, "nanmax")
    return [try apply(Max(axes: axes, keepsDimensions: a.flag(2)), x)]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

struct NaNMin: Callable {
  static let signature = Signature.reduction(
    "nanmin", "the smallest of the elements that are not nan", example: "nanmin([1.0, nan, 2.0])",
    gives: "1.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, axes) = try a.present(Double.infinity, "nanmin")
    return [try apply(Min(axes: axes, keepsDimensions: a.flag(2)), x)]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

struct NaNVariance: Callable {
  static let signature = Signature.reduction(
    "nanvar", more: [.init(.int, "ddof", default: .int(1))], "the variance of the elements that are not nan",
    example: "nanvar([1.0, nan, 3.0])", gives: "2.  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try variance(a, "nanvar")] }
  fileprivate static func variance(_ a: Arguments, _ name: String) throws(TensorError) -> Tensor {
    let x = try a.float(0), axes = try a.axes(1, of: x.shape, name)
    let isNumber = try Tensor.compare(.equal, x.detached(), x.detached())
    let zero = Tensor.scalar(.float(0), x.dtype), present = try apply(Where(), isNumber, x, zero)
    let count = try isNumber.converted(to: x.dtype).sum(axes, keepingDimensions: true)
    let mean = try present.sum(axes, keepingDimensions: true) / count
    let distance = try apply(Where(), isNumber, try present - mean, zero)
    let total = try (distance * distance).sum(axes, keepingDimensions: true)
    let result = try total / Tensor.maximum(count - Double(a.int(3)), zero)
    return try result.reshaped(x.shape.reduced(axes, keepingDimensions: a.flag(2)))
  }
  static var samples: [OperationEntry.Sample] { Variance.samples }
}

struct NaNStandardDeviation: Callable {
  static let signature = Signature.reduction(
    "nanstd", more: [.init(.int, "ddof", default: .int(1))],
    "the standard deviation of the elements that are not nan", example: "nanstd([1.0, nan, 3.0])",
    gives: "1.4142  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try NaNVariance.variance(a, "nanstd").deviation()]
  }
  static var samples: [OperationEntry.Sample] { Variance.samples }
}

struct NaNMedian: Callable {
  static let signature = Signature.reduction(
    "nanmedian", "the middle one of the elements that are not nan; of an even number the lower of the two",
    example: "nanmedian([1.0, nan, 2.0, 5.0])", gives: "2.  f64[]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), axes = try a.axes(1, of: x.shape, "nanmedian")
    return [try x.quantileOfNumbers(axes, a.flag(2), "nanmedian") { Double(($0 - 1) / 2) }]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

struct NaNQuantile: Callable {
  static let signature: Signature = {
    var signature = Signature.reduction(
      "nanquantile", "the value below which a share q of the elements that are not nan lies, interpolated",
      example: "nanquantile([1.0, nan, 2.0], 0.5)", gives: "1.5000  f64[]", section: "5.3.1")
    signature.parameters.insert(.init(.scalarOrTensor, "q"), at: 1)
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), axes = try a.axes(2, of: x.shape, "nanquantile")
    var found: [Tensor] = []
    for q in try a.shares(1, of: 1, "nanquantile") {
      found.append(try x.quantileOfNumbers(axes, a.flag(3), "nanquantile") { q * Double($0 - 1) })
    }
    return [try a.asAsked(1, found)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .number(0.3), .int(1), .flag(false))]
  }
}

extension Arguments {
  /// The first argument with a number in the place of nan, and the axes of the second.
  fileprivate func present(_ number: Double, _ name: String) throws(TensorError) -> (Tensor, [Int]) {
    let x = try float(0), isNumber = try Tensor.compare(.equal, x.detached(), x.detached())
    let axes = try axes(1, of: x.shape, name)
    // Where there is nothing but nan, nan stays.
    let counts = try isNumber.converted(to: .i64).sum(axes, keepingDimensions: true)
    let isEmpty = try Tensor.compare(.equal, counts, Tensor.scalar(.int(0), .i64))
    let keeps = try Tensor.logicalOr(isNumber, isEmpty.expanded(to: x.shape))
    return (try apply(Where(), keeps, x, Tensor.scalar(.float(number), x.dtype)), axes)
  }
}

extension Tensor {
  /// A quantile of each lane's numbers at a position that depends on how many there are: sorted, nan stands last.
  fileprivate func quantileOfNumbers(
    _ axes: [Int], _ keepsDimensions: Bool, _ name: String, at position: (Int) -> Double
  ) throws(TensorError) -> Tensor {
    let kept = (0..<rank).filter { !axes.contains($0) }, size = shape.size(of: axes)
    if size == 0 { throw .emptyReduction(name, shape) }
    let lanes = try permuted(kept + axes).reshaped([count / size, size])
    let sorted = try lanes.sorted(axis: 1, descending: false)
    let values = sorted.detached().doubles()
    var below: [Int] = [], above: [Int] = [], shares: [Double] = []
    for lane in 0..<count / size {
      let numbers = (0..<size).count { !values[lane * size + $0].isNaN }
      let place = numbers > 0 ? Swift.max(0, position(numbers)) : 0
      let low = Int(place)
      below.append(lane * size + low)
      above.append(lane * size + Swift.min(low + 1, Swift.max(numbers, 1) - 1))
      shares.append(place - Double(low))
    }
    let outer: Shape = [below.count]
    let low = try sorted.taking(below, outer)
    var result = low
    // At an element itself its neighbour, which may be infinite, has no say.
    if shares.contains(where: { $0 != 0 }) {
      let share = try Tensor(shares, outer).converted(to: dtype)
      let isWhole = try Tensor.compare(.equal, share, Tensor.scalar(.float(0), dtype))
      let between = try low + (sorted.taking(above, outer) - low) * share
      result = try apply(Where(), isWhole, low, between)
    }
    return try result.reshaped(shape.reduced(axes, keepingDimensions: keepsDimensions))
  }
}
