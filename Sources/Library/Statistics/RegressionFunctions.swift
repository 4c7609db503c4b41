import Language
import Statistics
import Tables

/// Regressions from formulas.
enum RegressionFunctions {
  static var all: [BuiltIn] { [leastSquares] }

  private static var leastSquares: BuiltIn {
    BuiltIn(
      "ols", "formula, data", family: "regression",
      summary:
        "least squares from a formula, with standard errors, tests and intervals; .summary(), .predict(table), .f_test(text)",
      shapes: "formula, table of n rows → regression",
      example: "ols(\"y ~ x\", table({x: [1, 2, 3], y: [1, 3, 5]})).params",
      gives: "[-1.,  2.]  f64[2]", section: "3.2.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let formula = try call.text(0)
      guard case .object(let object) = call[1], let data = object as? TableValue else {
        throw call.mismatch(1, "a table")
      }
      return .object(try OLSValue(formula, data.table))
    }
  }
}
