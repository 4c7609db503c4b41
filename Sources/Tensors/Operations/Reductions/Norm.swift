/// The p-norm over axes: (Σ|x|ᵖ)^(1/p).
struct Norm: Callable {
  static let signature: Signature = {
    var signature = Signature.reduction(
      "norm", "length of a vector: the p-norm, Euclidean by default; p=inf the largest absolute value",
      example: "norm([3.0, 4.0])", gives: "5.  f64[]", section: "2.1.4")
    signature.parameters.insert(.init(.number, "p", default: .number(2)), at: 1)
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let axes = try a.axes(2, of: x.shape, "norm"), keeps = a.flag(3), p = a.number(1)
    let size = try apply(Absolute(), x)
    if p == .infinity { return [try apply(Max(axes: axes, keepsDimensions: keeps), size)] }
    if p == 1 { return [try size.sum(axes, keepingDimensions: keeps)] }
    if p == 2 { return [try apply(Sqrt(), try (x * x).sum(axes, keepingDimensions: keeps))] }
    guard p > 0 else { throw .argument("p must be positive, and is \(p)", operation: "norm") }
    let total = try Power.of(size, Tensor.scalar(.float(p), x.dtype)).sum(axes, keepingDimensions: keeps)
    return [try Power.of(total, Tensor.scalar(.float(1 / p), x.dtype))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .number(2), .int(1), .flag(false)),
      .init(.tensor(Samples.cube), .number(3), .none, .flag(false)),
    ]
  }
}
