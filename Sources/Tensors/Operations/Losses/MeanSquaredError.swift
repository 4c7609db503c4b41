/// Mean squared error.
struct MeanSquaredError: Callable {
  static let signature = Signature.loss(
    "mse_loss", "mean of the squared differences", example: "mse_loss([1.0, 2.0], [1.0, 4.0])",
    gives: "2.  f64[]",
    section: "3.1.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let difference = try a.float(0) - a.float(1)
    return [try Losses.reduced(try difference * difference, a.text(2), "mse_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .text("mean"))]
  }
}
