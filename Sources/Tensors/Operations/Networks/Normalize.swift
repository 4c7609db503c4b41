/// Vectors of length 1: x / ‖x‖.
struct Normalize: Callable {
  static let signature = Signature(
    "normalize", .tensor("x"), .init(.number, "p", default: .number(2)), .axis("axis", default: .int(-1)),
    family: "networks",
    summary: "vectors along an axis divided by their p-norm", example: "normalize([3.0, 4.0])",
    gives: "[0.6000, 0.8000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let axis = try x.shape.axis(a.int(2), "normalize")
    let arguments = Arguments(
      values: [.tensor(x), .number(a.number(1)), .int(axis), .flag(true)], context: a.context)
    // As in PyTorch, no vector is taken to be shorter than 1e-12.
    return [try x / Tensor.maximum(try Norm.call(arguments)[0], Tensor.scalar(.float(1e-12), x.dtype))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .number(2), .int(1))] }
}
