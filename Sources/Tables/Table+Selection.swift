// Fewer columns, fewer rows, another order. Every one of these gives a new table.
extension Table {
  /// The named columns, in that order.
  /// - Throws: `TableError.unknownColumn`, `.duplicateColumn` when a name is asked for twice.
  public func selecting(_ wanted: [String]) throws(TableError) -> Table {
    var seen: Set<String> = [], picked: [Column] = []
    for name in wanted {
      guard seen.insert(name).inserted else { throw .duplicateColumn(name) }
      picked.append(try column(name))
    }
    return Table(names: wanted, columns: picked, rowCount: wanted.isEmpty ? 0 : rowCount)
  }

  /// All columns but the named ones.
  /// - Throws: `TableError.unknownColumn`.
  public func dropping(_ unwanted: [String]) throws(TableError) -> Table {
    for name in unwanted { _ = try column(name) }
    return try selecting(names.filter { !unwanted.contains($0) })
  }

  /// The rows where `mask` is true.
  /// - Throws: `TableError.maskLength` unless there is one entry a row.
  public func filtered(by mask: [Bool]) throws(TableError) -> Table {
    guard mask.count == rowCount else {
      throw .maskLength(column: nil, length: mask.count, expected: rowCount)
    }
    return picking(mask.indices.filter { mask[$0] })
  }

  /// A range of rows; what lies outside the table is left out, as when slicing elsewhere.
  public func rows(in range: Range<Int>) -> Table {
    let clamped = range.clamped(to: 0..<rowCount)
    return picking(Array(clamped))
  }

  /// The rows of the given indices, in that order; an index may repeat.
  /// - Throws: `TableError.rowOutOfRange`.
  public func rows(at indices: [Int]) throws(TableError) -> Table {
    if let bad = indices.first(where: { $0 < 0 || $0 >= rowCount }) {
      throw .rowOutOfRange(bad, rowCount: rowCount)
    }
    return picking(indices)
  }

  /// The first rows.
  public func head(_ count: Int = 5) -> Table { rows(in: 0..<max(0, min(count, rowCount))) }

  /// The last rows.
  public func tail(_ count: Int = 5) -> Table { rows(in: rowCount - max(0, min(count, rowCount))..<rowCount) }

  /// The rows in which none of the named columns (by default: no column) is missing.
  /// - Throws: `TableError.unknownColumn`.
  public func droppingMissing(in wanted: [String]? = nil) throws(TableError) -> Table {
    let checked = try selecting(wanted ?? names).columns.filter { $0.missingCount > 0 }
    if checked.isEmpty { return self }
    return picking((0..<rowCount).filter { row in !checked.contains { $0.isMissing(row) } })
  }

  func picking(_ rows: [Int]) -> Table {
    Table(names: names, columns: columns.map { $0.picking(rows) }, rowCount: columns.isEmpty ? 0 : rows.count)
  }

  /// The rows ordered by the named columns, the first name counting most; missing values come last either way.
  /// Rows that are equal keep their order. Text is ordered by code points.
  /// - Throws: `TableError.unknownColumn`.
  public func sorted(by wanted: [String], descending: Bool = false) throws(TableError) -> Table {
    var order = Array(0..<rowCount)
    // Stable sorts from the least to the most important column.
    for name in wanted.reversed() { order = try column(name).sorting(order, descending: descending) }
    return picking(order)
  }

  public func sorted(by name: String, descending: Bool = false) throws(TableError) -> Table {
    try sorted(by: [name], descending: descending)
  }
}

extension Column {
  /// `rows` ordered by this column's values; equal rows keep their order, missing ones come last.
  func sorting(_ rows: [Int], descending: Bool) -> [Int] {
    switch self {
    case .f64(let values): stablySorted(rows, by: values, descending)
    case .i64(let values, _): stablySorted(rows, by: values, descending)
    case .bool(let values, _): stablySorted(rows, by: values.map { $0 ? 1 : 0 }, descending)
    case .text(let column): stablySorted(rows, by: column.ranks, descending)
    }
  }

  private func stablySorted<Key: Comparable>(_ rows: [Int], by keys: [Key], _ descending: Bool) -> [Int] {
    // Pairs with the position make any sort stable.
    var present: [(row: Int, position: Int)] = [], absent: [Int] = []
    for (position, row) in rows.enumerated() {
      if isMissing(row) { absent.append(row) } else { present.append((row, position)) }
    }
    present.sort { a, b in
      let x = keys[a.row], y = keys[b.row]
      if x == y { return a.position < b.position }
      return descending ? y < x : x < y
    }
    return present.map(\.row) + absent
  }
}

extension TextColumn {
  /// Each row's place in the order of the levels; −1 for missing.
  fileprivate var ranks: [Int] {
    var rank = [Int](repeating: 0, count: levels.count)
    let order = levels.indices.sorted { Self.precedes(levels[$0], levels[$1]) }
    for (place, level) in order.enumerated() { rank[level] = place }
    return codes.map { $0 < 0 ? -1 : rank[Int($0)] }
  }
}

extension Column {
  /// The length of the missing mask when it does not fit the values.
  var badMaskLength: Int? {
    switch self {
    case .i64(let values, let mask): mask.isEmpty || mask.length == values.count ? nil : mask.length
    case .bool(let values, let mask): mask.isEmpty || mask.length == values.count ? nil : mask.length
    case .f64, .text: nil
    }
  }
}
