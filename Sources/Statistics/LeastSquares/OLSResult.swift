import Glibc
import Tables

/// Fits `formula` to `table` by ordinary least squares.
///
/// Small and ill-conditioned problems are solved in double-double arithmetic, so that every figure is good to
/// about 14 digits even on Longley's data; the rest by LAPACK. A singular design gets the shortest solution,
/// and the result says so.
/// - Throws: `.formula`, `.noRows`, `.noColumns`, `.infinite`.
public func ols(_ formula: String, _ table: Table) throws(StatisticsError) -> OLSResult {
  OLSResult(try Design(Formula(reading: formula), table))
}

/// A linear model fitted by ordinary least squares. With n rows and p columns, names and figures of statsmodels.
public struct OLSResult: Sendable {
  public let design: Design
  /// p coefficients, in the order of `names`.
  public let params: [Double]
  /// n values each.
  public let fittedValues: [Double]
  public let residuals: [Double]
  /// p × p covariance of the coefficients.
  public let covariance: Matrix
  /// Does the model hold a constant, as a column or as a combination of columns?
  public let hasConstant: Bool
  /// Rank of the design; below p the coefficients are not unique.
  public let rank: Int
  /// Residual sum of squares, and that of the response around its mean (around 0 without a constant).
  public let ssr: Double
  public let tss: Double
  /// Explained sum of squares.
  public let ess: Double
  let solution: LeastSquares

  init(_ design: Design) {
    self.design = design
    solution = LeastSquares(design.matrix, design.response)
    params = solution.coefficients
    fittedValues = solution.fitted
    residuals = solution.residuals
    rank = solution.rank
    hasConstant = solution.spansConstant
    let center = hasConstant ? Accurate.mean(design.response) : 0
    ssr = Accurate.squares(residuals)
    tss = Accurate.squares(design.response, around: center)
    ess = Accurate.squares(fittedValues, around: center)
    let df = design.response.count - solution.rank
    let variance = df > 0 ? ssr / Double(df) : .nan
    covariance = solution.inverseGram.map { $0 * variance }
  }

  public var names: [String] { design.names }
  public var rowCount: Int { design.response.count }
  public var dfResidual: Int { rowCount - rank }
  public var dfModel: Int { rank - (hasConstant ? 1 : 0) }

  /// σ̂², NaN without degrees of freedom.
  public var mseResidual: Double { dfResidual > 0 ? ssr / Double(dfResidual) : .nan }
  public var mseModel: Double { dfModel > 0 ? ess / Double(dfModel) : .nan }
  public var mseTotal: Double { tss / Double(dfResidual + dfModel) }

  public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }
  public var tValues: [Double] { zip(params, standardErrors).map { $0 / $1 } }
  /// Two-sided.
  public var pValues: [Double] { tValues.map { twoSidedP($0) } }

  public var rSquared: Double { 1 - ssr / tss }
  public var adjustedRSquared: Double {
    1 - Double(rowCount - (hasConstant ? 1 : 0)) / Double(dfResidual) * (ssr / tss)
  }

  public var fStatistic: Double { mseModel / mseResidual }
  public var fPValue: Double { fTail(fStatistic, dfModel, dfResidual) }

  /// Log-likelihood at the maximum, for normal errors.
  public var logLikelihood: Double {
    let n = Double(rowCount)
    return -n / 2 * (log(2 * Double.pi) + log(ssr / n) + 1)
  }
  public var aic: Double { -2 * logLikelihood + 2 * Double(rank) }
  public var bic: Double { -2 * logLikelihood + log(Double(rowCount)) * Double(rank) }

  /// The largest singular value of the design over the smallest; infinite when it is singular.
  public var conditionNumber: Double {
    guard let first = solution.singularValues.first, let last = solution.singularValues.last else {
      return .nan
    }
    return first / last
  }

  /// Intervals that cover each coefficient with probability 1 − alpha.
  /// - Throws: `StatisticsError.level` unless 0 < alpha < 1.
  public func confidenceIntervals(alpha: Double = 0.05) throws(StatisticsError) -> [Interval] {
    let width = try criticalT(alpha)
    return zip(params, standardErrors).map { Interval(center: $0, halfWidth: width * $1) }
  }

  /// The t that is exceeded in absolute value with probability alpha.
  func criticalT(_ alpha: Double) throws(StatisticsError) -> Double {
    guard alpha > 0, alpha < 1 else { throw .level(name: "alpha", value: alpha) }
    guard dfResidual > 0 else { return .nan }
    return try StudentT(df: Double(dfResidual)).isf(alpha / 2)
  }

  /// P(|T| > |t|) with the residual degrees of freedom.
  func twoSidedP(_ t: Double) -> Double {
    guard dfResidual > 0, let distribution = try? StudentT(df: Double(dfResidual)) else { return .nan }
    return 2 * distribution.sf(abs(t))
  }
}

/// P(F > f); NaN without degrees of freedom.
func fTail(_ f: Double, _ numerator: Int, _ denominator: Int) -> Double {
  guard let distribution = try? FDistribution(numerator: Double(numerator), denominator: Double(denominator))
  else {
    return .nan
  }
  return distribution.sf(f)
}

/// An interval of numbers, for instance a confidence interval.
public struct Interval: Sendable, Equatable {
  public let lower: Double
  public let upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  init(center: Double, halfWidth: Double) {
    lower = center - halfWidth
    upper = center + halfWidth
  }
}

extension Formula {
  /// `init(_:)` with its errors as this module's.
  init(reading source: String) throws(StatisticsError) {
    do throws(FormulaError) {
      self = try Formula(source)
    } catch {
      throw .formula(error)
    }
  }
}
