/// What every distribution answers. Functions of x accept any real number; NaN gives NaN.
public protocol Distribution: Sendable {
  /// As statisticians write it: `t(5)`, `F(3, 12)`.
  var name: String { get }
  var mean: Double { get }
  var variance: Double { get }
  /// P(X ≤ x).
  func cdf(_ x: Double) -> Double
  /// P(X > x), accurate where it is small.
  func sf(_ x: Double) -> Double
  /// The smallest x with P(X ≤ x) ≥ p; NaN unless p is in 0…1.
  func quantile(_ p: Double) -> Double
  /// The x with P(X > x) = q: `quantile(1 − q)` without losing small q. NaN unless q is in 0…1.
  func isf(_ q: Double) -> Double
}

public protocol ContinuousDistribution: Distribution {
  /// The density at x.
  func pdf(_ x: Double) -> Double
}

public protocol DiscreteDistribution: Distribution {
  /// P(X = x); 0 unless x is a whole number.
  func pmf(_ x: Double) -> Double
}

/// Refuses parameters outside their range.
enum Parameter {
  static func positive(_ value: Double, _ name: String, of distribution: String) throws(StatisticsError) {
    guard value > 0, value.isFinite else {
      throw .parameter(
        distribution: distribution, name: name, value: value, requirement: "positive and finite")
    }
  }

  static func finite(_ value: Double, _ name: String, of distribution: String) throws(StatisticsError) {
    guard value.isFinite else {
      throw .parameter(distribution: distribution, name: name, value: value, requirement: "finite")
    }
  }
}
