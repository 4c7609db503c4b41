import Statistics
import Tables
import Testing

@Suite("Formulas")
struct FormulaTests {
  private func data() throws -> Table {
    try Table([
      ("y", .f64([1, 2, 4, 3, 5, 7])), ("x", .f64([1, 2, 3, 4, 5, 6])),
      ("odd name", .i64([2, 1, 2, 1, 2, 2])),
      ("sex", .text(TextColumn(["Male", "Female", "Male", "Female", "Male", "Female"]))),
      ("Sepal.Length", .f64([5, 6, 7, 5, 6, 8])), ("zero", .f64([0, 1, 2, 3, 4, 5])),
      ("gap", .f64([1, .nan, 3, 4, 5, 6])),
    ])
  }

  private func names(_ formula: String) throws -> [String] { try Design(Formula(formula), data()).names }

  @Test("names of columns, functions, categories and interactions")
  func columnNames() throws {
    #expect(try names("y ~ x + C(sex)") == ["Intercept", "C(sex)[T.Male]", "x"])
    #expect(
      try names("y ~ sex:x + Q(\"odd name\")") == [
        "Intercept", "sex[Female]:x", "sex[Male]:x", "Q(\"odd name\")",
      ])
    #expect(try names("y ~ I(x^2) + log(x+1) - 1") == ["I(x ^ 2)", "log(x + 1)"])
    #expect(
      try names("y ~ Sepal.Length + C(x, Treatment(3))").suffix(2) == [
        "C(x, Treatment(3))[T.6.0]", "Sepal.Length",
      ])
    #expect(try names("y ~ x*sex - x:sex") == ["Intercept", "sex[T.Male]", "x"])
    #expect(try names("y ~ x + x + x:x") == ["Intercept", "x"])
    #expect(try names("y ~ -1 + 0 + 1 + x") == ["Intercept", "x"])
  }

  @Test("arithmetic inside I(…) follows the usual precedence")
  func arithmetic() throws {
    let design = try Design(Formula("y ~ I(-x^2 + 2*x/(1 + x)) + I(2^-1^2) + I(x >= 3)"), data())
    #expect(design.matrix.column(1) == [0, 1, 1, 1, 1, 1].indices.map { $0 < 2 ? 0 : 1 })
    #expect(design.matrix.column(2)[2] == -9 + 6.0 / 4)
    #expect(design.matrix.column(3)[0] == 0.5)
  }

  @Test("rows with missing values are left out and counted")
  func missing() throws {
    let design = try Design(Formula("y ~ gap"), data())
    #expect(design.rows == [0, 2, 3, 4, 5])
    #expect(design.droppedRows == 1)
    #expect(try ols("y ~ gap", data()).summary().contains("1 row with missing values was left out."))
  }

  @Test(
    "a mistake is reported with its place",
    arguments: [
      ("y", "a formula has the form `response ~ terms`; there is no `~`", 0..<1),
      ("y ~", "expected a term, found the end", 3..<3),
      ("~ x", "expected the response, found `~`", 0..<1),
      ("y ~ x +", "expected a term, found the end", 7..<7),
      ("y ~ x z", "expected an operator or the end, found `z`", 6..<7),
      ("y ~ (x", "expected `)`, found the end", 6..<6),
      ("y ~ x + 2", "expected a column, 0 or 1 (arithmetic goes inside I(…)), found `2`", 8..<9),
      ("y ~ x / sex", "`/` between terms is not supported in formulas", 6..<7),
      ("y ~ x ? 1", "expected a name, a number or an operator, found `?`", 6..<7),
      ("y ~ lag(x)", "no function `lag` in formulas", 4..<7),
      ("y ~ Q('x", "expected a closing quote, found the end", 6..<8),
      (
        "y ~ x + sxe", "no column `sxe`; there is `y`, `x`, `odd name`, `sex`, `Sepal.Length`, `zero`, `gap`",
        8..<11
      ),
      ("y ~ log(sex)", "`sex` is text; numbers are needed here", 8..<11),
      ("sex ~ x", "the response `sex` is text; it must be numbers", 0..<3),
      ("y ~ C(sex, Treatment('X'))", "`sex` has no level `X`; its levels are `Female`, `Male`", 21..<24),
    ])
  func errors(_ formula: String, _ message: String, _ range: Range<Int>) throws {
    let error = #expect(throws: StatisticsError.self) { try ols(formula, data()) }
    guard case .formula(let inner)? = error else {
      Issue.record("no formula error for \(formula): \(String(describing: error))")
      return
    }
    #expect(inner.message == message)
    #expect(inner.range == range)
  }

  @Test("near names are proposed")
  func hints() {
    #expect(throws: StatisticsError.self) { try ols("y ~ sxe", data()) }
    do {
      _ = try ols("y ~ sxe", data())
    } catch {
      #expect((error as? StatisticsError)?.hints == ["did you mean `sex`?"])
    }
  }

  @Test("infinite values, no rows, no columns and new levels are refused")
  func unfit() throws {
    #expect(throws: StatisticsError.infinite(column: "log(zero)", row: 0)) {
      try ols("y ~ log(zero)", data())
    }
    #expect(throws: StatisticsError.noRows(dropped: 6)) { try ols("y ~ log(-x)", data()) }
    #expect(throws: StatisticsError.noColumns) { try ols("y ~ 0", data()) }
    let fit = try ols("y ~ x + sex", data())
    let other = try Table([("x", .f64([1])), ("sex", .text(TextColumn(["Other"])))])
    let error = #expect(throws: StatisticsError.self) { try fit.predict(other) }
    #expect(error?.message == "`sex` has no level `Other`; its levels are `Female`, `Male`")
    let gaps = try Table([("x", .f64([1, .nan])), ("sex", .text(TextColumn(["Male", "Male"])))])
    #expect(try fit.predict(gaps).mean.map(\.isNaN) == [false, true])
  }

  @Test("random formulas and hypotheses give a result or an error, never a trap")
  func fuzz() throws {
    var random = SplitMix(state: 31)
    let pieces = [
      "y", "x", "sex", "~", "+", "-", "*", ":", "^", "**", "(", ")", "C(", "I(", "log(", "Q(", "'odd name'",
      "1", "0", "2", "1e9",
      ",", "=", "/", " ", "Treatment(", "\"", "é", ".", "x1", "<", "Intercept", "const",
    ]
    let table = try data(), fit = try ols("y ~ x + sex", table)
    var fitted = 0, tested = 0
    for _ in 0..<6000 {
      let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      .joined()
      if (try? ols("y ~ " + text, table).summary()) != nil { fitted += 1 }
      _ = try? ols(text, table)
      if (try? fit.fTest(text)) != nil { tested += 1 }
      _ = try? fit.tTest(text)
    }
    #expect(fitted > 50 && tested > 50)
    let deep = "y ~ " + String(repeating: "(", count: 5000) + "x"
    #expect(throws: FormulaError.self) { try Formula(deep) }
    #expect(throws: FormulaError.self) { try Formula("y ~ I(" + String(repeating: "-", count: 5000) + "x)") }
    #expect(throws: StatisticsError.self) { try fit.fTest(String(repeating: "(", count: 5000)) }
    #expect(throws: FormulaError.self) { try Formula("y ~ " + String(repeating: "x + ", count: 100_000)) }
  }
}

/// SplitMix64: a few lines, the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
