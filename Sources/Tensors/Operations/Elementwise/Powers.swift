/// The power in double precision.
struct FloatPower: Callable {
  static let signature = Signature.binary(
    "float_power", "x to the power y, in f64", example: "float_power([2], -1)", gives: "[0.5000]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Power.of(a.tensor(0).converted(to: .f64), a.tensor(1).converted(to: .f64))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive), .tensor(Samples.other))] }
}

/// X times 2 to the power y.
struct LoadExponent: Callable {
  static let signature = Signature.binary(
    "ldexp", "x · 2ʸ", example: "ldexp([1.5], 3)", gives: "[12.]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.float(0) * apply(Exp2(), try a.float(1))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .tensor(Samples.other))] }
}

/// The cube root, of negative numbers too.
struct CubeRoot: Callable {
  static let signature = Signature.unary(
    "cbrt", "the cube root, of negative numbers too", example: "cbrt([-8.0, 27.0])",
    gives: "[-2.,  3.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), sign = try apply(Sign(), x.detached())
    let root = try Power.of(apply(Absolute(), x), Tensor.scalar(.float(1.0 / 3), x.dtype))
    // A third is no binary number: one step of Newton's method takes its error away.
    let value = root.detached(), size = try apply(Absolute(), x.detached())
    let square = try value * value
    let step = try (square * value - size) / (square * 3)
    let isUsable = try apply(IsFinite(), step)
    let error = try apply(Where(), isUsable, step, Tensor.scalar(.float(0), x.dtype))
    return [try sign * (root - error)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// Not below a limit.
struct ClampMin: Callable {
  static let signature = Signature(
    "clamp_min", .tensor("x"), .init(.scalarOrTensor, "min"), family: "elementwise",
    summary: "each element, or the limit where it is below", example: "clamp_min([-1.0, 2.0], 0)",
    gives: "[0., 2.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try Clamp.call(Arguments(values: [a.values[0], a.values[1], .none], context: a.context))
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(0.2))] }
}

/// Not above a limit.
struct ClampMax: Callable {
  static let signature = Signature(
    "clamp_max", .tensor("x"), .init(.scalarOrTensor, "max"), family: "elementwise",
    summary: "each element, or the limit where it is above", example: "clamp_max([-1.0, 2.0], 0)",
    gives: "[-1.,  0.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try Clamp.call(Arguments(values: [a.values[0], .none, a.values[1]], context: a.context))
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(0.2))] }
}
