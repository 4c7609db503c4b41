/// A tensor of one number.
struct Full: CreationOperation {
  static let signature = Signature.creation(
    "full", [.shape, .init(.number, "value"), .dtype], "a tensor of one number", example: "full((2,), 7.5)",
    gives: "[7.5000, 7.5000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.full(a.number(1), try a.shape(0), a.dtype(2) ?? a.context.defaultDType)]
  }
}
