import Glibc

/// Modified Bessel functions of the first kind: the normalisation of directions on a circle, Kaiser's window.
enum Bessel {
  /// Iₙ(x) e^(−|x|) for n = 0 or 1: the power series, whose terms are all positive, or the asymptotic one
  /// (Abramowitz & Stegun 9.6.10, 9.7.1).
  static func scaled(_ n: Int, _ x: Double) -> Double {
    let size = abs(x)
    if size.isNaN { return .nan }
    if size.isInfinite { return 0 }
    var sum = 0.0
    if size <= 30 {
      var term = n == 0 ? 1 : size / 2, k = 1.0
      while term > sum * 1e-18 {
        sum += term
        term *= size * size / 4 / (k * (k + Double(n)))
        k += 1
      }
      sum *= exp(-size)
    } else {
      var term = 1.0, k = 1.0
      let mu = Double(4 * n * n)
      while abs(term) > 1e-18, k < 40 {
        sum += term
        let odd = 2 * k - 1
        term *= -(mu - odd * odd) / (k * 8 * size)
        k += 1
      }
      sum /= (2 * Double.pi * size).squareRoot()
    }
    return n == 1 && x < 0 ? -sum : sum
  }
}

struct BesselI0: ComputedUnary {
  static let signature = Signature.unary(
    "i0", "the modified Bessel function I₀", example: "i0([1.0])", gives: "[1.2661]  f64[1]")
  static func function(_ x: Double) -> Double { Bessel.scaled(0, x) * exp(abs(x)) }
  func slope(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor { try apply(BesselI1(), x) }
}

struct BesselI1: ComputedUnary {
  static let signature = Signature.unary(
    "i1", "the modified Bessel function I₁, the derivative of I₀", example: "i1([1.0])",
    gives: "[0.5652]  f64[1]")
  static func function(_ x: Double) -> Double { Bessel.scaled(1, x) * exp(abs(x)) }
  /// I₀ − I₁/x, which is ½ at 0
  func slope(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    let isZero = try Tensor.compare(.equal, x.detached(), Tensor.scalar(.float(0), x.dtype))
    let safe = try apply(Where(), isZero, Tensor.scalar(.float(1), x.dtype), x)
    let half = Tensor.scalar(.float(0.5), x.dtype)
    return try apply(Where(), isZero, half, try apply(BesselI0(), x) - y / safe)
  }
}

struct ScaledBesselI0: ComputedUnary {
  static let signature = Signature.unary(
    "i0e", "I₀(x) e^(−|x|), which does not overflow", example: "i0e([1000.0])", gives: "[0.0126]  f64[1]")
  static func function(_ x: Double) -> Double { Bessel.scaled(0, x) }
  func slope(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    try apply(ScaledBesselI1(), x) - apply(Sign(), x.detached()) * y
  }
}

struct ScaledBesselI1: ComputedUnary {
  static let signature = Signature.unary(
    "i1e", "I₁(x) e^(−|x|), which does not overflow", example: "i1e([1000.0])", gives: "[0.0126]  f64[1]")
  static func function(_ x: Double) -> Double { Bessel.scaled(1, x) }
  func slope(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    let isZero = try Tensor.compare(.equal, x.detached(), Tensor.scalar(.float(0), x.dtype))
    let safe = try apply(Where(), isZero, Tensor.scalar(.float(1), x.dtype), x)
    let half = Tensor.scalar(.float(0.5), x.dtype)
    let slope = try apply(ScaledBesselI0(), x) - y / safe - apply(Sign(), x.detached()) * y
    return try apply(Where(), isZero, half, slope)
  }
}
