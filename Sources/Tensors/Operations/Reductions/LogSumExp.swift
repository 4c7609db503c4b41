/// ln Σ eˣ over axes, safe for large x: the largest element is taken out first.
struct LogSumExp: Callable {
  static let signature = Signature.reduction(
    "logsumexp", "ln Σ eˣ, safe for large x", example: "logsumexp([0.0, 0.0])", gives: "0.6931  f64[]",
    section: "8.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let axes = try a.axes(1, of: x.shape, "logsumexp")
    // The sum of nothing is 0, and its logarithm −∞.
    let top =
      x.shape.size(of: axes) == 0
      ? try Tensor.full(0, x.shape.reduced(axes, keepingDimensions: true), x.dtype)
      : try apply(Max(axes: axes, keepsDimensions: true), x.detached())
    // An infinite largest element must not become inf − inf.
    let shift = try apply(Where(), apply(IsFinite(), top), top, Tensor.scalar(.float(0), x.dtype))
    let total = try apply(Exp(), try x - shift).sum(axes, keepingDimensions: true)
    let result = try apply(Log(), total) + shift
    return [a.flag(2) ? result : try result.reshaped(x.shape.reduced(axes, keepingDimensions: false))]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}
