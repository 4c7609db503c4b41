/// Tensors with the shape and dtype of another.
struct FullLike: CreationOperation {
  static let signature = Signature.creation(
    "full_like", [.tensor("x"), .init(.number, "value"), .dtype],
    "one number in the shape and dtype of another tensor",
    shapes: "any → the same", example: "full_like([1.0, 2.0], 7)", gives: "[7., 7.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.full(a.number(1), a.tensor(0).shape, a.dtype(2) ?? a.tensor(0).dtype)]
  }
}
struct Empty: CreationOperation {
  static let signature = Signature.creation(
    "empty", [.shape, .dtype], "a tensor to be filled; its elements are 0", example: "empty(2)",
    gives: "[0., 0.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.full(0, a.shape(0), a.dtype(1) ?? a.context.defaultDType)]
  }
}
struct EmptyLike: CreationOperation {
  static let signature = Signature.creation(
    "empty_like", [.tensor("x"), .dtype], "a tensor to be filled, like another; its elements are 0",
    shapes: "any → the same", example: "empty_like([1, 2])", gives: "[0, 0]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { try ZerosLike.call(a) }
}
struct RandLike: CreationOperation {
  static let signature = Signature.creation(
    "rand_like", [.tensor("x"), .dtype], family: "random",
    "random numbers from 0 to 1 in the shape of another tensor",
    shapes: "any → the same", example: "rand_like(zeros(2)).shape", gives: "(2,)", section: "2.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try Rand.call(Arguments(values: a.shapeAndDType, context: a.context))
  }
}
struct RandNormalLike: CreationOperation {
  static let signature = Signature.creation(
    "randn_like", [.tensor("x"), .dtype], family: "random",
    "standard normal numbers in the shape of another tensor",
    shapes: "any → the same", example: "randn_like(zeros(2)).shape", gives: "(2,)", section: "2.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try RandNormal.call(Arguments(values: a.shapeAndDType, context: a.context))
  }
}

extension Arguments {
  /// What `rand(shape, dtype)` takes, from a tensor to imitate and a dtype.
  fileprivate var shapeAndDType: [Argument] {
    let x = tensor(0)
    return [.ints(x.shape.dims), .dtype(dtype(1) ?? (x.dtype.isFloat ? x.dtype : context.defaultDType))]
  }
}
