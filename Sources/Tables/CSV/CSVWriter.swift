import Formatting

extension CSV {
  /// Writes a table to a file, replacing it only when everything was written.
  /// - Throws: `TableError.unwritable`, `.delimiter`.
  public static func write(_ table: Table, to path: String, delimiter: Character = ",") throws(TableError) {
    try FileBytes.write(Array(text(table, delimiter: delimiter).utf8), to: path)
  }

  /// The table as text: a header, one line a row, missing values empty. Real numbers are written with as many
  /// digits as it takes to read the same number back.
  /// - Throws: `TableError.delimiter`.
  public static func text(_ table: Table, delimiter: Character = ",") throws(TableError) -> String {
    guard let separator = delimiter.asciiValue, separator != 0x22, separator != 0x0A, separator != 0x0D else {
      throw .delimiter(String(delimiter))
    }
    var result = table.names.map { quoted($0, delimiter) }.joined(separator: String(delimiter))
    if table.columnCount > 0 { result += "\n" }
    let columns = table.columns.map { WritableColumn($0, delimiter) }
    for row in 0..<table.rowCount {
      for (position, column) in columns.enumerated() {
        if position > 0 { result.append(delimiter) }
        result += column.text(row)
      }
      // An empty line would be skipped when read.
      if columns.count == 1, columns[0].text(row).isEmpty { result += "\"\"" }
      result += "\n"
    }
    return result
  }

  fileprivate static func quoted(_ text: String, _ delimiter: Character) -> String {
    let needsQuotes =
      text.first == " " || text.last == " "
      || text.unicodeScalars.contains {
        $0 == "\"" || $0 == "\n" || $0 == "\r" || delimiter.unicodeScalars.first == $0
      }
    guard needsQuotes else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}

/// A column whose levels are quoted already.
private enum WritableColumn {
  case plain(Column)
  case levels([String], [Int32])

  init(_ column: Column, _ delimiter: Character) {
    if case .text(let texts) = column {
      self = .levels(texts.levels.map { CSV.quoted($0, delimiter) }, texts.codes)
    } else {
      self = .plain(column)
    }
  }

  func text(_ row: Int) -> String {
    switch self {
    case .levels(let levels, let codes): return codes[row] < 0 ? "" : levels[Int(codes[row])]
    case .plain(let column):
      switch column[row] {
      case .missing: return ""
      case .real(let x): return Numbers.shortest(x)
      case .integer(let n): return String(n)
      case .truth(let b): return b ? "true" : "false"
      case .text(let text): return text
      }
    }
  }
}
