/// A tensor of zeros.
struct Zeros: CreationOperation {
  static let signature = Signature.creation(
    "zeros", [.shape, .dtype], "a tensor of zeros", example: "zeros((2,))", gives: "[0., 0.]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.full(0, try a.shape(0), a.dtype(1) ?? a.context.defaultDType)]
  }
}

/// A tensor of zeros with the shape of another.
struct ZerosLike: CreationOperation {
  static let signature = Signature.creation(
    "zeros_like", [.tensor("x"), .dtype], "a tensor of zeros with the shape and dtype of another",
    shapes: "any → the same", example: "zeros_like([1, 2])", gives: "[0, 0]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.full(0, a.tensor(0).shape, a.dtype(1) ?? a.tensor(0).dtype)]
  }
}
