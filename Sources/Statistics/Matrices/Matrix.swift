/// A dense matrix of doubles, row after row.
public struct Matrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  /// Row-major: entry (i, j) is `values[i * columns + j]`.
  public internal(set) var values: [Double]

  /// All zero.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = [Double](repeating: 0, count: rows * columns)
  }

  /// - Throws: `StatisticsError.lengthMismatch` unless there are rows × columns values.
  public init(rows: Int, columns: Int, values: [Double]) throws(StatisticsError) {
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflows, count == values.count else {
      throw .lengthMismatch(
        what: "a \(rows) × \(columns) matrix", length: values.count, expected: overflows ? .max : count)
    }
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public subscript(i: Int, j: Int) -> Double {
    get { values[i * columns + j] }
    set { values[i * columns + j] = newValue }
  }

  public func row(_ i: Int) -> [Double] { Array(values[i * columns..<(i + 1) * columns]) }
  public func column(_ j: Int) -> [Double] { (0..<rows).map { self[$0, j] } }
  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  func map(_ transform: (Double) -> Double) -> Matrix {
    var result = self
    for i in values.indices { result.values[i] = transform(values[i]) }
    return result
  }
}
