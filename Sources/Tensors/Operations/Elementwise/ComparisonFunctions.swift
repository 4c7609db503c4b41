/// A comparison by name, for pipes and for functions that take one.
protocol ComparisonFunction: ConstantOperation {
  static var comparison: Tensor.Comparison { get }
  init()
}

extension ComparisonFunction {
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], Self.signature.name)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Tensor.compare(Self.comparison, inputs[0].detached(), inputs[1].detached())
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Self(), a.tensor(0), a.tensor(1))]
  }
}

struct Equal: ComparisonFunction {
  static let comparison = Tensor.Comparison.equal
  static let signature = Signature.binary(
    "eq", "element by element: the operator `==`", example: "eq([1, 2], 2)", gives: "[false,  true]  bool[2]")
}

struct NotEqual: ComparisonFunction {
  static let comparison = Tensor.Comparison.notEqual
  static let signature = Signature.binary(
    "ne", aliases: ["not_equal"], "element by element: the operator `!=`", example: "ne([1, 2], 2)",
    gives: "[ true, false]  bool[2]")
}

struct Less: ComparisonFunction {
  static let comparison = Tensor.Comparison.less
  static let signature = Signature.binary(
    "lt", aliases: ["less"], "element by element: the operator `<`", example: "lt([1, 2], 2)",
    gives: "[ true, false]  bool[2]")
}

struct LessOrEqual: ComparisonFunction {
  static let comparison = Tensor.Comparison.lessOrEqual
  static let signature = Signature.binary(
    "le", aliases: ["less_equal"], "element by element: the operator `<=`", example: "le([1, 3], 2)",
    gives: "[ true, false]  bool[2]")
}

struct Greater: ComparisonFunction {
  static let comparison = Tensor.Comparison.greater
  static let signature = Signature.binary(
    "gt", aliases: ["greater"], "element by element: the operator `>`", example: "gt([1, 3], 2)",
    gives: "[false,  true]  bool[2]")
}

struct GreaterOrEqual: ComparisonFunction {
  static let comparison = Tensor.Comparison.greaterOrEqual
  static let signature = Signature.binary(
    "ge", aliases: ["greater_equal"], "element by element: the operator `>=`", example: "ge([1, 2], 2)",
    gives: "[false,  true]  bool[2]")
}
