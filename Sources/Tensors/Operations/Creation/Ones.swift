/// A tensor of ones.
struct Ones: CreationOperation {
  static let signature = Signature.creation(
    "ones", [.shape, .dtype], "a tensor of ones", example: "ones((2,))", gives: "[1., 1.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.full(1, try a.shape(0), a.dtype(1) ?? a.context.defaultDType)]
  }
}

/// A tensor of ones with the shape of another.
struct OnesLike: CreationOperation {
  static let signature = Signature.creation(
    "ones_like", [.tensor("x"), .dtype], "a tensor of ones with the shape and dtype of another",
    shapes: "any → the same", example: "ones_like([1, 2])", gives: "[1, 1]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.full(1, a.tensor(0).shape, a.dtype(1) ?? a.tensor(0).dtype)]
  }
}
