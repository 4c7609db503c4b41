/// Scaled elu, whose outputs keep mean 0 and variance 1 (Klambauer et al. 2017).
struct Selu: Callable {
  static let signature = Signature.unary(
    "selu", family: "activations", "elu with the alpha and scale that keep mean 0 and variance 1",
    example: "selu([-1.0, 1.0])", gives: "[-1.1113,  1.0507]  f64[2]")
  private static let alpha = 1.6732632423543772848170429916717, scale = 1.0507009873554804934193349852946
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Elu.of(try a.float(0), alpha) * scale]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// Elu whose slope at 0 is 1 for every alpha (Barron 2017).
struct Celu: Callable {
  static let signature = Signature(
    "celu", .tensor("x"), .init(.number, "alpha", default: .number(1)), family: "activations",
    summary: "x where x > 0, alpha (exp(x/alpha) − 1) elsewhere", example: "celu([-1.0, 2.0])",
    gives: "[-0.6321,  2.0000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    guard a.number(1) != 0 else { throw .argument("alpha can't be 0", operation: "celu") }
    return [try Elu.of(try a.float(0) / a.number(1), 1) * a.number(1)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(1.3))] }
}

/// X tanh(softplus x) (Misra 2019).
struct Mish: Callable {
  static let signature = Signature.unary(
    "mish", family: "activations", "x tanh(softplus x)", example: "mish([1.0])", gives: "[0.8651]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x * apply(Tanh(), try apply(Softplus(), x))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// X / (1 + |x|).
struct SoftSign: Callable {
  static let signature = Signature.unary(
    "softsign", family: "activations", "x / (1 + |x|)", example: "softsign([1.0, -3.0])",
    gives: "[ 0.5000, -0.7500]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x / (apply(Absolute(), x) + 1)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// X − tanh x.
struct TanhShrink: Callable {
  static let signature = Signature.unary(
    "tanhshrink", family: "activations", "x − tanh x", example: "tanhshrink([1.0])", gives: "[0.2384]  f64[1]"
  )
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x - apply(Tanh(), x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// One half of an axis, let through by the sigmoid of the other (Dauphin et al. 2017).
struct GatedLinearUnit: Callable {
  static let signature = Signature(
    "glu", .tensor("x"), .axis("axis", default: .int(-1)), family: "activations",
    summary: "the first half of an axis times the sigmoid of the second", shapes: "[…, 2n] → […, n]",
    example: "glu([1.0, 0.0])", gives: "[0.5000]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "glu") }
    let axis = try x.shape.axis(a.int(1), "glu"), half = x.shape.dims[axis] / 2
    guard half * 2 == x.shape.dims[axis] else {
      throw .rank(x.shape, wanted: "an axis of even size", operation: "glu")
    }
    let halves = try x.pieces([half, half], axis: axis)
    return [try halves[0] * apply(Sigmoid(), halves[1])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(2))] }
}

/// Softmax of −x.
struct SoftMin: Callable {
  static let signature = Signature(
    "softmin", .tensor("x"), .axis("axis", default: .int(-1)), family: "activations",
    summary: "softmax of −x: the smallest element gets the most", example: "softmin([0.0, 0.0])",
    gives: "[0.5000, 0.5000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try apply(Softmax(axis: try x.shape.axis(a.int(1), "softmin")), try -x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}
