/// What can go wrong with a table or with the text it is read from, with the evidence.
/// `TableError+Text.swift` puts each into words.
public enum TableError: Error, Sendable, Equatable {
  // Tables.
  case unknownColumn(String, names: [String])
  case lengthMismatch(column: String, length: Int, expected: Int)
  case duplicateColumn(String)
  case rowOutOfRange(Int, rowCount: Int)
  /// A mask of rows (column nil) or a column's mask of missing values does not have one entry a row.
  case maskLength(column: String?, length: Int, expected: Int)
  case notNumeric(String, ColumnType)

  // Files.
  case missingFile(String)
  case isDirectory(String)
  case unreadable(String, reason: String)
  case unwritable(String, reason: String)
  case tooLarge(String, limit: Int)

  // Text that should be a table. `file` is a path or what the caller calls the text; lines count from 1.
  case empty(file: String)
  case compressed(file: String)
  case wrongEncoding(file: String, encoding: String)
  case invalidUTF8(file: String, line: Int, byte: UInt8)
  case nulByte(file: String, line: Int)
  case raggedRow(file: String, line: Int, found: Int, expected: Int)
  case unclosedQuote(file: String, line: Int)
  case textAfterQuote(file: String, line: Int, field: Int)
  case duplicateHeader(file: String, name: String, first: Int, second: Int)
  case headerCount(file: String, given: Int, found: Int)
  case delimiter(String)
}
