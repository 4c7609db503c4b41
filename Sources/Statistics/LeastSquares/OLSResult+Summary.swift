import Formatting

extension OLSResult {
  /// The table that statsmodels' readers know, without date and time.
  public func summary(alpha: Double = 0.05) throws(StatisticsError) -> String {
    let rule = { (width: Int) in String(repeating: "=", count: width) }
    let header = TwoColumns(left: headerLeft, right: headerRight)
    let coefficients = try CoefficientTable(self, alpha: alpha)
    let moments = Moments(residuals)
    let diagnostics = TwoColumns(left: diagnosticsLeft(moments), right: diagnosticsRight(moments))
    let title = "OLS Regression Results"
    let indent = String(repeating: " ", count: max(0, (header.width - title.count) / 2))
    var lines = [indent + title, rule(header.width)] + header.lines
    lines += [rule(coefficients.width)] + coefficients.lines
    lines += [rule(max(coefficients.width, diagnostics.width))] + diagnostics.lines
    lines += [rule(max(coefficients.width, diagnostics.width)), "", "Notes:"]
    for (number, note) in notes.enumerated() { lines.append("[\(number + 1)] \(note)") }
    return lines.joined(separator: "\n")
  }

  private var headerLeft: [(String, String)] {
    [
      ("Dep. Variable:", design.responseName), ("Model:", "OLS"), ("Method:", "Least Squares"),
      ("No. Observations:", String(rowCount)), ("Df Residuals:", String(dfResidual)),
      ("Df Model:", String(dfModel)),
      ("Covariance Type:", "nonrobust"),
    ]
  }

  private var headerRight: [(String, String)] {
    let centering = hasConstant ? ":" : " (uncentered):"
    return [
      ("R-squared" + centering, Numbers.fixed(rSquared, 3)),
      ("Adj. R-squared" + centering, Numbers.fixed(adjustedRSquared, 3)),
      ("F-statistic:", Numbers.significant(fStatistic, 4)),
      ("Prob (F-statistic):", Numbers.significant(fPValue, 3)),
      ("Log-Likelihood:", Numbers.significant(logLikelihood, 5)), ("AIC:", Numbers.significant(aic, 4)),
      ("BIC:", Numbers.significant(bic, 4)),
    ]
  }

  private func diagnosticsLeft(_ moments: Moments) -> [(String, String)] {
    [
      ("Omnibus:", Numbers.fixed(moments.omnibus.statistic, 3)),
      ("Prob(Omnibus):", Numbers.fixed(moments.omnibus.pValue, 3)),
      ("Skew:", Numbers.fixed(moments.skewness, 3)),
      ("Kurtosis:", Numbers.fixed(moments.kurtosis, 3)),
    ]
  }

  private func diagnosticsRight(_ moments: Moments) -> [(String, String)] {
    [
      ("Durbin-Watson:", Numbers.fixed(durbinWatson, 3)),
      ("Jarque-Bera (JB):", Numbers.fixed(moments.jarqueBera.statistic, 3)),
      ("Prob(JB):", Numbers.significant(moments.jarqueBera.pValue, 3)),
      ("Cond. No.", Numbers.significant(conditionNumber, 3)),
    ]
  }

  private var notes: [String] {
    var notes: [String] = []
    if !hasConstant {
      notes.append(
        "R² is computed without centering (uncentered) since the model does not contain a constant.")
    }
    notes.append("Standard Errors assume that the covariance matrix of the errors is correctly specified.")
    if rank < names.count {
      notes.append(
        "The design matrix is singular: its \(names.count) columns have rank \(rank). The coefficients are\n"
          + "not unique; the shortest solution is shown.")
    } else if conditionNumber > 1000 {
      notes.append(
        "The condition number is large, \(Numbers.general(conditionNumber, 3)). This might indicate that there are\n"
          + "strong multicollinearity or other numerical problems.")
    }
    let dropped = design.droppedRows
    if dropped == 1 { notes.append("1 row with missing values was left out.") }
    if dropped > 1 { notes.append("\(Numbers.grouped(dropped)) rows with missing values were left out.") }
    return notes
  }
}

/// Two blocks of `name: value` side by side, 78 columns wide unless something is longer.
struct TwoColumns {
  let lines: [String]
  let width: Int

  init(left: [(String, String)], right: [(String, String)]) {
    let a = Self.block(left, nameWidth: 18), b = Self.block(right, nameWidth: 19)
    lines = zip(a, b).map { $0 + "   " + $1 }
    width = lines.map(DisplayWidth.of).max() ?? 0
  }

  private static func block(_ entries: [(String, String)], nameWidth: Int) -> [String] {
    let nameWidth = max(nameWidth, entries.map { DisplayWidth.of($0.0) }.max() ?? 0)
    let valueWidth = max(18, entries.map { DisplayWidth.of($0.1) }.max() ?? 0)
    return entries.map { name, value in
      DisplayWidth.pad(name, to: nameWidth) + " " + DisplayWidth.pad(value, to: valueWidth, right: true)
    }
  }
}

/// One line a coefficient: estimate, standard error, t, p, interval.
private struct CoefficientTable {
  let lines: [String]
  let width: Int

  init(_ result: OLSResult, alpha: Double) throws(StatisticsError) {
    let intervals = try result.confidenceIntervals(alpha: alpha)
    let errors = result.standardErrors, t = result.tValues, p = result.pValues
    let bounds = ["[\(Numbers.general(alpha / 2, 6))", "\(Numbers.general(1 - alpha / 2, 6))]"]
    var rows = [["", "coef", "std err", "t", "P>|t|"] + bounds]
    for (i, name) in result.names.enumerated() {
      rows.append([
        name, Self.figure(result.params[i], 4), Self.figure(errors[i], 3), Self.figure(t[i], 3),
        Numbers.fixed(p[i], 3), Self.figure(intervals[i].lower, 3), Self.figure(intervals[i].upper, 3),
      ])
    }
    let minimum = [10, 10, 10, 10, 10, 11, 11]
    let widths = minimum.indices.map { j in max(minimum[j], rows.map { DisplayWidth.of($0[j]) }.max() ?? 0) }
    var lines = rows.map { row in
      row.indices.map { DisplayWidth.pad(row[$0], to: widths[$0], right: $0 > 0) }.joined(separator: " ")
    }
    width = widths.reduce(widths.count - 1, +)
    lines.insert(String(repeating: "-", count: width), at: 1)
    self.lines = lines
  }

  /// Fixed notation with `decimals` decimals between 0.0001 and 10,000, the shorter notation outside.
  private static func figure(_ x: Double, _ decimals: Int) -> String {
    abs(x) >= 1e4 || abs(x) < 1e-4 ? Numbers.general(x, decimals) : Numbers.fixed(x, decimals)
  }
}
