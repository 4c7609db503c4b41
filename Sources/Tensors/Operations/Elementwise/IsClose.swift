/// Whether pairs are equal but for rounding.
struct IsClose: Callable {
  static let signature = Signature.closeness(
    "isclose", "true where |x − y| ≤ atol + rtol |y|", example: "isclose([1.0, 2.0], [1.0 + 1e-9, 2.1])",
    gives: "[ true, false]  bool[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try of(a)] }
  static func of(_ a: Arguments) throws(TensorError) -> Tensor {
    let x = try a.tensor(0).detached().converted(to: .f64), y = try a.tensor(1).detached().converted(to: .f64)
    guard a.number(2) >= 0, a.number(3) >= 0 else {
      throw .argument("rtol and atol are not negative", operation: "isclose")
    }
    let distance = try apply(Absolute(), try x - y)
    let allowed = try apply(Absolute(), y) * a.number(2) + a.number(3)
    // Infinities are close only to themselves.
    let within = try Tensor.logicalAnd(
      try Tensor.compare(.lessOrEqual, distance, allowed), try apply(IsFinite(), y))
    var result = try Tensor.logicalOr(within, try Tensor.compare(.equal, x, y))
    if a.flag(4) {
      result = try Tensor.logicalOr(
        result, try Tensor.logicalAnd(try apply(IsNaN(), x), try apply(IsNaN(), y)))
    }
    return result
  }
  static var samples: [OperationEntry.Sample] { [] }
}

/// Whether all pairs are equal but for rounding.
struct AllClose: Callable {
  static let signature = Signature.closeness(
    "allclose", "true when |x − y| ≤ atol + rtol |y| for all pairs",
    example: "allclose([0.1 + 0.2], [0.3])", gives: "true  bool[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try IsClose.of(a).allTrue()] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// Whether two tensors have the same shape and the same elements.
struct EqualTensors: Callable {
  static let signature = Signature(
    "equal", .tensor("x"), .tensor("y"), aliases: ["array_equal"], family: "elementwise",
    summary: "true when shapes and all elements are the same", shapes: "any shapes → []",
    example: "equal([1, 2], [1.0, 2.0])", gives: "true  bool[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0).detached(), a.tensor(1).detached())
    guard x.shape == y.shape else { return [Tensor([false], [])] }
    return [try Tensor.compare(.equal, x, y).allTrue()]
  }
  static var samples: [OperationEntry.Sample] { [] }
}

extension Signature {
  fileprivate static func closeness(
    _ name: String, _ summary: String, example: String, gives: String
  ) -> Signature {
    Signature(
      name, .init(.scalarOrTensor, "x"), .init(.scalarOrTensor, "y"),
      .init(.number, "rtol", default: .number(1e-5)), .init(.number, "atol", default: .number(1e-8)),
      .init(.flag, "equal_nan", default: .flag(false)), family: "elementwise", summary: summary,
      shapes: "x and y broadcast", example: example, gives: gives)
  }
}

extension Tensor {
  /// `bool[]`: whether every element is true.
  fileprivate func allTrue() throws(TensorError) -> Tensor {
    let trues = try converted(to: .i64).sum(Array(0..<rank), keepingDimensions: false)
    return try Tensor.compare(.equal, trues, Tensor([count], []))
  }
}
