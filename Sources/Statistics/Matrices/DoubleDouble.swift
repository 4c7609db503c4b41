/// A number as the unevaluated sum of two doubles: about 32 significant digits, for the few places where 16
/// are not enough (Longley's regression loses five digits, Filip's ten).
///
/// Source: T. J. Dekker, "A floating-point technique for extending the available precision" (1971),
/// with products split by fused multiply-add. Relative error of an operation: a few times 2⁻¹⁰⁴.
struct DoubleDouble: Sendable {
  var high: Double
  var low: Double

  static let zero = DoubleDouble(0)

  init(_ x: Double) { (high, low) = (x, 0) }
  private init(_ high: Double, _ low: Double) { (self.high, self.low) = (high, low) }

  /// The nearest double.
  var rounded: Double { high + low }

  /// a + b without error.
  @inline(__always)
  private static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let part = s - a
    return DoubleDouble(s, (a - (s - part)) + (b - part))
  }

  /// a + b without error when |a| ≥ |b|.
  @inline(__always)
  private static func quickSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = sum(a.high, b.high), low = sum(a.low, b.low)
    let first = quickSum(high.high, high.low + low.high)
    return quickSum(first.high, first.low + low.low)
  }

  @inline(__always)
  static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }

  @inline(__always)
  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = a.high * b.high
    let lost = (-product).addingProduct(a.high, b.high)
    return quickSum(product, lost + (a.high * b.low + a.low * b.high))
  }

  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - b * DoubleDouble(first)
    let second = rest.high / b.high
    let third = (rest - b * DoubleDouble(second)).high / b.high
    return quickSum(first, second) + DoubleDouble(third)
  }

  static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }
  static func -= (a: inout DoubleDouble, b: DoubleDouble) { a = a - b }

  func squareRoot() -> DoubleDouble {
    guard high > 0 else { return .zero }
    let root = DoubleDouble(high.squareRoot())
    // One Newton step doubles the digits.
    return root + (self - root * root) / DoubleDouble(2 * root.high)
  }
}

/// Sums and products of many numbers, rounded once.
enum Accurate {
  static func sum(_ values: some Sequence<Double>) -> Double {
    var high = 0.0, low = 0.0
    for x in values {
      // Neumaier: what rounding loses is summed apart.
      let next = high + x
      low += abs(high) >= abs(x) ? (high - next) + x : (x - next) + high
      high = next
    }
    return low.isFinite ? high + low : high
  }

  static func dot(_ a: some Collection<Double>, _ b: some Collection<Double>) -> Double {
    var sum = DoubleDouble.zero
    for (x, y) in zip(a, b) { sum += DoubleDouble(x) * DoubleDouble(y) }
    return sum.rounded
  }

  static func mean(_ values: [Double]) -> Double { sum(values) / Double(values.count) }

  /// Σ (x − center)².
  static func squares(_ values: [Double], around center: Double = 0) -> Double {
    sum(values.lazy.map { ($0 - center) * ($0 - center) })
  }
}
