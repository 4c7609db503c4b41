/// What stands behind the decimal point, with the sign of x.
struct Frac: Callable {
  static let signature = Signature.unary(
    "frac", "what stands behind the decimal point, with the sign of x", example: "frac([2.25, -2.25])",
    gives: "[ 0.2500, -0.2500]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x - apply(Trunc(), x.detached())]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}
