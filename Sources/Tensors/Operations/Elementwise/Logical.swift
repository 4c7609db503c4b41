/// `not`, element by element.
struct LogicalNot: ConstantOperation {
  static let signature = Signature.unary(
    "logical_not", "true where the element is 0 or false", example: "logical_not([true, false])",
    gives: "[false,  true]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Tensor.compare(.equal, inputs[0].detached(), Tensor.scalar(.int(0), .i64))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.tensor(0))] }
}

/// Whether each element is not a number.
struct IsNaN: ConstantOperation {
  static let signature = Signature.unary(
    "isnan", "true where the element is nan", example: "isnan([1.0, nan])", gives: "[false,  true]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Tensor.compare(.notEqual, inputs[0].detached(), inputs[0].detached())
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.tensor(0))] }
}

/// Whether each element is neither infinite nor nan.
struct IsFinite: ConstantOperation {
  static let signature = Signature.unary(
    "isfinite", "true where the element is neither nan nor infinite", example: "isfinite([1.0, inf])",
    gives: "[ true, false]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].detached().converted(to: inputs[0].dtype.isFloat ? inputs[0].dtype : .f64)
    // x − x is 0 for finite numbers and nan for all others.
    return try Tensor.compare(.equal, try x - x, Tensor.scalar(.float(0), x.dtype))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.tensor(0))] }
}

/// Whether each element is infinite.
struct IsInf: ConstantOperation {
  static let signature = Signature.unary(
    "isinf", "true where the element is infinite, of either sign", example: "isinf([1.0, -inf, nan])",
    gives: "[false,  true, false]  bool[3]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0].detached()
    return try Tensor.logicalOr(try x.isEqual(to: .infinity), try x.isEqual(to: -.infinity))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.tensor(0))] }
}

/// Whether each element is +∞.
struct IsPositiveInfinity: ConstantOperation {
  static let signature = Signature.unary(
    "isposinf", "true where the element is ∞", example: "isposinf([-inf, inf])",
    gives: "[false,  true]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try inputs[0].detached().isEqual(to: .infinity)
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.tensor(0))] }
}

/// Whether each element is −∞.
struct IsNegativeInfinity: ConstantOperation {
  static let signature = Signature.unary(
    "isneginf", "true where the element is −∞", example: "isneginf([-inf, inf])",
    gives: "[ true, false]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try inputs[0].detached().isEqual(to: -.infinity)
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.tensor(0))] }
}

/// `and` by name.
struct LogicalAnd: ConstantOperation {
  static let signature = Signature.binary(
    "logical_and", "true where both are", example: "logical_and([true, true], [true, false])",
    gives: "[ true, false]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], "logical_and")
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Tensor.logicalAnd(inputs[0].detached(), inputs[1].detached())
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Self(), a.tensor(0), a.tensor(1))]
  }
}

/// `or` by name.
struct LogicalOr: ConstantOperation {
  static let signature = Signature.binary(
    "logical_or", "true where either is", example: "logical_or([false, true], [false, false])",
    gives: "[false,  true]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], "logical_or")
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Tensor.logicalOr(inputs[0].detached(), inputs[1].detached())
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Self(), a.tensor(0), a.tensor(1))]
  }
}

/// True where one is and the other is not.
struct LogicalXor: ConstantOperation {
  static let signature = Signature.binary(
    "logical_xor", "true where one is and the other is not",
    example: "logical_xor([true, true], [true, false])", gives: "[false,  true]  bool[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], "logical_xor")
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Tensor.compare(
      .notEqual, inputs[0].detached().converted(to: .bool), inputs[1].detached().converted(to: .bool))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Self(), a.tensor(0), a.tensor(1))]
  }
}

extension Tensor {
  /// `bool`: where the element is this number. Integers are compared as floats.
  fileprivate func isEqual(to number: Double) throws(TensorError) -> Tensor {
    let x = try converted(to: dtype.isFloat ? dtype : .f64)
    return try Tensor.compare(.equal, x, Tensor.scalar(.float(number), x.dtype))
  }
}
