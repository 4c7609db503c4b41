/// Mean absolute error.
struct MeanAbsoluteError: Callable {
  static let signature = Signature.loss(
    "l1_loss", "mean of the absolute differences", example: "l1_loss([1.0, 2.0], [1.0, 4.0])",
    gives: "1.  f64[]",
    section: "3.1.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Losses.reduced(try apply(Absolute(), try a.float(0) - a.float(1)), a.text(2), "l1_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .text("sum"))]
  }
}
