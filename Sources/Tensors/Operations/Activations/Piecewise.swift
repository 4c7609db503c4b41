/// Activations that are put together from straight pieces: limits, thresholds and dead zones.
struct Relu6: Callable {
  static let signature = Signature.unary(
    "relu6", family: "activations", "x between 0 and 6", example: "relu6([-1.0, 3.0, 8.0])",
    gives: "[0., 3., 6.]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Clamp(low: 0, high: 6), a.tensor(0).dtype.isInteger ? a.tensor(0) : a.float(0))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// X between two limits.
struct HardTanh: Callable {
  static let signature = Signature(
    "hardtanh", .tensor("x"), .init(.number, "min", default: .number(-1)),
    .init(.number, "max", default: .number(1)),
    family: "activations", summary: "x between min and max", example: "hardtanh([-2.0, 0.5])",
    gives: "[-1.0000,  0.5000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try Clamp.call(a)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(-0.5), .number(0.5))] }
}

/// A sigmoid of three straight pieces.
struct HardSigmoid: Callable {
  static let signature = Signature.unary(
    "hardsigmoid", family: "activations", "x/6 + 1/2 between 0 and 1", example: "hardsigmoid([-4.0, 0.0])",
    gives: "[0.0000, 0.5000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try of(try a.float(0))] }
  static func of(_ x: Tensor) throws(TensorError) -> Tensor {
    try apply(Clamp(low: 0, high: 6), try x + 3) / 6
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// X times its hard sigmoid.
struct HardSwish: Callable {
  static let signature = Signature.unary(
    "hardswish", family: "activations", "x times its hardsigmoid (Howard et al. 2019)",
    example: "hardswish([-4.0, 3.0])", gives: "[-0.,  3.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x * HardSigmoid.of(x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// Small numbers made 0.
struct HardShrink: Callable {
  static let signature = Signature(
    "hardshrink", .tensor("x"), .init(.number, "lambda", default: .number(0.5)), family: "activations",
    summary: "x, but 0 between −lambda and lambda", example: "hardshrink([0.3, -0.7])",
    gives: "[ 0.0000, -0.7000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let size = try apply(Absolute(), x.detached())
    let isSmall = try Tensor.compare(.lessOrEqual, size, Tensor.scalar(.float(a.number(1)), x.dtype))
    return [try apply(Where(), isSmall, Tensor.scalar(.float(0), x.dtype), x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(0.4))] }
}

/// Numbers moved towards 0.
struct SoftShrink: Callable {
  static let signature = Signature(
    "softshrink", .tensor("x"), .init(.number, "lambda", default: .number(0.5)), family: "activations",
    summary: "x moved towards 0 by lambda, and 0 where it would pass it", example: "softshrink([0.3, -0.7])",
    gives: "[ 0.0000, -0.2000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), limit = a.number(1)
    let isSmall = try Tensor.compare(
      .lessOrEqual, apply(Absolute(), x.detached()), Tensor.scalar(.float(limit), x.dtype))
    let moved = try x - apply(Sign(), x.detached()) * limit
    return [try apply(Where(), isSmall, Tensor.scalar(.float(0), x.dtype), moved)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(0.4))] }
}

/// Numbers that stay below a threshold replaced.
struct Threshold: Callable {
  static let signature = Signature(
    "threshold", .tensor("x"), .init(.number, "threshold"), .init(.number, "value"), family: "activations",
    summary: "x where it is above a threshold, value elsewhere", example: "threshold([1.0, 3.0], 2, 0)",
    gives: "[0., 3.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let value = Tensor.scalar(.float(a.number(2)), x.dtype)
    // Asked this way round, nan is not replaced.
    let isBelow = try Tensor.compare(.lessOrEqual, x.detached(), Tensor.scalar(.float(a.number(1)), x.dtype))
    return [try apply(Where(), isBelow, value, x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(0.2), .number(0.1))] }
}

/// Relu with a slope of its own for negative numbers, which is learnt (He et al. 2015).
struct ParametricRelu: Callable {
  static let signature = Signature(
    "prelu", .tensor("x"), .tensor("weight"), family: "activations",
    summary: "x where x > 0, weight times x elsewhere; one weight, or one for each channel (axis 1)",
    shapes: "[n, c, …], [1] or [c] → [n, c, …]", example: "prelu([-2.0, 3.0], [0.5])",
    gives: "[-1.,  3.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    var weight = try a.float(1)
    if weight.count > 1 {
      guard x.rank >= 2, weight.shape == [x.shape.dims[1]] else {
        throw .mismatch(x.shape, weight.shape, wanted: "one weight for each channel", operation: "prelu")
      }
      weight = try weight.reshaped(Shape([weight.count] + [Int](repeating: 1, count: x.rank - 2)))
    } else if x.rank == 0 {
      weight = try weight.reshaped([])
    }
    let isPositive = try Tensor.compare(.greater, x.detached(), Tensor.scalar(.float(0), x.dtype))
    return [try apply(Where(), isPositive, x, try x * weight)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .tensor(Samples.row))] }
}
