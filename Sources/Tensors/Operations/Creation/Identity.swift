/// The identity matrix.
struct Identity: CreationOperation {
  static let signature = Signature.creation(
    "eye", [.init(.int, "n"), .dtype], "the identity matrix", shapes: "→ [n, n]", example: "eye(2)",
    gives: "[[1., 0.],\n [0., 1.]]  f64[2, 2]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    _ = try Shape([a.int(0), a.int(0)]).checked()
    return [try Tensor.identity(a.int(0), a.dtype(1) ?? a.context.defaultDType)]
  }
}
