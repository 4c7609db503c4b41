/// Comma-separated values (RFC 4180, and the habits around it): text in, `Table` out, and back.
public enum CSV {
  /// How the text is laid out. The defaults read what most programs write.
  public struct Options: Sendable {
    public enum Header: Sendable, Equatable {
      /// The first line names the columns.
      case firstLine
      /// Every line is data; these are the names.
      case names([String])
      /// Every line is data; columns are called `0`, `1`, …
      case absent
    }

    public var header: Header = .firstLine
    /// One ASCII character; nil chooses among comma, semicolon and tab by looking at the first lines.
    public var delimiter: Character?
    /// Texts that mean "no value", besides the empty one.
    public var missing: Set<String> = Options.usualMissing
    /// Leaves out spaces after a delimiter: `a, b` is `a` and `b`.
    public var skipsInitialSpace = false
    /// From this character (outside quotes) to the end of the line is a comment.
    public var comment: Character?
    /// Without inference every column is text.
    public var infersTypes = true

    public init(
      header: Header = .firstLine, delimiter: Character? = nil, missing: Set<String> = Options.usualMissing,
      skipsInitialSpace: Bool = false, comment: Character? = nil, infersTypes: Bool = true
    ) {
      self.header = header
      self.delimiter = delimiter
      self.missing = missing
      self.skipsInitialSpace = skipsInitialSpace
      self.comment = comment
      self.infersTypes = infersTypes
    }

    /// What pandas takes for missing by default. `?` is not among them: add it where a file uses it.
    public static let usualMissing: Set<String> = [
      "NA", "N/A", "n/a", "NaN", "nan", "-NaN", "-nan", "NULL", "null", "None", "<NA>", "#N/A", "#N/A N/A",
      "#NA",
      "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN",
    ]
  }

  /// The most bytes that are read at once: offsets are kept in 32 bits.
  static let limit = 1 << 31

  /// Reads a file.
  /// - Throws: `TableError`, naming file, line, what was expected and what was found.
  public static func read(path: String, options: Options = Options()) throws(TableError) -> Table {
    try parse(FileBytes.read(path, limit: limit), name: "`\(path)`", options: options)
  }

  /// Reads bytes; `name` is what errors call them.
  ///
  /// Columns are typed as pandas would: bool if every value is true or false, else i64, else f64, else text;
  /// unlike there, integers stay i64 when some are missing.
  public static func parse(
    _ bytes: [UInt8], name: String = "the text", options: Options = Options()
  ) throws(TableError) -> Table {
    try bytes.withUnsafeBufferPointer { buffer throws(TableError) in
      try parse(buffer, name: name, options: options)
    }
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, name: String, options: Options
  ) throws(TableError) -> Table {
    guard bytes.count < limit else { throw .tooLarge(name, limit: limit) }
    let text = try TextCheck.check(bytes, file: name)
    let dialect = try Dialect(options, sample: text)
    let fields = try CSVScanner(text, dialect: dialect, file: name).scan()
    if fields.count == 0 {
      guard case .names(let names) = options.header else { throw .empty(file: name) }
      return Table(names: names, columns: names.map { _ in .f64([]) }, rowCount: 0)
    }
    let (names, firstRow) = try header(fields, options, name)
    let rules = InferenceRules(options)
    let columns = names.indices.map {
      ColumnReader(fields: fields, column: $0, firstRow: firstRow, rules: rules).read()
    }
    return Table(names: names, columns: columns, rowCount: fields.rowCount - firstRow)
  }

  /// The names of the columns and the first row that is data.
  private static func header(
    _ fields: FieldIndex, _ options: Options, _ file: String
  ) throws(TableError) -> (names: [String], firstRow: Int) {
    var names: [String]
    switch options.header {
    case .absent: return ((0..<fields.columnCount).map(String.init), 0)
    case .names(let given):
      names = given
      guard names.count == fields.columnCount else {
        throw .headerCount(file: file, given: names.count, found: fields.columnCount)
      }
    case .firstLine:
      names = (0..<fields.columnCount).map { fields.text(row: 0, column: $0) }
      // As pandas does; R writes row numbers under an empty name.
      for i in names.indices where names[i].isEmpty { names[i] = "Unnamed: \(i)" }
    }
    var seen: [String: Int] = [:]
    for (position, name) in names.enumerated() {
      if let first = seen.updateValue(position, forKey: name) {
        throw .duplicateHeader(file: file, name: name, first: first + 1, second: position + 1)
      }
    }
    return (names, options.header == .firstLine ? 1 : 0)
  }
}
