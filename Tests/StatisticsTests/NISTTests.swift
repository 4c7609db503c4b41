import Statistics
import Tables
import Testing

/// NIST's Statistical Reference Datasets for linear regression.
@Suite("Certified regressions")
struct NISTTests {
  private struct Problem {
    let y: [Double]
    let table: Table
    let formula: String
    let estimates: [Double], deviations: [Double]
    let residualSD: Double, r2: Double

    init(_ json: [String: Any]) throws {
      let columns = try #require(json["x"] as? [[Double]])
      let degree = try #require(json["degree"] as? Int)
      y = try #require(json["y"] as? [Double])
      var named: [(name: String, column: Column)] = [("y", .f64(y))]
      for j in columns[0].indices { named.append(("x\(j + 1)", .f64(columns.map { $0[j] }))) }
      table = try Table(named)
      let terms =
        degree > 0 ? (1...degree).map { $0 == 1 ? "x1" : "I(x1^\($0))" } : named.dropFirst().map(\.name)
      formula = "y ~ " + terms.joined(separator: " + ") + (json["intercept"] as? Bool == true ? "" : " - 1")
      estimates = try #require(json["estimates"] as? [Double])
      deviations = try #require(json["deviations"] as? [Double])
      residualSD = try #require(json["residual_sd"] as? Double)
      r2 = try #require(json["r2"] as? Double)
    }
  }

  // Significant digits to which the certified values must be met. The powers of x are rounded to doubles before
  // the solver sees them, which costs Filip (x¹⁰ of numbers with four digits) some.
  @Test(
    "estimates, deviations, residual deviation and R² are the certified ones",
    arguments: [
      ("Norris", 12.0), ("Pontius", 12), ("NoInt1", 12), ("NoInt2", 12), ("Longley", 12), ("Wampler1", 12),
      ("Wampler2", 12), ("Wampler3", 12), ("Wampler4", 12), ("Wampler5", 12), ("Filip", 7),
    ])
  func certified(_ name: String, _ digits: Double) throws {
    let sets = try #require(try Reference.load("nist-data")["sets"] as? [String: [String: Any]])
    let problem = try Problem(#require(sets[name]))
    let result = try ols(problem.formula, problem.table)
    var tolerance = 1.0
    for _ in 0..<Int(digits) { tolerance /= 10 }
    #expect(result.rank == problem.estimates.count)
    for (ours, certified) in zip(result.params, problem.estimates) {
      #expect(relativeError(ours, certified) < tolerance, "\(name): \(ours) for \(certified)")
    }
    // An exact fit has deviations of 0 up to rounding.
    let floor = problem.residualSD == 0 ? 1e-8 : 0
    for (ours, certified) in zip(result.standardErrors, problem.deviations) {
      #expect(
        abs(ours - certified) <= tolerance * certified + floor, "\(name) error: \(ours) for \(certified)")
    }
    #expect(
      abs(result.mseResidual.squareRoot() - problem.residualSD) <= tolerance * problem.residualSD + floor)
    #expect(relativeError(result.rSquared, problem.r2) < max(tolerance, 1e-12))
  }
}
