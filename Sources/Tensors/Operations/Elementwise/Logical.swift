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
