import Glibc

/// The lower regularised incomplete gamma function, which is the distribution function of a gamma variable.
struct LowerGamma: FloatPair {
  static let signature = Signature.binary(
    "igamma", aliases: ["gammainc"],
    "P(x, y) = ∫₀ʸ tˣ⁻¹ e⁻ᵗ dt / Γ(x): the share of a gamma distribution below y",
    example: "igamma([1.0], [1.0])", gives: "[0.6321]  f64[1]")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try IncompleteGammaFunction.map(inputs) { IncompleteGammaFunction.both($0, $1).lower }
  }
  /// As in PyTorch there is no derivative by the first operand: nan says so.
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    throw .notDifferentiable("igamma by its first operand")
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try g * IncompleteGammaFunction.density(x, y)
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor([0.5, 1.5, 3], [3], .f32)), .tensor(Samples.positive))]
  }
}

/// Its complement.
struct UpperGamma: FloatPair {
  static let signature = Signature.binary(
    "igammac", aliases: ["gammaincc"], "Q(x, y) = 1 − P(x, y), exact where P is near 1",
    example: "igammac([1.0], [1.0])", gives: "[0.3679]  f64[1]")
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try IncompleteGammaFunction.map(inputs) { IncompleteGammaFunction.both($0, $1).upper }
  }
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    throw .notDifferentiable("igammac by its first operand")
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor? {
    try -(g * IncompleteGammaFunction.density(x, y))
  }
  static var samples: [OperationEntry.Sample] { LowerGamma.samples }
}

enum IncompleteGammaFunction {
  static func map(_ inputs: [Tensor], _ f: (Double, Double) -> Double) throws(TensorError) -> Tensor {
    let shape = try Shape.broadcast(inputs[0].shape, inputs[1].shape, "igamma")
    let a = inputs[0].detached().broadcast(to: shape).doubles(),
      x = inputs[1].detached().broadcast(to: shape).doubles()
    return try Tensor(zip(a, x).map(f), shape).converted(to: inputs[0].dtype)
  }

  /// yˣ⁻¹ e⁻ʸ / Γ(x)
  static func density(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try apply(Exp(), try (x.detached() - 1) * apply(Log(), y) - y - apply(Lgamma(), x.detached()))
  }

  /// Series below a + 1, Legendre's continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31).
  static func both(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    guard a >= 0, x >= 0 else { return (.nan, .nan) }
    if a == 0 { return x > 0 ? (1, 0) : (.nan, .nan) }
    if x == 0 { return (0, 1) }
    if x.isInfinite { return a.isInfinite ? (.nan, .nan) : (1, 0) }
    if a.isInfinite { return (0, 1) }
    let front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1 {
      var term = 1 / a, sum = term, n = a
      for _ in 0..<100_000 where term > sum * 1e-17 {
        n += 1
        term *= x / n
        sum += term
      }
      return (front * sum, 1 - front * sum)
    }
    // Lentz's method.
    var b = x + 1 - a, c = 1e300, d = 1 / b, h = d
    for i in 1..<100_000 {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / (an * d + b)
      c = b + an / c
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return (1 - front * h, front * h)
  }
}

/// Logarithm of the multivariate gamma function.
struct MultivariateLgamma: Callable {
  static let signature = Signature(
    "mvlgamma", .tensor("x"), .init(.int, "p"), aliases: ["multigammaln"], family: "elementwise",
    summary: "the logarithm of the p-variate gamma function", example: "mvlgamma([2.0], 1)",
    gives: "[0.]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), p = a.int(1)
    guard p >= 1, p <= 10_000 else {
      throw .argument("p is between 1 and 10000, not \(p)", operation: "mvlgamma")
    }
    var result = try apply(Lgamma(), x)
    for j in 1..<Swift.max(p, 1) { result = try result + apply(Lgamma(), try x - Double(j) / 2) }
    return [try result + Double(p) * Double(p - 1) / 4 * log(Double.pi)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.aboveOne), .int(3))] }
}
