/// Distribution function of the standard normal distribution.
struct NormalProbability: Callable {
  static let signature = Signature.unary(
    "ndtr", "the probability that a standard normal number is below x", example: "ndtr([0.0, 1.96])",
    gives: "[0.5000, 0.9750]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    // The complement keeps its digits in the left tail, where 1 + erf has none.
    [try apply(Erfc(), try a.float(0) * -0.5.squareRoot()) * 0.5]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// Its inverse.
struct NormalQuantile: Callable {
  static let signature = Signature.unary(
    "ndtri", "the number below which a standard normal one is with probability p", example: "ndtri([0.975])",
    gives: "[1.9600]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(ErfInv(), try a.float(0) * 2 - 1) * 2.0.squareRoot()]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor([0.1, 0.35, 0.5, 0.62, 0.8, 0.97], [2, 3])))]
  }
}
