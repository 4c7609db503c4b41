import Glibc

/// exp(x²) erfc(x), which does not underflow.
struct ScaledErfc: ComputedUnary {
  static let signature = Signature.unary(
    "erfcx", "exp(x²) erfc(x), which does not underflow for large x", example: "erfcx([0.0, 30.0])",
    gives: "[1.0000, 0.0188]  f64[2]")
  static func function(_ x: Double) -> Double {
    // Where exp(x²) overflows, erfc(x) is 2.
    if x < -27 { return .infinity }
    guard x > 6 else {
      // exp(x²) is as exact as x² is: the part that rounding drops is put back.
      let square = x * x, rest = (-square).addingProduct(x, x)
      return exp(square) * (1 + rest) * erfc(x)
    }
    // Laplace's continued fraction, from its 60th level up.
    var tail = x
    for k in stride(from: 60, through: 1, by: -1) { tail = x + Double(k) / 2 / tail }
    return 1 / (tail * Double.pi.squareRoot())
  }
  /// 2x y − 2/√π
  func slope(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try x * y * 2 - 2 / Double.pi.squareRoot()
  }
}

/// Logarithm of the normal distribution function.
struct LogNormalProbability: Callable {
  static let signature = Signature.unary(
    "log_ndtr", "the logarithm of ndtr(x), exact far in the left tail", example: "log_ndtr([-40.0])",
    gives: "[-804.6084]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), root = 0.5.squareRoot(), edge = Tensor.scalar(.float(-1), x.dtype)
    let isTail = try Tensor.compare(.less, x.detached(), edge)
    // Each side sees only arguments that it can deal with: 0 · ∞ would reach the gradient otherwise.
    let left = try apply(Where(), isTail, x, edge), right = try apply(Where(), isTail, edge, x)
    let tail = try apply(Log(), try apply(ScaledErfc(), try left * -root) * 0.5) - left * left * 0.5
    let body = try apply(Log(), try apply(Erfc(), try right * -root) * 0.5)
    return [try apply(Where(), isTail, tail, body)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.square)), .init(.tensor(Samples.small))]
  }
}
