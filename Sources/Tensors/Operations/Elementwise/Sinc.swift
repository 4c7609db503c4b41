/// Sin(πx) / (πx), and 1 at 0.
struct Sinc: Callable {
  static let signature = Signature.unary(
    "sinc", "sin(πx) / (πx), and 1 at 0", example: "sinc([0.0, 0.5])", gives: "[1.0000, 0.6366]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let isZero = try Tensor.compare(.equal, x.detached(), Tensor.scalar(.float(0), x.dtype))
    let safe = try apply(Where(), isZero, Tensor.scalar(.float(1), x.dtype), x) * Double.pi
    return [try apply(Where(), isZero, Tensor.scalar(.float(1), x.dtype), try apply(Sin(), safe) / safe)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}
