import Statistics
import Tables
import Testing

@Suite("Ordinary least squares")
struct OLSTests {
  private func longley() throws -> Table {
    let data = try #require(try Reference.statistics("ols_longley")["data"] as? [String: [Double]])
    return try Table(data.sorted { $0.key < $1.key }.map { ($0.key, .f64($0.value)) })
  }

  @Test("t tests of linear hypotheses agree with statsmodels")
  func tTests() throws {
    let fit = try ols("TOTEMP ~ GNPDEFL + GNP + UNEMP + ARMED + POP + YEAR", longley())
    let tests = try fit.tTest("UNEMP - ARMED, POP = 1")
    // statsmodels 0.15.0, t_test("UNEMP - ARMED = 0, POP = 1")
    #expect(relativeError(tests[0].estimate, -0.9870029366438144) < 1e-10)
    #expect(relativeError(tests[0].t, -2.5071508118673553) < 1e-9)
    #expect(relativeError(tests[1].t, -4.649397209980032) < 1e-9)
    // A single constraint: F is t².
    let f = try fit.fTest("POP = 1")
    #expect(relativeError(f.f, tests[1].t * tests[1].t) < 1e-12)
    #expect(relativeError(f.pValue, tests[1].pValue) < 1e-12)
  }

  @Test("hypotheses: chains, factors, `const`, names with brackets")
  func hypotheses() throws {
    let table = try Table([
      ("y", .f64([1, 3, 2, 5, 4, 7, 6, 9])), ("x", .f64([1, 2, 3, 4, 5, 6, 7, 8.5])),
      ("x1", .f64([2, 1, 2, 5, 2, 4, 1, 3])),
      ("g", .text(TextColumn(["a", "b", "a", "b", "a", "b", "a", "b"]))),
    ])
    let fit = try ols("y ~ C(g) + x + x1", table)
    #expect(try fit.fTest("x = x1 = 0") == fit.fTest("x - x1, x1"))
    #expect(try fit.fTest("const = 0") == fit.fTest("Intercept"))
    #expect(try fit.fTest("C(g)[T.b] = 2*x/4 + 1").dfNumerator == 1)
    #expect(try fit.tTest("2*(x - 1) = 0")[0].t == fit.tTest("x = 1")[0].t)
    #expect(throws: StatisticsError.dependentConstraints(count: 2, rank: 1)) {
      try fit.fTest("x = 1, 2*x = 3")
    }
    for bad in ["", "x =", "x * x1 = 0", "1 = 1", "x x1", "x2 = 0", "x / 0", "x = 1,"] {
      #expect(throws: StatisticsError.self) { try fit.fTest(bad) }
    }
    let error = #expect(throws: StatisticsError.self) { try fit.fTest("x + xl = 0") }
    guard case .hypothesis(let inner)? = error else { return }
    #expect(inner.range == 4..<6)
    #expect(inner.hints == ["did you mean `x1`?"])
  }

  @Test("a singular design gets the shortest solution and a note")
  func singular() throws {
    let base = try longley()
    let gnp = try base.doubles("GNP"), pop = try base.doubles("POP")
    let table = try base.setting("z", to: .f64(zip(gnp, pop).map { 2 * $0 + $1 }))
    let fit = try ols("TOTEMP ~ GNP + POP + z", table)
    #expect(fit.rank == 3 && fit.dfResidual == 13 && fit.dfModel == 2)
    #expect(fit.conditionNumber == .infinity)
    // statsmodels 0.15.0 (pinv), with as many digits as its summary shows.
    for (ours, theirs) in zip(fit.params, [8.894e+04, 0.1576, -0.3625, -0.0472]) {
      #expect(relativeError(ours, theirs) < 2e-3)
    }
    #expect(fit.vif == [1, .infinity, .infinity, .infinity])
    #expect(try fit.summary().contains("its 4 columns have rank 3"))
    // What is fitted does not depend on which solution is shown.
    let plain = try ols("TOTEMP ~ GNP + POP", table)
    for (a, b) in zip(fit.fittedValues, plain.fittedValues) { #expect(relativeError(a, b) < 1e-11) }
    #expect(relativeError(fit.aic, plain.aic) < 1e-12)
    let a = try fit.predict(table.head(1)), b = try plain.predict(table.head(1))
    #expect(relativeError(a.meanStandardErrors[0], b.meanStandardErrors[0]) < 1e-9)
  }

  @Test("more columns than rows, one row and an exact fit give NaN where nothing is left, not a trap")
  func degenerate() throws {
    let table = try Table([
      ("y", .f64([1, 2])), ("a", .f64([1, 3])), ("b", .f64([2, 2])), ("c", .f64([0, 5])),
    ])
    let wide = try ols("y ~ a + b + c", table)
    #expect(wide.dfResidual == 0 && wide.standardErrors[0].isNaN)
    #expect(try wide.summary().contains("nan"))
    let single = try ols("y ~ 1", table.head(1))
    #expect(single.params == [1] && single.rSquared.isNaN)
    _ = try single.summary()
    let constant = try ols("b ~ a", table)
    _ = try constant.summary()
    let huge = try Table([("y", .f64([1e300, 2e300, -1e300])), ("x", .f64([1e-300, 2e-300, 5e-300]))])
    _ = try ols("y ~ x", huge).summary()
  }

  @Test("large problems go through LAPACK and agree with the accurate solver")
  func tall() throws {
    var random = SplitMix(state: 3)
    let n = 20_000
    func column() -> [Double] { (0..<n).map { _ in Double.random(in: -1...1, using: &random) } }
    let x = (0..<6).map { _ in column() }, noise = column()
    let y = (0..<n).map { 3 + x[0][$0] - 2 * x[1][$0] + noise[$0] }
    let columns: [(name: String, column: Column)] =
      x.indices.map { ("x\($0)", .f64(x[$0])) } + [("y", .f64(y))]
    let table = try Table(columns)
    let all = try ols("y ~ x0 + x1 + x2 + x3 + x4 + x5", table)
    // Adding a nearly dependent column sends the same problem to the double-double solver; by Frisch and Waugh
    // the residuals of the small problem on a subset stay what they are.
    let near = try table.setting("x5", to: .f64(zip(x[4], x[5]).map { $0 + 1e-8 * $1 }))
    let again = try ols("y ~ x0 + x1 + x2 + x3 + x4 + x5", near)
    #expect(again.rank == 7)
    for j in 0..<5 - 1 { #expect(abs(all.params[j] - again.params[j]) < 1e-9) }
    #expect(relativeError(all.ssr, again.ssr) < 1e-9)
    #expect(abs(all.params[1] - 1) < 0.05 && abs(all.params[2] + 2) < 0.05)
  }
}
