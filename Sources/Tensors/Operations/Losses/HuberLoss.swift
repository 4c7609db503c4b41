/// Squared for small differences, absolute for large ones (Huber 1964).
struct HuberLoss: Callable {
  static let signature: Signature = {
    var signature = Signature.loss(
      "huber_loss", "half the squared difference up to delta, and its tangent beyond",
      example: "huber_loss([0.0, 0.0], [1.0, 3.0])", gives: "1.5000  f64[]", section: "")
    signature.parameters.append(.init(.number, "delta", default: .number(1)))
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let size = try apply(Absolute(), try a.float(0) - a.float(1)), delta = a.number(3)
    let isNear = try Tensor.compare(.less, size.detached(), Tensor.scalar(.float(delta), size.dtype))
    let near = try size * size * 0.5, far = try (size - delta / 2) * delta
    return [try Losses.reduced(try apply(Where(), isNear, near, far), a.text(2), "huber_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .text("mean"), .number(0.5))]
  }
}
