import Statistics
import Tables
import Testing

/// A table from JSON columns; null is missing.
func table(_ json: Any?) throws -> Table {
  let columns = try #require(json as? [String: [Any?]])
  return try Table(
    columns.sorted { $0.key < $1.key }.map { name, values in
      switch name {
      case "g", "h": (name, .text(TextColumn(values.map { $0 as? String })))
      case "flag": (name, .bool(values.map { $0 as? Bool ?? false }))
      case "n": (name, .i64(values.map { $0 as? Int ?? 0 }))
      default: (name, .f64(values.map { $0 as? Double ?? .nan }))
      }
    })
}

@Suite("Least squares against statsmodels")
struct OLSCaseTests {
  private struct Case {
    let formula: String
    let json: [String: Any]
    let result: OLSResult

    func numbers(_ key: String) throws -> [Double] {
      try #require(json[key] as? [Any]).map { $0 as? Double ?? .nan }
    }
  }

  private func cases() throws -> [Case] {
    let all = try #require(try Reference.load("ols-cases")["cases"] as? [[String: Any]])
    return try all.map { json in
      let formula = try #require(json["formula"] as? String)
      return Case(formula: formula, json: json, result: try ols(formula, table(json["data"])))
    }
  }

  private func expect(_ ours: [Double], _ theirs: [Double], scale: Double = 0, _ what: String) {
    #expect(ours.count == theirs.count, "\(what)")
    // What is zero up to rounding is compared with the size of its neighbours.
    for (a, b) in zip(ours, theirs) where !(a.isNaN && b.isNaN) {
      #expect(abs(a - b) <= 1e-10 * abs(b) + 1e-12 * scale, "\(what): \(a) for \(b)")
    }
  }

  @Test("the columns of 29 kinds of formula have patsy's names and order")
  func names() throws {
    for item in try cases() {
      #expect(item.result.names == item.json["names"] as? [String], "\(item.formula)")
    }
  }

  @Test("coefficients and their inference agree to 10 digits")
  func coefficients() throws {
    for item in try cases() {
      let what = item.formula, result = item.result
      let params = try item.numbers("params")
      let scale = params.map(abs).max() ?? 0
      expect(result.params, params, scale: scale, what)
      // Of a column of zeros statsmodels reports rounding errors, we 0 ± 0.
      let real = params.indices.filter { abs(params[$0]) > 1e-12 * scale }
      func compare(_ ours: [Double], _ key: String, scale: Double) throws {
        let theirs = try item.numbers(key)
        expect(real.map { ours[$0] }, real.map { theirs[$0] }, scale: scale, "\(what) \(key)")
      }
      try compare(result.standardErrors, "bse", scale: 0)
      try compare(result.tValues, "t", scale: 100)
      try compare(result.pValues, "p", scale: 1)
      let intervals = try result.confidenceIntervals(alpha: 0.1)
      expect(intervals.map(\.lower), try item.numbers("low"), scale: scale, what)
      expect(intervals.map(\.upper), try item.numbers("high"), scale: scale, what)
    }
  }

  @Test("every figure of the summary agrees to 10 digits")
  func figures() throws {
    for item in try cases() {
      let result = item.result, figures = try #require(item.json["figures"] as? [String: Any])
      let jb = result.jarqueBera, omnibus = result.omnibus
      #expect(result.rank == item.json["rank"] as? Int)
      for (name, ours) in [
        ("r2", result.rSquared), ("adj_r2", result.adjustedRSquared), ("f", result.fStatistic),
        ("f_p", result.fPValue), ("llf", result.logLikelihood), ("aic", result.aic), ("bic", result.bic),
        ("df_model", Double(result.dfModel)), ("df_resid", Double(result.dfResidual)),
        ("cond", result.conditionNumber), ("nobs", Double(result.rowCount)), ("dw", result.durbinWatson),
        ("jb", jb.statistic), ("jb_p", jb.pValue), ("skew", result.skewness), ("kurtosis", result.kurtosis),
        ("omnibus", omnibus.statistic), ("omnibus_p", omnibus.pValue),
      ] {
        // Of a singular design statsmodels reports the quotient with a rounding error.
        if name == "cond", result.rank < result.names.count { continue }
        expect([ours], [figures[name] as? Double ?? .nan], scale: 1, "\(item.formula) \(name)")
      }
    }
  }

  @Test("predictions for new rows agree to 10 digits")
  func predictions() throws {
    for item in try cases() {
      let ours = try item.result.predict(table(item.json["new"])).table
      let theirs = try #require(item.json["predict"] as? [String: [Double]])
      for (name, values) in theirs {
        expect(try ours.doubles(name), values, scale: 1, "\(item.formula) \(name)")
      }
    }
  }

  @Test("summaries are statsmodels' but for date, time and where it keeps blanks")
  func summaries() throws {
    for item in try cases() where item.result.rank == item.result.names.count {
      let theirs = try #require(item.json["coef_lines"] as? [String])
      let ours = try item.result.summary().split(separator: "\n").map(String.init)
      // The coefficient and diagnostics tables, line by line.
      let start = try #require(theirs.firstIndex { $0.contains("std err") })
      let end = try #require(theirs.firstIndex { $0.hasPrefix("Kurtosis") })
      for line in theirs[start...end] where !line.hasPrefix("==") {
        #expect(ours.contains(line), "\(item.formula): \(line)")
      }
      // The header: the same pairs of name and value.
      let header = ours.prefix { !$0.contains("std err") }.joined(separator: " ").split(separator: " ")
      for line in theirs[2..<start]
      where !line.hasPrefix("Date") && !line.hasPrefix("Time") && !line.hasPrefix("==") {
        for word in line.split(separator: " ") { #expect(header.contains(word), "\(item.formula): \(word)") }
      }
    }
  }
}
