import Tables

/// A formula matched with a table: the response and the design matrix of the rows without missing values.
public struct Design: Sendable {
  public let formula: Formula
  /// n values.
  public let response: [Double]
  public let responseName: String
  /// n × p.
  public let matrix: Matrix
  /// The p names of its columns: `Intercept`, `x`, `C(sex)[T.Male]`, `a[T.x]:z`.
  public let names: [String]
  /// Which columns belong to which term of the formula, in order; the intercept's name is `Intercept`.
  public let terms: [(name: String, columns: Range<Int>)]
  /// The table's rows that are used, in order.
  public let rows: [Int]
  /// How many rows were left out because a value was missing.
  public let droppedRows: Int
  let layout: DesignLayout

  /// - Throws: `.formula` where formula and table do not fit, `.noRows`, `.noColumns`, `.infinite`.
  public init(_ formula: Formula, _ table: Table) throws(StatisticsError) {
    self.formula = formula
    do throws(FormulaError) {
      let response = try formula.response.expression.column(in: table, formula.source)
      guard let y = response.doubles else {
        let name = formula.response.name
        throw FormulaError(.categoricalResponse(name), in: formula.source, at: 0..<name.utf8.count)
      }
      let values = try FactorValues(formula, table)
      let rows = (0..<table.rowCount).filter { !y[$0].isNaN && !values.isMissing($0) }  // ascending
      layout = try DesignLayout(formula, values, rows: rows)
      matrix = try layout.matrix(values, rows: rows)
      self.response = rows.count == y.count ? y : rows.map { y[$0] }
      self.rows = rows
    } catch {
      throw .formula(error)
    }
    responseName = formula.response.name
    names = layout.names
    terms = layout.terms
    droppedRows = table.rowCount - rows.count
    if rows.isEmpty { throw .noRows(dropped: droppedRows) }
    if names.isEmpty { throw .noColumns }
    try checkFinite()
  }

  private func checkFinite() throws(StatisticsError) {
    if let i = response.firstIndex(where: { $0.isInfinite }) {
      throw .infinite(column: responseName, row: rows[i])
    }
    if let i = matrix.values.firstIndex(where: { $0.isInfinite }) {
      throw .infinite(column: names[i % matrix.columns], row: rows[i / matrix.columns])
    }
  }

  /// The design matrix of another table, which need not have the response, with the levels and coding of this
  /// one. Rows with missing values are NaN throughout.
  /// - Throws: `.formula`, for instance for a level that was not there when the model was fitted.
  public func matrix(for table: Table) throws(StatisticsError) -> Matrix {
    do throws(FormulaError) {
      let values = try FactorValues(formula, table)
      var result = try layout.matrix(values, rows: Array(0..<table.rowCount))
      for row in 0..<table.rowCount where values.isMissing(row) {
        for j in 0..<result.columns { result[row, j] = .nan }
      }
      return result
    } catch {
      throw .formula(error)
    }
  }
}

/// The columns of all factors of a formula's right side.
struct FactorValues {
  let source: String
  /// Factor name → column, and the factor itself, in order of appearance.
  private(set) var columns: [String: Column] = [:]
  private(set) var factors: [Factor] = []

  init(_ formula: Formula, _ table: Table) throws(FormulaError) {
    source = formula.source
    for factor in formula.terms.flatMap(\.factors) where columns[factor.name] == nil {
      columns[factor.name] = try factor.expression.column(in: table, source)
      factors.append(factor)
    }
    incomplete = columns.values.filter { $0.missingCount > 0 }
  }

  private let incomplete: [Column]

  func isMissing(_ row: Int) -> Bool { incomplete.contains { $0.isMissing(row) } }
}
