import Statistics
import Tables
import Testing

@Suite("Least squares on Longley's data")
struct LongleyTests {
  private func fit() throws -> (OLSResult, [String: Any], Table) {
    let reference = try Reference.statistics("ols_longley")
    let data = try #require(reference["data"] as? [String: [Double]])
    let table = try Table(data.sorted { $0.key < $1.key }.map { ($0.key, .f64($0.value)) })
    return (try ols(try #require(reference["formula"] as? String), table), reference, table)
  }

  /// Every figure is compared to 10 significant digits.
  private func expect(_ ours: [Double], _ theirs: Any?, _ what: String, within limit: Double = 1e-10) throws {
    let theirs = try #require(theirs as? [Double])
    #expect(ours.count == theirs.count, "\(what)")
    for (a, b) in zip(ours, theirs) {
      #expect(relativeError(a, b) < limit, "\(what): \(a) for \(b), off by \(relativeError(a, b))")
    }
  }

  @Test("coefficients, errors, t, p and intervals")
  func coefficients() throws {
    let (result, reference, _) = try fit()
    let params = try #require(reference["params"] as? [String: Double])
    try expect(result.params, result.names.map { params[$0] ?? .nan }, "params")
    try expect(result.standardErrors, reference["std_errors"], "standard errors")
    try expect(result.tValues, reference["statistics"], "t")
    try expect(result.pValues, reference["p_values"], "p")
    let intervals = try #require(reference["conf_int_95"] as? [[Double]])
    let ours = try result.confidenceIntervals()
    try expect(ours.map(\.lower), intervals.map { $0[0] }, "lower")
    try expect(ours.map(\.upper), intervals.map { $0[1] }, "upper")
  }

  @Test("fit, likelihood, diagnostics")
  func figures() throws {
    let (result, reference, _) = try fit()
    for (name, value) in [
      ("r2", result.rSquared), ("adj_r2", result.adjustedRSquared), ("f", result.fStatistic),
      ("f_p", result.fPValue),
      ("llf", result.logLikelihood), ("aic", result.aic), ("bic", result.bic),
      ("durbin_watson", result.durbinWatson),
      ("condition_number", result.conditionNumber),
    ] {
      try expect([value], [reference[name] as? Double ?? .nan], name)
    }
    let jb = result.jarqueBera, omnibus = result.omnibus
    try expect(
      [jb.statistic, jb.pValue, result.skewness, result.kurtosis], reference["jarque_bera"], "Jarque-Bera")
    try expect([omnibus.statistic, omnibus.pValue], reference["omnibus"], "omnibus")
    try expect(result.vif, reference["vif"], "vif")
  }

  @Test("joint hypotheses and predictions")
  func inference() throws {
    let (result, reference, table) = try fit()
    let test = try result.fTest("UNEMP = ARMED, POP = 0")
    try expect([test.f, test.pValue], reference["f_test UNEMP = ARMED, POP = 0"], "F test")
    let expected = try #require(reference["prediction_first_3"] as? [String: [Double]])
    let predicted = try result.predict(table.head(3)).table
    for (name, values) in expected where name != "mean_se" {
      try expect(predicted.doubles(name), values, name)
    }
    // statsmodels multiplies out xᵀ C x, which cancels 8 of its digits here; exact arithmetic (mpmath, 60
    // digits) agrees with us.
    try expect(predicted.doubles("mean_se"), expected["mean_se"], "mean_se", within: 1e-8)
    let exact = [198.63224008947909556, 229.14368103803747378, 183.43875735908671396]
    try expect(predicted.doubles("mean_se"), exact, "mean_se", within: 1e-12)
  }

  @Test("the summary is laid out as statsmodels' is")
  func summary() throws {
    #expect(
      try fit().0.summary() == """
                                    OLS Regression Results
        ==============================================================================
        Dep. Variable:                 TOTEMP   R-squared:                       0.995
        Model:                            OLS   Adj. R-squared:                  0.992
        Method:                 Least Squares   F-statistic:                     330.3
        No. Observations:                  16   Prob (F-statistic):           4.98e-10
        Df Residuals:                       9   Log-Likelihood:                -109.62
        Df Model:                           6   AIC:                             233.2
        Covariance Type:            nonrobust   BIC:                             238.6
        ==============================================================================
                         coef    std err          t      P>|t|      [0.025      0.975]
        ------------------------------------------------------------------------------
        Intercept  -3.482e+06    8.9e+05     -3.911      0.004    -5.5e+06   -1.47e+06
        GNPDEFL       15.0619     84.915      0.177      0.863    -177.029     207.153
        GNP           -0.0358      0.033     -1.070      0.313      -0.112       0.040
        UNEMP         -2.0202      0.488     -4.136      0.003      -3.125      -0.915
        ARMED         -1.0332      0.214     -4.822      0.001      -1.518      -0.549
        POP           -0.0511      0.226     -0.226      0.826      -0.563       0.460
        YEAR        1829.1515    455.478      4.016      0.003     798.788    2859.515
        ==============================================================================
        Omnibus:                        0.749   Durbin-Watson:                   2.559
        Prob(Omnibus):                  0.688   Jarque-Bera (JB):                0.684
        Skew:                           0.420   Prob(JB):                        0.710
        Kurtosis:                       2.434   Cond. No.                     4.86e+09
        ==============================================================================

        Notes:
        [1] Standard Errors assume that the covariance matrix of the errors is correctly specified.
        [2] The condition number is large, 4.86e+09. This might indicate that there are
        strong multicollinearity or other numerical problems.
        """)
  }
}
