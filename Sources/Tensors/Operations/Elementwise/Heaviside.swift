/// 0 for negative x, 1 for positive x, a value of its own at 0.
struct Heaviside: Callable {
  static let signature = Signature(
    "heaviside", .init(.scalarOrTensor, "x"), .init(.scalarOrTensor, "at_zero"), family: "elementwise",
    summary: "0 for negative x, 1 for positive x, at_zero for 0", shapes: "x and at_zero broadcast",
    example: "heaviside([-2.0, 0.0, 3.0], 0.5)", gives: "[0.0000, 0.5000, 1.0000]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let common = Tensor.commonDType(try a.float(0), try a.float(1))
    let x = try a.float(0).detached().converted(to: common)
    let atZero = try a.float(1).detached().converted(to: common)
    let zero = Tensor.scalar(.float(0), x.dtype)
    let step = try Tensor.compare(.greater, x, zero).converted(to: x.dtype)
    let chosen = try apply(Where(), Tensor.compare(.equal, x, zero), atZero, step)
    return [try apply(Where(), apply(IsNaN(), x), x, chosen)]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
