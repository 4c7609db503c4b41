import Glibc

/// A test statistic and its p value.
public struct TestFigures: Sendable, Equatable {
  public let statistic: Double
  public let pValue: Double

  public init(statistic: Double, pValue: Double) {
    self.statistic = statistic
    self.pValue = pValue
  }
}

/// What the residuals say about the model.
extension OLSResult {
  /// Σ (eₜ − eₜ₋₁)² / Σ eₜ²: near 2 without autocorrelation.
  public var durbinWatson: Double {
    Accurate.sum(zip(residuals.dropFirst(), residuals).lazy.map { ($0 - $1) * ($0 - $1) }) / ssr
  }

  /// Skewness of the residuals, 0 for a normal distribution.
  public var skewness: Double { Moments(residuals).skewness }
  /// Kurtosis of the residuals, 3 for a normal distribution.
  public var kurtosis: Double { Moments(residuals).kurtosis }

  /// Jarque and Bera's test of normality, from skewness and kurtosis; χ² with 2 degrees of freedom.
  public var jarqueBera: TestFigures { Moments(residuals).jarqueBera }
  /// D'Agostino and Pearson's omnibus test of normality; NaN below 8 observations, where it is not defined.
  public var omnibus: TestFigures { Moments(residuals).omnibus }

  /// Variance inflation factor of each column: 1/(1 − R²) of its regression on the others, infinite when it
  /// depends on them. The constant's own is 1 by convention.
  public var vif: [Double] {
    let matrix = design.matrix
    return (0..<matrix.columns).map { j in
      let column = matrix.column(j)
      if let first = column.first, first != 0, column.allSatisfy({ $0 == first }) { return 1 }
      if rank < matrix.columns { return inflation(of: j) }
      let total = Accurate.squares(column, around: hasConstant ? Accurate.mean(column) : 0)
      return solution.inverseGram[j, j] * total
    }
  }

  /// The definition itself, for singular designs.
  private func inflation(of j: Int) -> Double {
    let matrix = design.matrix
    var others = Matrix(rows: matrix.rows, columns: matrix.columns - 1)
    for i in 0..<matrix.rows {
      for k in 0..<others.columns { others[i, k] = matrix[i, k < j ? k : k + 1] }
    }
    let column = matrix.column(j)
    let fit = LeastSquares(others, column)
    let total = Accurate.squares(column, around: fit.spansConstant ? Accurate.mean(column) : 0)
    let share = Accurate.squares(fit.residuals) / total
    return share < 1e-24 ? .infinity : 1 / share
  }
}

/// Central moments of a sample, divided by n.
struct Moments {
  let count: Double
  let skewness: Double
  let kurtosis: Double

  init(_ values: [Double]) {
    count = Double(values.count)
    let mean = Accurate.mean(values)
    let squares = values.map { ($0 - mean) * ($0 - mean) }
    let m2 = Accurate.sum(squares) / count
    let m3 = Accurate.sum(zip(values, squares).lazy.map { ($0 - mean) * $1 }) / count
    let m4 = Accurate.squares(squares) / count
    skewness = m3 / (m2 * m2.squareRoot())
    kurtosis = m4 / (m2 * m2)
  }

  var jarqueBera: TestFigures {
    let excess = kurtosis - 3
    return Self.chiSquared2(count / 6 * (skewness * skewness + excess * excess / 4))
  }

  /// Z² of skewness plus Z² of kurtosis; NaN for fewer than 8 values.
  var omnibus: TestFigures {
    guard count >= 8 else { return Self.chiSquared2(.nan) }
    let a = skewnessScore, b = kurtosisScore
    return Self.chiSquared2(a * a + b * b)
  }

  /// With 2 degrees of freedom the tail of χ² is an exponential.
  private static func chiSquared2(_ statistic: Double) -> TestFigures {
    TestFigures(statistic: statistic, pValue: exp(-statistic / 2))
  }

  /// Skewness as a standard normal score (D'Agostino 1970).
  private var skewnessScore: Double {
    let n = count
    let y = skewness * ((n + 1) * (n + 3) / (6 * (n - 2))).squareRoot()
    let spread = 3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3) / ((n - 2) * (n + 5) * (n + 7) * (n + 9))
    let w2 = -1 + (2 * (spread - 1)).squareRoot()
    let delta = 1 / (0.5 * log(w2)).squareRoot()
    let alpha = (2 / (w2 - 1)).squareRoot()
    return delta * asinh(y / alpha)
  }

  /// Kurtosis as a standard normal score (Anscombe and Glynn 1983).
  private var kurtosisScore: Double {
    let n = count
    let expected = 3 * (n - 1) / (n + 1)
    let variance = 24 * n * (n - 2) * (n - 3) / ((n + 1) * (n + 1) * (n + 3) * (n + 5))
    let x = (kurtosis - expected) / variance.squareRoot()
    let skew =
      6 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9))
      * (6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3))).squareRoot()
    let a = 6 + 8 / skew * (2 / skew + (1 + 4 / (skew * skew)).squareRoot())
    let base = (1 - 2 / a) / (1 + x * (2 / (a - 4)).squareRoot())
    return (1 - 2 / (9 * a) - cbrt(base)) / (2 / (9 * a)).squareRoot()
  }
}
