import Tables
import Testing

/// Five people; `hours` and `sex` have one missing value each.
func people() throws -> Table {
  try Table([
    ("age", .i64([39, 50, 38, 53, 28])),
    ("hours", .f64([40.5, 13, 40, .nan, 40])),
    ("sex", .text(TextColumn(["Male", "Female", "Male", "Male", nil]))),
    ("rich", .bool([true, false, false, true, false])),
  ])
}

@Suite("Tables")
struct TableTests {
  @Test("a changed copy leaves the original alone")
  func valueSemantics() throws {
    let original = try people()
    var copy = original
    try copy.set("age", .i64([1, 2, 3, 4, 5]))
    try copy.set("new", .f64([1, 2, 3, 4, 5]))
    #expect(original["age"] == .i64([39, 50, 38, 53, 28]))
    #expect(original.names == ["age", "hours", "sex", "rich"])
    #expect(copy.names == ["age", "hours", "sex", "rich", "new"])
    #expect(copy["age"] == .i64([1, 2, 3, 4, 5]))
  }

  @Test("rows and columns are chosen by name, mask, range and index")
  func selection() throws {
    let table = try people()
    #expect(try table.selecting(["sex", "age"]).names == ["sex", "age"])
    #expect(try table.dropping(["sex"]).names == ["age", "hours", "rich"])
    #expect(try table.filtered(by: [true, false, false, true, false])["age"] == .i64([39, 53]))
    #expect(table.rows(in: 1..<3)["age"] == .i64([50, 38]))
    #expect(table.rows(in: 3..<99).rowCount == 2)
    #expect(try table.rows(at: [4, 0, 0])["age"] == .i64([28, 39, 39]))
    #expect(table.head(2)["age"] == .i64([39, 50]))
    #expect(table.tail(2)["age"] == .i64([53, 28]))
    #expect(table.head(0).rowCount == 0)
    #expect(table.tail(-3).rowCount == 0)
    #expect(try table.droppingMissing()["age"] == .i64([39, 50, 38]))
    #expect(try table.renaming("age", to: "years").names[0] == "years")
  }

  @Test("sorting is stable and puts missing values last in both directions")
  func sorting() throws {
    let table = try people()
    #expect(try table.sorted(by: "hours")["age"] == .i64([50, 38, 28, 39, 53]))
    #expect(try table.sorted(by: "hours", descending: true)["age"] == .i64([39, 38, 28, 50, 53]))
    #expect(try table.sorted(by: "sex")["age"] == .i64([50, 39, 38, 53, 28]))
    #expect(try table.sorted(by: ["rich", "age"])["age"] == .i64([28, 38, 50, 39, 53]))
  }

  @Test("values are counted without the missing ones, most frequent first")
  func valueCounts() throws {
    let counts = try people().valueCounts("sex")
    #expect(counts["sex"] == .text(TextColumn(["Male", "Female"])))
    #expect(counts["count"] == .i64([3, 1]))
    #expect(try people().valueCounts("hours")["hours"] == .f64([40, 40.5, 13]))
  }

  @Test("describe gives pandas' figures")
  func describe() throws {
    let described = try people().describe()
    #expect(
      described["figure"] == .text(TextColumn(["count", "mean", "std", "min", "25%", "50%", "75%", "max"])))
    // pandas 3.1.1, read_csv(…).describe()
    #expect(close(described["age"], [5, 41.6, 10.064790112068906, 28, 38, 39, 50, 53]))
    #expect(close(described["hours"], [4, 33.375, 13.585378169193525, 13, 33.25, 40, 40.125, 40.5]))
    let text = try people().describe(text: true)
    #expect(text["sex"] == .text(TextColumn(["4", "2", "Male", "3"])))
    #expect(text["rich"] == .text(TextColumn(["5", "2", "false", "3"])))
  }

  @Test("describing nothing gives NaN, not a trap")
  func describeEmpty() throws {
    let empty = try Table([("x", .f64([])), ("s", .text(TextColumn([String?]())))])
    #expect(empty.describe()["x"]?.missingCount == 7)
    #expect(empty.describe(text: true)["s"] == .text(TextColumn(["0", "0", nil, nil])))
    #expect(Table().describe().rowCount == 4)
  }

  private func close(_ column: Column?, _ expected: [Double]) -> Bool {
    guard let values = column?.doubles, values.count == expected.count else { return false }
    return zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-14 * abs($1) }
  }
}

@Suite("Table errors")
struct TableErrorTests {
  @Test("an unknown column lists the names and suggests the nearest")
  func unknownColumn() throws {
    let table = try people()
    let error = #expect(throws: TableError.self) { try table.column("hour") }
    #expect(error?.code == "D01")
    #expect(error?.message == "no column `hour`; the table has `age`, `hours`, `sex`, `rich`")
    #expect(error?.hints == ["did you mean `hours`?"])
  }

  @Test("columns of another length, twice the same name, bad masks and rows are refused")
  func badShapes() throws {
    let table = try people()
    #expect(throws: TableError.lengthMismatch(column: "z", length: 2, expected: 5)) {
      try table.setting("z", to: .f64([1, 2]))
    }
    #expect(throws: TableError.duplicateColumn("a")) { try Table([("a", .f64([])), ("a", .f64([]))]) }
    #expect(throws: TableError.duplicateColumn("age")) { try table.selecting(["age", "age"]) }
    #expect(throws: TableError.duplicateColumn("sex")) { try table.renaming("age", to: "sex") }
    #expect(throws: TableError.maskLength(column: nil, length: 1, expected: 5)) {
      try table.filtered(by: [true])
    }
    #expect(throws: TableError.maskLength(column: "m", length: 3, expected: 1)) {
      try Table([("m", .i64([1], missing: MissingMask([true, false, true])))])
    }
    #expect(throws: TableError.rowOutOfRange(5, rowCount: 5)) { try table.rows(at: [5]) }
    #expect(throws: TableError.notNumeric("sex", .text)) { try table.doubles("sex") }
  }

  @Test("every error has its own code and a message in one line")
  func codes() {
    let errors: [TableError] = [
      .unknownColumn("a", names: []), .lengthMismatch(column: "a", length: 1, expected: 2),
      .duplicateColumn("a"),
      .rowOutOfRange(1, rowCount: 1), .maskLength(column: nil, length: 1, expected: 2),
      .notNumeric("a", .text),
      .missingFile("f"), .isDirectory("f"), .unreadable("f", reason: "r"), .unwritable("f", reason: "r"),
      .tooLarge("f", limit: 1 << 31), .empty(file: "f"), .compressed(file: "f"),
      .wrongEncoding(file: "f", encoding: "UTF-16LE"), .invalidUTF8(file: "f", line: 1, byte: 0xE9),
      .nulByte(file: "f", line: 1), .raggedRow(file: "f", line: 1, found: 1, expected: 2),
      .unclosedQuote(file: "f", line: 1), .textAfterQuote(file: "f", line: 1, field: 1),
      .duplicateHeader(file: "f", name: "a", first: 1, second: 2),
      .headerCount(file: "f", given: 1, found: 2),
      .delimiter("ab"),
    ]
    #expect(Set(errors.map(\.code)).count == errors.count)
    #expect(
      errors.allSatisfy { !$0.message.isEmpty && !$0.message.contains("\n") && !$0.message.hasSuffix(".") })
  }

  @Test("a table of very many columns is not listed whole")
  func manyColumns() {
    let names = (0..<500).map { "column \($0)" }
    #expect(TableError.unknownColumn("x", names: names).message.hasSuffix("and 480 more"))
  }
}
