/// A joint test of linear constraints.
public struct FTest: Sendable, Equatable {
  public let f: Double
  public let pValue: Double
  public let dfNumerator: Int
  public let dfDenominator: Int
}

/// A test of one linear constraint: the estimate of its left side and how far it is from its right side.
public struct TTest: Sendable, Equatable {
  public let estimate: Double
  public let standardError: Double
  public let t: Double
  public let pValue: Double
  public let interval: Interval
}

extension OLSResult {
  /// Tests constraints such as `x = 1, const = 0` together.
  /// - Throws: `.hypothesis`; `.dependentConstraints` when one follows from or contradicts others.
  public func fTest(_ hypotheses: String) throws(StatisticsError) -> FTest {
    let constraints = try Hypotheses(hypotheses, names: names)
    let weights = constraints.weights
    // The distance of the estimates from the hypotheses in the metric of their covariance: |L⁻¹ d|².
    let gaps = zip(weights, constraints.values).map { DoubleDouble(Accurate.dot($0, params) - $1) }
    let spread = weights.map { a in weights.map { b in covariance.quadratic(a, b) } }
    guard let distance = Cholesky.distance(gaps, spread) else {
      throw .dependentConstraints(count: weights.count, rank: Cholesky.rank(spread))
    }
    let f = distance / Double(weights.count)
    return FTest(
      f: f, pValue: fTail(f, weights.count, dfResidual), dfNumerator: weights.count, dfDenominator: dfResidual
    )
  }

  /// Tests each constraint by itself; `alpha` is that of the intervals.
  /// - Throws: `.hypothesis`, `.level`.
  public func tTest(_ hypotheses: String, alpha: Double = 0.05) throws(StatisticsError) -> [TTest] {
    let constraints = try Hypotheses(hypotheses, names: names)
    let width = try criticalT(alpha)
    return zip(constraints.weights, constraints.values).map { weights, value in
      let estimate = Accurate.dot(weights, params)
      let error = covariance.quadratic(weights, weights).rounded.squareRoot()
      let t = (estimate - value) / error
      return TTest(
        estimate: estimate, standardError: error, t: t, pValue: twoSidedP(t),
        interval: Interval(center: estimate, halfWidth: width * error))
    }
  }
}

extension Matrix {
  /// aᵀ M b.
  fileprivate func quadratic(_ a: [Double], _ b: [Double]) -> DoubleDouble {
    var sum = DoubleDouble.zero
    for i in a.indices where a[i] != 0 {
      for j in b.indices where b[j] != 0 {
        sum += DoubleDouble(a[i]) * DoubleDouble(b[j]) * DoubleDouble(self[i, j])
      }
    }
    return sum
  }
}

/// Cholesky's decomposition A = L Lᵀ of a small positive definite matrix.
private enum Cholesky {
  /// dᵀ A⁻¹ d, nil when A is singular.
  static func distance(_ d: [DoubleDouble], _ a: [[DoubleDouble]]) -> Double? {
    var l = a, z = d, sum = DoubleDouble.zero
    for j in a.indices {
      for i in j..<a.count {
        for k in 0..<j { l[i][j] -= l[i][k] * l[j][k] }
      }
      guard isPositive(l[j][j], of: a[j][j]) else { return nil }
      let root = l[j][j].squareRoot()
      for i in j..<a.count { l[i][j] = l[i][j] / root }
      for k in 0..<j { z[j] -= l[j][k] * z[k] }
      z[j] = z[j] / l[j][j]
      sum += z[j] * z[j]
    }
    return sum.rounded
  }

  /// How many rows are independent of those before them.
  static func rank(_ a: [[DoubleDouble]]) -> Int {
    var kept: [Int] = []
    for j in a.indices {
      let rows = kept + [j]
      let part = rows.map { i in rows.map { a[i][$0] } }
      if distance(rows.map { _ in .zero }, part) != nil { kept.append(j) }
    }
    return kept.count
  }

  /// What is left of a diagonal entry after elimination is more than rounding.
  private static func isPositive(_ rest: DoubleDouble, of start: DoubleDouble) -> Bool {
    rest.high > 1e-13 * start.high && rest.high > 0
  }
}
