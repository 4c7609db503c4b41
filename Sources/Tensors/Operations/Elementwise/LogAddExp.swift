/// Ln(eˣ + eʸ), finite for x and y of any size.
struct LogAddExp: FloatPair {
  static let signature = Signature.binary(
    "logaddexp", "ln(eˣ + eʸ), finite for x and y of any size", example: "logaddexp([1000.0], [1000.0])",
    gives: "[1000.6931]  f64[1]", section: "8.1.4")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let (x, y) = (inputs[0].detached(), inputs[1].detached())
    // ∞ − ∞ is not a number, but two equal operands differ by 0.
    let difference = try apply(
      Where(), Tensor.compare(.equal, x, y), Tensor.scalar(.float(0), x.dtype), try x - y)
    return try Maximum.of(x, y) + apply(Log1p(), apply(Exp(), try -apply(Absolute(), difference)))
  }
  /// ∂/∂x = eˣ / (eˣ + eʸ), ∂/∂y = eʸ / (eˣ + eʸ)
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * apply(Sigmoid(), try x - y)
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * apply(Sigmoid(), try y - x)
  }
}

/// Log₂(2ˣ + 2ʸ).
struct LogAddExp2: Callable {
  static let signature = Signature.binary(
    "logaddexp2", "log₂(2ˣ + 2ʸ), finite for x and y of any size", example: "logaddexp2([3.0], [3.0])",
    gives: "[4.]  f64[1]")
  private static let ln2 = 0.6931471805599453
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try LogAddExp.of(a.float(0) * ln2, a.float(1) * ln2, a.context) / ln2]
  }
  static var samples: [OperationEntry.Sample] { LogAddExp.samples }
}
