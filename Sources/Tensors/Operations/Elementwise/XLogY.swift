/// X ln y, and 0 for x = 0 whatever y is: the convention of entropies.
struct XLogY: FloatPair {
  static let signature = Signature.binary(
    "xlogy", "x ln y, and 0 where x is 0", example: "xlogy([0.0, 2.0], [0.0, 1.0])",
    gives: "[0., 0.]  f64[2]",
    section: "4.2.1")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let (x, y) = (inputs[0].detached(), inputs[1].detached())
    return try x.times(apply(Log(), y), unlessNaN: y)
  }
  /// ∂/∂x = ln y (0 where x and ln y have no product), ∂/∂y = x / y
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * x.logarithm(Log(), of: y, unless: 0)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * x / y
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.positive)),
      .init(.tensor(Tensor([0.6], [])), .tensor(Samples.positive)),
    ]
  }
}

/// X ln(1 + y), and 0 for x = 0.
struct XLog1PY: FloatPair {
  static let signature = Signature.binary(
    "xlog1py", "x ln(1 + y), exact for small y, and 0 where x is 0", example: "xlog1py([0.0], [-1.0])",
    gives: "[0.]  f64[1]")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let (x, y) = (inputs[0].detached(), inputs[1].detached())
    return try x.times(apply(Log1p(), y), unlessNaN: y)
  }
  /// ∂/∂x = ln(1 + y) (0 for x = 0), ∂/∂y = x / (1 + y)
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * x.logarithm(Log1p(), of: y, unless: -1)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * x / (y + 1)
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.positive))]
  }
}

/// −x ln x, 0 at 0 and −∞ below: what an outcome of probability x adds to the entropy.
struct Entropy: Callable {
  static let signature = Signature.unary(
    "entr", "−x ln x, what an outcome of probability x adds to the entropy", example: "entr([0.0, 1.0])",
    gives: "[0., 0.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), zero = Tensor.scalar(.float(0), x.dtype)
    let isNegative = try Tensor.compare(.less, x.detached(), zero)
    let value =
      try 0 - XLogY.of(x, try apply(Where(), isNegative, Tensor.scalar(.float(1), x.dtype), x), a.context)
    return [try apply(Where(), isNegative, Tensor.scalar(.float(-.infinity), x.dtype), value)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.positive))] }
}

extension Tensor {
  /// The logarithm of y, but 0 where this is 0 and y no more than `edge`, from where there is no logarithm.
  fileprivate func logarithm(
    _ logarithm: some SingleOperation, of y: Tensor, unless edge: Double
  ) throws(TensorError) -> Tensor {
    let zero = Tensor.scalar(.float(0), y.dtype)
    let isZero = try Tensor.compare(.equal, detached(), zero)
    let isOutside = try Tensor.compare(.lessOrEqual, y.detached(), Tensor.scalar(.float(edge), y.dtype))
    return try apply(Where(), Tensor.logicalAnd(isZero, isOutside), zero, try apply(logarithm, y))
  }

  /// The product with a logarithm, 0 where this is 0 unless the logarithm's argument is nan.
  fileprivate func times(_ logarithm: Tensor, unlessNaN argument: Tensor) throws(TensorError) -> Tensor {
    let zero = Tensor.scalar(.float(0), dtype)
    let isZero = try Tensor.compare(.equal, self, zero)
    let isNumber = try Tensor.compare(.equal, argument, argument)
    return try apply(Where(), Tensor.logicalAnd(isZero, isNumber), zero, try self * logarithm)
  }
}
