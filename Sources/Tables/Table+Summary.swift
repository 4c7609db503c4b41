// Counting and describing columns.
extension Table {
  /// How often each value of a column occurs, most frequent first and equally frequent ones in order of
  /// appearance; missing values are not counted. Columns: the column's own name, and `count`.
  /// - Throws: `TableError.unknownColumn`.
  public func valueCounts(_ name: String) throws(TableError) -> Table {
    let column = try column(name)
    let (firstRows, counts) = column.distinct()
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let countName = name == "count" ? "count of count" : "count"
    return Table(
      names: [name, countName],
      columns: [column.picking(order.map { firstRows[$0] }), .i64(order.map { counts[$0] })],
      rowCount: order.count)
  }

  /// Summary figures, one column for each column described, the first column naming the figure.
  ///
  /// Numbers: count, mean, std (n − 1), min, quartiles (linear between neighbours), max; missing values left out.
  /// Text and booleans: count, unique, top, freq. Numbers win when the table has both, as in pandas;
  /// `text: true` asks for the others.
  public func describe(text: Bool = false) -> Table {
    let numeric = names.indices.filter { columns[$0].type.isNumeric }
    if !text, !numeric.isEmpty {
      let figures = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]
      return described(figures, numeric) { .f64(Description(columns[$0].doubles ?? []).figures) }
    }
    let other = names.indices.filter { !columns[$0].type.isNumeric }
    return described(["count", "unique", "top", "freq"], other) { .text(TextColumn(columns[$0].frequencies)) }
  }

  private func described(_ figures: [String], _ wanted: [Int], _ column: (Int) -> Column) -> Table {
    // A column of the reader's own may be called `figure` as well.
    var label = "figure"
    while wanted.contains(where: { names[$0] == label }) { label += "_" }
    return Table(
      names: [label] + wanted.map { names[$0] },
      columns: [.text(TextColumn(figures))] + wanted.map(column), rowCount: figures.count)
  }
}

/// The figures of `describe` for numbers.
struct Description {
  let figures: [Double]

  init(_ values: [Double]) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    let n = Double(sorted.count)
    let mean = CompensatedSum.of(sorted) / n
    let squares = CompensatedSum.of(sorted.map { ($0 - mean) * ($0 - mean) })
    figures = [
      n, mean, sorted.count > 1 ? (squares / (n - 1)).squareRoot() : .nan, Self.quantile(sorted, 0),
      Self.quantile(sorted, 0.25), Self.quantile(sorted, 0.5), Self.quantile(sorted, 0.75),
      Self.quantile(sorted, 1),
    ]
  }

  /// The quantile between the two nearest values, linearly (Hyndman and Fan's type 7).
  static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    guard let last = sorted.indices.last else { return .nan }
    let place = p * Double(last)
    let below = min(last, Int(place)), above = min(last, below + 1)
    let fraction = place - Double(below)
    return fraction == 0 ? sorted[below] : sorted[below] + (sorted[above] - sorted[below]) * fraction
  }
}

/// Sums that keep what rounding would lose (Neumaier 1974).
enum CompensatedSum {
  static func of(_ values: [Double]) -> Double {
    var sum = 0.0, lost = 0.0
    for x in values {
      let next = sum + x
      lost += abs(sum) >= abs(x) ? (sum - next) + x : (x - next) + sum
      sum = next
    }
    return lost.isFinite ? sum + lost : sum
  }
}

extension Column {
  /// The row where each distinct value appears first, and how often it occurs.
  fileprivate func distinct() -> (firstRows: [Int], counts: [Int]) {
    switch self {
    case .f64(let values): Self.distinct(values) { !$0.isNaN }
    case .i64(let values, let missing):
      Self.distinct(values.indices.map { missing[$0] ? nil : values[$0] }) { $0 != nil }
    case .bool(let values, let missing):
      Self.distinct(values.indices.map { missing[$0] ? nil : values[$0] }) { $0 != nil }
    case .text(let column): Self.distinct(column.codes) { $0 >= 0 }
    }
  }

  private static func distinct<Value: Hashable>(
    _ values: [Value], counting: (Value) -> Bool
  ) -> (firstRows: [Int], counts: [Int]) {
    var place: [Value: Int] = [:]
    var firstRows: [Int] = [], counts: [Int] = []
    for (row, value) in values.enumerated() where counting(value) {
      if let known = place[value] {
        counts[known] += 1
      } else {
        place[value] = counts.count
        firstRows.append(row)
        counts.append(1)
      }
    }
    return (firstRows, counts)
  }

  /// count, unique, top, freq.
  fileprivate var frequencies: [String?] {
    let (firstRows, counts) = distinct()
    // The first of equally frequent values.
    let top = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) }
    let text = top.map { place in
      switch self[firstRows[place]] {
      case .text(let text): text
      case .truth(let truth): truth ? "true" : "false"
      default: ""
      }
    }
    return [String(count - missingCount), String(counts.count), text, top.map { String(counts[$0]) }]
  }
}
