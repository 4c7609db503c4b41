import Tables

/// Predictions for some rows, one entry a row; NaN where a value was missing.
public struct Prediction: Sendable {
  public let mean: [Double]
  /// Standard error of the mean, not of an observation.
  public let meanStandardErrors: [Double]
  /// Cover the expected response with probability 1 − alpha.
  public let meanIntervals: [Interval]
  /// Cover a new observation with probability 1 − alpha.
  public let observationIntervals: [Interval]

  /// Columns mean, mean_se, mean_ci_lower, mean_ci_upper, obs_ci_lower, obs_ci_upper.
  public var table: Table {
    let columns: [(name: String, column: Column)] = [
      ("mean", .f64(mean)), ("mean_se", .f64(meanStandardErrors)),
      ("mean_ci_lower", .f64(meanIntervals.map(\.lower))),
      ("mean_ci_upper", .f64(meanIntervals.map(\.upper))),
      ("obs_ci_lower", .f64(observationIntervals.map(\.lower))),
      ("obs_ci_upper", .f64(observationIntervals.map(\.upper))),
    ]
    // Different names and equal lengths: nothing to refuse.
    return (try? Table(columns)) ?? Table()
  }
}

extension OLSResult {
  /// Predicts the response for each row of `table`, which need not contain it.
  /// - Throws: `.formula` where the table does not fit the formula, `.level`.
  public func predict(_ table: Table, alpha: Double = 0.05) throws(StatisticsError) -> Prediction {
    try predict(design.matrix(for: table), alpha: alpha)
  }

  /// Predicts for rows of a design matrix, p columns in the order of `names`.
  /// - Throws: `.lengthMismatch`, `.level`.
  public func predict(_ matrix: Matrix, alpha: Double = 0.05) throws(StatisticsError) -> Prediction {
    guard matrix.columns == params.count else {
      throw .lengthMismatch(what: "a row of the design", length: matrix.columns, expected: params.count)
    }
    let width = try criticalT(alpha)
    var means: [Double] = [], errors: [Double] = [], observationErrors: [Double] = []
    for i in 0..<matrix.rows {
      let row = matrix.row(i)
      let variance = solution.leverage(row) * mseResidual
      means.append(Accurate.dot(row, params))
      errors.append(variance.squareRoot())
      observationErrors.append((variance + mseResidual).squareRoot())
    }
    return Prediction(
      mean: means, meanStandardErrors: errors,
      meanIntervals: zip(means, errors).map { Interval(center: $0, halfWidth: width * $1) },
      observationIntervals: zip(means, observationErrors).map { Interval(center: $0, halfWidth: width * $1) })
  }
}
