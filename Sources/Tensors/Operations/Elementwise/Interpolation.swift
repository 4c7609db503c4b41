/// From x to y, by a weight.
struct Lerp: Callable {
  static let signature = Signature(
    "lerp", .init(.scalarOrTensor, "x"), .init(.scalarOrTensor, "y"), .init(.scalarOrTensor, "weight"),
    family: "elementwise", summary: "x + weight (y − x): the point between x and y",
    shapes: "all three broadcast", example: "lerp([0.0, 10.0], [1.0, 20.0], 0.25)",
    gives: "[ 0.2500, 12.5000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), difference = try a.float(1) - x, weight = try a.float(2)
    // From the nearer end, so that a weight of 1 gives y exactly.
    let isNear = try Tensor.compare(.less, weight.detached(), Tensor.scalar(.float(0.5), weight.dtype))
    let fromRight = try a.float(1) - difference * (1 - weight)
    return [try apply(Where(), isNear, try x + difference * weight, fromRight)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.other), .tensor(Tensor([0.25], []))),
      .init(.tensor(Samples.small), .tensor(Samples.row), .tensor(Samples.positive)),
    ]
  }
}

/// X + value · a · b.
struct AddProduct: Callable {
  static let signature = Signature(
    "addcmul", .tensor("x"), .tensor("a"), .tensor("b"), .init(.number, "value", default: .number(1)),
    family: "elementwise", summary: "x + value · a · b", shapes: "all three broadcast",
    example: "addcmul([1.0], [2.0], [3.0], value=0.5)", gives: "[4.]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.float(0) + a.float(1) * a.float(2) * a.number(3)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .tensor(Samples.row), .number(0.7))]
  }
}

/// X + value · a / b.
struct AddQuotient: Callable {
  static let signature = Signature(
    "addcdiv", .tensor("x"), .tensor("a"), .tensor("b"), .init(.number, "value", default: .number(1)),
    family: "elementwise", summary: "x + value · a / b", shapes: "all three broadcast",
    example: "addcdiv([1.0], [6.0], [3.0], value=0.5)", gives: "[2.]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.float(0) + a.float(1) / a.float(2) * a.number(3)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .tensor(Samples.row), .number(0.7))]
  }
}
