import Tables

/// The columns of a design matrix, decided once from the data a model is fitted to and used again for predictions.
struct DesignLayout: Sendable {
  /// A product of factors; each factor contributes one of its columns.
  struct DesignColumn: Sendable {
    let name: String
    /// Factor name, and for a category the level whose rows are 1.
    let parts: [(factor: String, level: Int?)]
  }

  let columns: [DesignColumn]
  let terms: [(name: String, columns: Range<Int>)]
  /// Category name → its levels in order.
  private let levels: [String: [Cell]]

  var names: [String] { columns.map(\.name) }

  init(_ formula: Formula, _ values: FactorValues, rows: [Int]) throws(FormulaError) {
    var levels: [String: [Cell]] = [:], references: [String: Int] = [:]
    for factor in values.factors {
      guard let column = values.columns[factor.name], factor.isCategory || !column.type.isNumeric else {
        continue
      }
      let found = try Self.levels(of: column, factor, rows, formula.source)
      levels[factor.name] = found
      references[factor.name] = try Self.reference(factor, found, formula.source)
    }
    var columns: [DesignColumn] = [], terms: [(name: String, columns: Range<Int>)] = []
    for bucket in Self.buckets(formula.terms, levels) {
      var plan = ContrastPlan()
      for term in bucket {
        let start = columns.count
        guard term.factors.count <= FormulaLimits.factors else {
          throw FormulaError(
            .unsupported("an interaction of \(term.factors.count) variables"), in: formula.source,
            at: 0..<formula.source.utf8.count)
        }
        for part in plan.parts(term.factors.map(\.name).filter { levels[$0] != nil }) {
          let choices = term.factors.filter { levels[$0.name] == nil || part.isFull[$0.name] != nil }.map {
            factor in
            Self.choices(
              factor, levels[factor.name], references[factor.name] ?? 0, part.isFull[factor.name] ?? false)
          }
          let count = choices.reduce(1) { min($0 * $1.count, 1 << 30) }
          guard columns.count + count <= FormulaLimits.levels else {
            throw FormulaError(
              .tooManyLevels(term.name, count: count), in: formula.source, at: 0..<formula.source.utf8.count)
          }
          columns += Self.products(choices)
        }
        terms.append((term.name, start..<columns.count))
      }
    }
    self.columns = columns
    self.terms = terms
    self.levels = levels
  }

  /// Terms grouped by their numeric factors, those without any first, within each group by number of factors.
  private static func buckets(_ terms: [Term], _ levels: [String: [Cell]]) -> [[Term]] {
    var keys: [Set<String>] = [], buckets: [Set<String>: [Term]] = [:]
    for term in terms {
      let numeric = Set(term.factors.map(\.name).filter { levels[$0] == nil })
      if buckets[numeric] == nil { keys.append(numeric) }
      buckets[numeric, default: []].append(term)
    }
    let ordered = keys.filter(\.isEmpty) + keys.filter { !$0.isEmpty }
    return ordered.map { key in
      let terms = buckets[key] ?? []
      return Set(terms.map(\.factors.count)).sorted().flatMap { size in
        terms.filter { $0.factors.count == size }
      }
    }
  }

  /// One column's name and level for each column that a factor contributes.
  private static func choices(
    _ factor: Factor, _ levels: [Cell]?, _ reference: Int, _ isFull: Bool
  ) -> [(name: String, factor: String, level: Int?)] {
    guard let levels else { return [(factor.name, factor.name, nil)] }
    return levels.indices.filter { isFull || $0 != reference }.map { level in
      ("\(factor.name)[\(isFull ? "" : "T.")\(label(levels[level]))]", factor.name, level)
    }
  }

  /// All products, the first factor's columns changing fastest, as in R.
  private static func products(_ choices: [[(name: String, factor: String, level: Int?)]]) -> [DesignColumn] {
    var results: [(names: [String], parts: [(factor: String, level: Int?)])] = [([], [])]
    for factor in choices.reversed() {
      results = results.flatMap { tail in
        factor.map { ([$0.name] + tail.names, [($0.factor, $0.level)] + tail.parts) }
      }
    }
    return results.map {
      DesignColumn(name: $0.names.isEmpty ? "Intercept" : $0.names.joined(separator: ":"), parts: $0.parts)
    }
  }

  // MARK: Levels

  private static func levels(
    of column: Column, _ factor: Factor, _ rows: [Int], _ source: String
  ) throws(FormulaError) -> [Cell] {
    // Boolean columns have both levels whether they occur or not, as in patsy.
    if case .bool = column { return [.truth(false), .truth(true)] }
    let used = column.choosing(rows)
    var levels: [Cell]
    switch used {
    case .text(let column): levels = column.sortedLevels.map(Cell.text)
    case .i64(let values, _): levels = Set(values).sorted().map(Cell.integer)
    case .f64(let values): levels = Set(values).sorted().map(Cell.real)
    case .bool: levels = []
    }
    guard levels.count <= FormulaLimits.levels else {
      throw FormulaError(
        .tooManyLevels(factor.expression.name, count: levels.count), in: source, at: 0..<source.utf8.count)
    }
    return levels
  }

  private static func reference(_ factor: Factor, _ levels: [Cell], _ source: String) throws(FormulaError)
    -> Int
  {
    guard let wanted = factor.reference else { return 0 }
    // `Treatment(3)` means the level 3.0 as well.
    let isWanted = { (level: Cell) in
      if case .real(let x) = level { return x == Double(wanted.level) }
      return label(level) == wanted.level
    }
    guard let index = levels.firstIndex(where: isWanted) else {
      throw FormulaError(
        .unknownLevel(wanted.level, factor: factor.expression.name, levels: levels.map(label)), in: source,
        at: wanted.range)
    }
    return index
  }

  /// A level as coefficient names show it; booleans as Python writes them.
  static func label(_ level: Cell) -> String {
    switch level {
    case .text(let text): text
    case .integer(let n): String(n)
    case .real(let x): "\(x)"
    case .truth(let truth): truth ? "True" : "False"
    case .missing: ""
    }
  }

  // MARK: Values

  /// One row for each of `rows`. Precondition: the values belong to the same formula.
  /// - Throws: `.unknownLevel` when a category has a level that the layout does not know.
  func matrix(_ values: FactorValues, rows: [Int]) throws(FormulaError) -> Matrix {
    let (entries, overflows) = rows.count.multipliedReportingOverflow(by: columns.count)
    guard !overflows, entries <= FormulaLimits.entries else {
      throw FormulaError(
        .unsupported("a design of \(rows.count) × \(columns.count) values"), in: values.source,
        at: 0..<values.source.utf8.count)
    }
    var numbers: [String: [Double]] = [:], codes: [String: [Int]] = [:]
    for factor in values.factors {
      guard let column = values.columns[factor.name]?.choosing(rows) else { continue }
      if let levels = levels[factor.name] {
        codes[factor.name] = try Self.codes(column, levels, factor, values.source)
      } else if let doubles = column.doubles {
        numbers[factor.name] = doubles
      } else {
        throw FormulaError(.notNumeric(factor.name), in: values.source, at: 0..<values.source.utf8.count)
      }
    }
    // What each column is the product of, looked up once.
    let products = columns.map { column in
      column.parts.compactMap { factor, level -> Variable? in
        if let level, let codes = codes[factor] { return .indicator(codes, level) }
        return numbers[factor].map(Variable.numbers)
      }
    }
    var result = Matrix(rows: rows.count, columns: columns.count)
    result.values.withUnsafeMutableBufferPointer { Self.fill($0, products, rows: rows.count) }
    return result
  }

  /// A factor's values in all rows: its numbers, or 1 where a category has the given level.
  private enum Variable {
    case numbers([Double])
    case indicator([Int], Int)
  }

  /// Row-major products. A few hundred rows at a time: a whole column would touch every cache line of the matrix.
  private static func fill(_ cells: UnsafeMutableBufferPointer<Double>, _ products: [[Variable]], rows: Int) {
    let width = products.count, block = 256
    for start in stride(from: 0, to: rows, by: block) {
      let range = start..<min(rows, start + block)
      for (j, variables) in products.enumerated() {
        if variables.isEmpty { for i in range { cells[i * width + j] = 1 } }
        for (k, variable) in variables.enumerated() {
          switch variable {
          case .numbers(let values):
            if k == 0 {
              for i in range { cells[i * width + j] = values[i] }
            } else {
              for i in range { cells[i * width + j] *= values[i] }
            }
          case .indicator(let codes, let level):
            for i in range {
              cells[i * width + j] = codes[i] == level ? (k == 0 ? 1 : cells[i * width + j]) : 0
            }
          }
        }
      }
    }
  }

  /// Each row's level as an index; −1 for missing.
  private static func codes(
    _ column: Column, _ levels: [Cell], _ factor: Factor, _ source: String
  ) throws(FormulaError) -> [Int] {
    let places = Dictionary(
      levels.enumerated().map { (label($1), $0) }, uniquingKeysWith: { first, _ in first })
    func place(_ cell: Cell) throws(FormulaError) -> Int {
      if cell == .missing { return -1 }
      guard let place = places[label(cell)] else {
        throw FormulaError(
          .unknownLevel(label(cell), factor: factor.expression.name, levels: levels.map(label)), in: source,
          at: 0..<source.utf8.count)
      }
      return place
    }
    guard case .text(let texts) = column else {
      var result: [Int] = []
      for row in 0..<column.count { result.append(try place(column[row])) }
      return result
    }
    // Each text is looked up once, not once a row.
    var placeOfLevel: [Int] = []
    let counts = texts.levelCounts
    for (level, text) in texts.levels.enumerated() {
      placeOfLevel.append(counts[level] > 0 ? try place(.text(text)) : -1)
    }
    return texts.codes.map { $0 < 0 ? -1 : placeOfLevel[Int($0)] }
  }
}

extension Term {
  var name: String { factors.isEmpty ? "Intercept" : factors.map(\.name).joined(separator: ":") }
}

extension Column {
  /// `picking` without the copy when all rows are wanted.
  func choosing(_ rows: [Int]) -> Column { rows.count == count ? self : picking(rows) }
}
