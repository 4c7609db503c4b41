/// The values of one column, all of one type. A missing value is NaN in `f64`, a mask bit elsewhere.
///
/// Integers are Swift's `Int`, which is 64 bits wide on every system that Gradus supports.
public enum Column: Sendable, Equatable {
  case f64([Double])
  case i64([Int], missing: MissingMask = .none)
  case bool([Bool], missing: MissingMask = .none)
  case text(TextColumn)

  /// Two columns are equal when their types and values are; missing equals missing.
  public static func == (a: Column, b: Column) -> Bool {
    guard a.type == b.type, a.count == b.count else { return false }
    return (0..<a.count).allSatisfy { a[$0] == b[$0] }
  }
}

/// A column's type; the raw value is how it is written in tables and messages.
public enum ColumnType: String, Sendable, CaseIterable {
  case f64, i64, bool, text

  public var isNumeric: Bool { self == .f64 || self == .i64 }
}

/// One entry of a column.
public enum Cell: Sendable, Equatable {
  case missing
  case real(Double)
  case integer(Int)
  case truth(Bool)
  case text(String)
}

/// Which rows have no value. The usual case, nothing missing, takes no memory.
public struct MissingMask: Sendable, Equatable {
  /// One entry a row, or none at all when nothing is missing.
  private var flags: [Bool]

  public static let none = MissingMask(flags: [])

  private init(flags: [Bool]) { self.flags = flags }

  /// `flags[i]` says that row i is missing.
  public init(_ flags: [Bool]) { self.flags = flags.contains(true) ? flags : [] }

  public var isEmpty: Bool { flags.isEmpty }
  /// How many rows are missing.
  public var count: Int { flags.count { $0 } }
  /// How many rows the mask describes; 0 when nothing is missing.
  var length: Int { flags.count }

  /// Rows beyond the mask are present.
  public subscript(row: Int) -> Bool { row < flags.count && flags[row] }

  func picking(_ rows: [Int]) -> MissingMask {
    isEmpty ? .none : MissingMask(rows.map { self[$0] })
  }
}

extension Column {
  public var type: ColumnType {
    switch self {
    case .f64: .f64
    case .i64: .i64
    case .bool: .bool
    case .text: .text
    }
  }

  public var count: Int {
    switch self {
    case .f64(let values): values.count
    case .i64(let values, _): values.count
    case .bool(let values, _): values.count
    case .text(let column): column.count
    }
  }

  /// The entry of one row. Precondition: `row` is in `0..<count`.
  public subscript(row: Int) -> Cell {
    switch self {
    case .f64(let values): values[row].isNaN ? .missing : .real(values[row])
    case .i64(let values, let missing): missing[row] ? .missing : .integer(values[row])
    case .bool(let values, let missing): missing[row] ? .missing : .truth(values[row])
    case .text(let column): column[row].map(Cell.text) ?? .missing
    }
  }

  public func isMissing(_ row: Int) -> Bool {
    switch self {
    case .f64(let values): values[row].isNaN
    case .i64(_, let missing), .bool(_, let missing): missing[row]
    case .text(let column): column.codes[row] < 0
    }
  }

  public var missingCount: Int {
    switch self {
    case .f64(let values): values.count { $0.isNaN }
    case .i64(_, let missing), .bool(_, let missing): missing.count
    case .text(let column): column.codes.count { $0 < 0 }
    }
  }

  /// The column as real numbers: missing is NaN, false 0 and true 1; nil for text.
  public var doubles: [Double]? {
    switch self {
    case .f64(let values): return values
    case .i64(let values, let missing):
      if missing.isEmpty { return values.map(Double.init) }
      return values.indices.map { missing[$0] ? .nan : Double(values[$0]) }
    case .bool(let values, let missing):
      return values.indices.map { missing[$0] ? .nan : values[$0] ? 1 : 0 }
    case .text: return nil
    }
  }

  /// The given rows, in the given order. Precondition: every row is in `0..<count`.
  public func picking(_ rows: [Int]) -> Column {
    switch self {
    case .f64(let values): .f64(rows.map { values[$0] })
    case .i64(let values, let missing): .i64(rows.map { values[$0] }, missing: missing.picking(rows))
    case .bool(let values, let missing): .bool(rows.map { values[$0] }, missing: missing.picking(rows))
    case .text(let column): .text(column.picking(rows))
    }
  }
}
