import Formatting

extension TableError {
  /// Stable, for `:explain`.
  public var code: String {
    switch self {
    case .unknownColumn: "D01"
    case .lengthMismatch: "D02"
    case .duplicateColumn: "D03"
    case .rowOutOfRange: "D04"
    case .maskLength: "D05"
    case .notNumeric: "D06"
    case .missingFile: "D10"
    case .isDirectory: "D11"
    case .unreadable: "D12"
    case .unwritable: "D13"
    case .tooLarge: "D14"
    case .empty: "D20"
    case .compressed: "D21"
    case .wrongEncoding: "D22"
    case .invalidUTF8: "D23"
    case .nulByte: "D24"
    case .raggedRow: "D25"
    case .unclosedQuote: "D26"
    case .textAfterQuote: "D27"
    case .duplicateHeader: "D28"
    case .headerCount: "D29"
    case .delimiter: "D30"
    }
  }

  /// The conflict in one sentence, lower case, without a full stop.
  public var message: String {
    switch self {
    case .unknownColumn(let name, let names):
      return "no column `\(name)`; the table has " + (names.isEmpty ? "no columns" : Self.list(names))
    case .lengthMismatch(let column, let length, let expected):
      return "column `\(column)` has \(Self.count(length, "row")), the table has \(Numbers.grouped(expected))"
    case .duplicateColumn(let name): return "two columns are called `\(name)`"
    case .rowOutOfRange(let row, let count):
      return "row \(row) does not exist; the table has \(Self.count(count, "row")), counted from 0"
    case .maskLength(let column?, let length, let expected):
      return
        "the missing mask of `\(column)` has \(Self.count(length, "entry", "entries")) for \(Self.count(expected, "row"))"
    case .maskLength(nil, let length, let expected):
      return
        "a mask of \(Self.count(length, "entry", "entries")) cannot choose among \(Self.count(expected, "row"))"
    case .notNumeric(let name, let type): return "column `\(name)` is \(type.rawValue), not numbers"
    case .missingFile(let path): return "no file `\(path)`"
    case .isDirectory(let path): return "`\(path)` is a directory, not a file"
    case .unreadable(let path, let reason): return "cannot read `\(path)`: \(reason)"
    case .unwritable(let path, let reason): return "cannot write `\(path)`: \(reason)"
    case .tooLarge(let path, let limit):
      return "`\(path)` is larger than \(Numbers.grouped(limit >> 20)) MiB, the most that can be read at once"
    case .empty(let file): return "\(file) is empty: no header and no rows"
    case .compressed(let file): return "\(file) is compressed with gzip"
    case .wrongEncoding(let file, let encoding): return "\(file) is \(encoding) text; UTF-8 is expected"
    case .invalidUTF8(let file, let line, let byte):
      return "\(file), line \(line): the byte 0x\(Self.hex(byte)) is not valid UTF-8"
    case .nulByte(let file, let line):
      return "\(file), line \(line): a NUL byte; this looks like a binary file"
    case .raggedRow(let file, let line, let found, let expected):
      return "\(file), line \(line): \(Self.count(found, "field")), expected \(expected)"
    case .unclosedQuote(let file, let line):
      return "\(file), line \(line): a quoted field begins here and never ends"
    case .textAfterQuote(let file, let line, let field):
      return "\(file), line \(line): text after the closing quote of field \(field), expected a delimiter"
    case .duplicateHeader(let file, let name, let first, let second):
      return "\(file): columns \(first) and \(second) are both called `\(name)`"
    case .headerCount(let file, let given, let found):
      return "\(Self.count(given, "name")) given, but \(file) has \(Self.count(found, "column"))"
    case .delimiter(let text):
      return "the delimiter `\(text)` is not a single ASCII character other than a quote or a line end"
    }
  }

  /// What to do, one sentence each.
  public var hints: [String] {
    switch self {
    case .unknownColumn(let name, let names):
      return NearNames.best(for: name, among: names).prefix(1).map { "did you mean `\($0)`?" }
    case .notNumeric: return ["a column is read as text when one of its values is not a number"]
    case .missingFile, .isDirectory: return []
    case .compressed: return ["unpack it first: gunzip FILE"]
    case .wrongEncoding(_, let encoding): return ["convert it first: iconv -f \(encoding) -t UTF-8 FILE"]
    case .invalidUTF8:
      return ["older files are often Latin-1; convert it first: iconv -f LATIN1 -t UTF-8 FILE"]
    case .raggedRow: return ["a field that contains the delimiter must be quoted"]
    case .textAfterQuote: return ["a quote inside a quoted field is written twice: \"\""]
    default: return []
    }
  }

  /// The same error with the file called as the reader called it.
  public func naming(_ path: String, as written: String) -> TableError {
    switch self {
    case .missingFile(path): .missingFile(written)
    case .isDirectory(path): .isDirectory(written)
    case .unreadable(path, let reason): .unreadable(written, reason: reason)
    case .tooLarge(path, let limit): .tooLarge(written, limit: limit)
    default: self
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }

  private static func count(_ n: Int, _ one: String, _ many: String? = nil) -> String {
    "\(Numbers.grouped(n)) \(n == 1 ? one : many ?? one + "s")"
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
