import Formatting
import Language
import Statistics
import Tables
import Tensors

/// A fitted least-squares model in the language: its figures as fields, its tests and predictions as methods.
final class OLSValue: ObjectValue {
  let result: OLSResult
  /// What it was fitted from, so that a session can fit it again.
  let formula: String
  let table: Table

  init(_ formula: String, _ table: Table) throws(Diagnostic) {
    result = try estimating { () throws(StatisticsError) in try ols(formula, table) }
    self.formula = formula
    self.table = table
  }

  override var kindName: String { "a regression" }
  override var typeSummary: String { "regression \(formula)" }
  override var methodFamily: String { "regression" }
  override var fieldNames: [String] { Self.figures.map(\.name) + ["names"] + Self.methods }

  private static let methods = ["summary", "predict", "score", "f_test", "t_test", "conf_int"]

  /// Figures by the names that statsmodels gives them.
  private static var figures: [(name: String, read: (OLSResult) -> Value)] {
    [
      ("params", { numbers($0.params) }), ("std_errors", { numbers($0.standardErrors) }),
      ("t_values", { numbers($0.tValues) }), ("p_values", { numbers($0.pValues) }),
      ("fitted", { numbers($0.fittedValues) }),
      ("residuals", { numbers($0.residuals) }), ("r2", { .float($0.rSquared) }),
      ("adj_r2", { .float($0.adjustedRSquared) }),
      ("f", { .float($0.fStatistic) }), ("f_p", { .float($0.fPValue) }),
      ("llf", { .float($0.logLikelihood) }),
      ("aic", { .float($0.aic) }), ("bic", { .float($0.bic) }), ("nobs", { .int($0.rowCount) }),
      ("df_resid", { .int($0.dfResidual) }), ("df_model", { .int($0.dfModel) }),
      ("mse_resid", { .float($0.mseResidual) }),
      ("durbin_watson", { .float($0.durbinWatson) }),
      (
        "jarque_bera",
        {
          .list([
            .float($0.jarqueBera.statistic), .float($0.jarqueBera.pValue), .float($0.skewness),
            .float($0.kurtosis),
          ])
        }
      ),
      ("omnibus", { .list([.float($0.omnibus.statistic), .float($0.omnibus.pValue)]) }),
      ("condition_number", { .float($0.conditionNumber) }), ("vif", { numbers($0.vif) }),
    ]
  }

  private static func numbers(_ values: [Double]) -> Value { .tensor(Tensor(values, [values.count])) }

  override func field(_ name: String) throws(Diagnostic) -> Value? {
    if let figure = Self.figures.first(where: { $0.name == name }) { return figure.read(result) }
    switch name {
    case "names": return .list(result.names.map { .text($0) })
    case "conf_int":
      return method(name) { (model, arguments) throws(Diagnostic) in try model.intervals(arguments) }
    case "summary":
      return method(name) { (model, _) throws(Diagnostic) in
        .object(SummaryText(try estimating { () throws(StatisticsError) in try model.result.summary() }))
      }
    case "predict":
      return method(name) { (model, arguments) throws(Diagnostic) in try model.predict(arguments) }
    case "score": return method(name) { (model, arguments) throws(Diagnostic) in try model.score(arguments) }
    case "f_test": return method(name) { (model, arguments) throws(Diagnostic) in try model.fTest(arguments) }
    case "t_test": return method(name) { (model, arguments) throws(Diagnostic) in try model.tTest(arguments) }
    default: return nil
    }
  }

  private func method(
    _ name: String, _ body: @escaping (OLSValue, [Value]) throws(Diagnostic) -> Value
  ) -> Value {
    .function(FunctionObject(name: name) { (_, arguments) throws(Diagnostic) in try body(self, arguments) })
  }

  override func display(_ options: DisplayOptions) -> String {
    (try? result.summary()) ?? typeSummary
  }

  // MARK: Methods

  private func intervals(_ arguments: [Value]) throws(Diagnostic) -> Value {
    let alpha = arguments.first?.number ?? 0.05
    let intervals = try estimating { () throws(StatisticsError) in
      try result.confidenceIntervals(alpha: alpha)
    }
    return .tensor(Tensor(intervals.flatMap { [$0.lower, $0.upper] }, [intervals.count, 2]))
  }

  private func table(_ arguments: [Value], _ name: String) throws(Diagnostic) -> Table {
    if case .object(let object)? = arguments.first, let value = object as? TableValue { return value.table }
    throw Diagnostic(.type, "T01", "`\(name)` needs a table", hints: ["fit.\(name)(table({x: [1.0, 2.0]}))"])
  }

  /// `predict(table, alpha)`: mean, its standard error, intervals of the mean and of a new observation.
  private func predict(_ arguments: [Value]) throws(Diagnostic) -> Value {
    let table = try table(arguments, "predict"),
      alpha = arguments.count > 1 ? arguments[1].number ?? 0.05 : 0.05
    let prediction = try estimating { () throws(StatisticsError) in try result.predict(table, alpha: alpha) }
    return .object(TableValue(prediction.table))
  }

  /// R² on another table: 1 − Σ(y − ŷ)² / Σ(y − ȳ)².
  private func score(_ arguments: [Value]) throws(Diagnostic) -> Value {
    let table = try table(arguments, "score")
    let predicted = try estimating { () throws(StatisticsError) in try result.predict(table).mean }
    // The same formula fitted there gives the outcome as the formula computes it.
    let outcome = try estimating { () throws(StatisticsError) in try ols(formula, table).design.response }
    let mean = outcome.reduce(0, +) / Double(outcome.count)
    let left = zip(outcome, predicted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let total = outcome.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return .float(1 - left / total)
  }

  private func hypotheses(_ arguments: [Value], _ name: String) throws(Diagnostic) -> String {
    if case .text(let text)? = arguments.first { return text.string }
    throw Diagnostic(
      .type, "T01", "`\(name)` needs hypotheses as a text", hints: ["fit.\(name)(\"x = 1, Intercept = 0\")"])
  }

  private func fTest(_ arguments: [Value]) throws(Diagnostic) -> Value {
    let text = try hypotheses(arguments, "f_test")
    let test = try estimating { () throws(StatisticsError) in try result.fTest(text) }
    return .record(
      RecordObject(fields: [
        "f": .float(test.f), "df_num": .int(test.dfNumerator), "df_denom": .int(test.dfDenominator),
        "p": .float(test.pValue),
      ]))
  }

  private func tTest(_ arguments: [Value]) throws(Diagnostic) -> Value {
    let text = try hypotheses(arguments, "t_test")
    let tests = try estimating { () throws(StatisticsError) in try result.tTest(text) }
    return .list(
      tests.map { test in
        .record(
          RecordObject(fields: [
            "estimate": .float(test.estimate), "std_error": .float(test.standardError), "t": .float(test.t),
            "p": .float(test.pValue), "lower": .float(test.interval.lower),
            "upper": .float(test.interval.upper),
          ]))
      })
  }

  // MARK: Sessions

  /// The fit is computed again from its data, which gives the same figures.
  override func archived() -> (type: String, payload: Value)? {
    ("ols", .list([.text(formula), TableArchive.encode(table)]))
  }

  static func decode(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    guard case .list(let parts) = payload, parts.items.count == 2, case .text(let formula) = parts.items[0],
      let table = try TableArchive.decodeTable(parts.items[1]) as? TableValue
    else { throw TableArchive.damaged }
    return try OLSValue(formula.string, table.table)
  }
}

/// A table of figures as text, shown as it is.
final class SummaryText: ObjectValue {
  let text: String
  init(_ text: String) { self.text = text }
  override var kindName: String { "a summary" }
  override func display(_ options: DisplayOptions) -> String { text }
  override func archived() -> (type: String, payload: Value)? { ("summary", .text(text)) }

  static func decode(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    guard case .text(let text) = payload else { throw TableArchive.damaged }
    return SummaryText(text.string)
  }
}

/// Runs statistics code, its errors turned into the language's.
func estimating<T>(_ body: () throws(StatisticsError) -> T) throws(Diagnostic) -> T {
  do {
    return try body()
  } catch {
    throw Diagnostic(.data, error.code, error.message, hints: error.hints)
  }
}
