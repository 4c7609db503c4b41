/// Squared for differences below beta, absolute beyond (Girshick 2015): Huber's loss divided by beta.
struct SmoothL1Loss: Callable {
  static let signature: Signature = {
    var signature = Signature.loss(
      "smooth_l1_loss", "d²/(2 beta) for differences below beta, |d| − beta/2 beyond",
      example: "smooth_l1_loss([0.0, 0.0], [1.0, 3.0])", gives: "1.5000  f64[]", section: "")
    signature.parameters.append(.init(.number, "beta", default: .number(1)))
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let size = try apply(Absolute(), try a.float(0) - a.float(1)), beta = a.number(3)
    guard beta >= 0 else {
      throw .argument("beta is \(beta), and can't be negative", operation: "smooth_l1_loss")
    }
    if beta == 0 { return [try Losses.reduced(size, a.text(2), "smooth_l1_loss")] }
    let isNear = try Tensor.compare(.less, size.detached(), Tensor.scalar(.float(beta), size.dtype))
    let near = try size * size * (0.5 / beta), far = try size - beta / 2
    return [try Losses.reduced(try apply(Where(), isNear, near, far), a.text(2), "smooth_l1_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .text("mean"), .number(0.5))]
  }
}
