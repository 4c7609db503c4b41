/// Named columns of one length, in order. A value: changing a copy leaves the original alone.
public struct Table: Sendable, Equatable {
  public private(set) var names: [String]
  public private(set) var columns: [Column]
  public private(set) var rowCount: Int
  private var positions: [String: Int]

  /// No columns, no rows.
  public init() {
    names = []
    columns = []
    rowCount = 0
    positions = [:]
  }

  /// - Throws: `TableError.duplicateColumn`, `.lengthMismatch`, `.maskLength`.
  public init(_ columns: [(name: String, column: Column)]) throws(TableError) {
    self.init()
    for (name, column) in columns {
      if positions[name] != nil { throw .duplicateColumn(name) }
      try set(name, column)
    }
  }

  /// Trusts that names are distinct and columns equally long.
  init(names: [String], columns: [Column], rowCount: Int) {
    self.names = names
    self.columns = columns
    self.rowCount = rowCount
    positions = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
  }

  public var columnCount: Int { columns.count }

  /// The column of that name, or nil.
  public subscript(name: String) -> Column? { positions[name].map { columns[$0] } }

  /// The column of that name.
  /// - Throws: `TableError.unknownColumn`, which lists all names.
  public func column(_ name: String) throws(TableError) -> Column {
    guard let column = self[name] else { throw .unknownColumn(name, names: names) }
    return column
  }

  /// The column as real numbers: missing is NaN, booleans are 0 and 1.
  /// - Throws: `TableError.unknownColumn`, `.notNumeric`.
  public func doubles(_ name: String) throws(TableError) -> [Double] {
    let column = try column(name)
    guard let values = column.doubles else { throw .notNumeric(name, column.type) }
    return values
  }

  /// Adds a column at the end, or replaces the one of that name where it stands.
  /// - Throws: `TableError.lengthMismatch`, `.maskLength`.
  public mutating func set(_ name: String, _ column: Column) throws(TableError) {
    let isOnlyColumn = columns.isEmpty || (columns.count == 1 && positions[name] == 0)
    guard isOnlyColumn || column.count == rowCount else {
      throw .lengthMismatch(column: name, length: column.count, expected: rowCount)
    }
    if case .text = column {
    } else if let mask = column.badMaskLength {
      throw .maskLength(column: name, length: mask, expected: column.count)
    }
    if let position = positions[name] {
      columns[position] = column
    } else {
      positions[name] = columns.count
      names.append(name)
      columns.append(column)
    }
    rowCount = column.count
  }

  /// A copy with the column added, or replaced where it stands.
  public func setting(_ name: String, to column: Column) throws(TableError) -> Table {
    var copy = self
    try copy.set(name, column)
    return copy
  }

  /// A copy with one column renamed.
  /// - Throws: `TableError.unknownColumn`, `.duplicateColumn`.
  public func renaming(_ name: String, to newName: String) throws(TableError) -> Table {
    guard let position = positions[name] else { throw .unknownColumn(name, names: names) }
    if newName != name, positions[newName] != nil { throw .duplicateColumn(newName) }
    var newNames = names
    newNames[position] = newName
    return Table(names: newNames, columns: columns, rowCount: rowCount)
  }

  public static func == (a: Table, b: Table) -> Bool {
    a.rowCount == b.rowCount && a.names == b.names && a.columns == b.columns
  }
}
