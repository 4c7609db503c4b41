/// A tensor of one number.
struct Full: CreationOperation {
  static let signature = Signature.creation(
    "full", [.init(.ints, "shape"), .init(.scalarOrTensor, "value"), .dtype], "a tensor of one number",
    example: "full((2,), 7.5)",
    gives: "[7.5000, 7.5000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let value = a.tensor(1)
    guard value.count == 1 else { throw .notOneElement(value.shape) }
    let dtype = a.dtype(2) ?? (value.dtype.isFloat ? a.context.defaultDType : value.dtype)
    return [try value.converted(to: dtype).reshaped([]).expanded(to: try a.shape(0)).contiguous()]
  }
}
