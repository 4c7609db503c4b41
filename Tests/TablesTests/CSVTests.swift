import Formatting
import Tables
import Testing

@Suite("Reading CSV")
struct CSVTests {
  private func parse(_ text: String, _ options: CSV.Options = CSV.Options()) throws -> Table {
    try CSV.parse(Array(text.utf8), options: options)
  }

  @Test("each column gets the narrowest type that holds its values")
  func types() throws {
    let table = try parse("i,f,b,s,m\n1,1.5,true,a,\n-2,2,False,b,\n3,1e3,TRUE,3,NA\n")
    #expect(table["i"] == .i64([1, -2, 3]))
    #expect(table["f"] == .f64([1.5, 2, 1000]))
    #expect(table["b"] == .bool([true, false, true]))
    #expect(table["s"] == .text(TextColumn(["a", "b", "3"])))
    #expect(table["m"] == .f64([.nan, .nan, .nan]))
  }

  @Test("missing values leave integers, booleans and text what they are")
  func missing() throws {
    let table = try parse("i,b,s,f\n1,true,x,0.5\nNA,,null,nan\n3,false,N/A,inf\n")
    #expect(table["i"] == .i64([1, 0, 3], missing: MissingMask([false, true, false])))
    #expect(table["b"] == .bool([true, false, false], missing: MissingMask([false, true, false])))
    #expect(table["s"] == .text(TextColumn(["x", nil, nil])))
    #expect(table["f"] == .f64([0.5, .nan, .infinity]))
    var options = CSV.Options()
    options.missing.formUnion(["?", "-999"])
    #expect(try parse("a\n?\n1\n-999\n", options)["a"]?.missingCount == 2)
    #expect(try parse("a\n?\n1.5\n-999\n", options)["a"] == .f64([.nan, 1.5, .nan]))
  }

  @Test("quoted fields hold delimiters, quotes and line ends")
  func quotes() throws {
    let table = try parse("a,b\n\"x, \"\"y\"\"\nz\",1\n\"\",\"2\"\n")
    #expect(table["a"] == .text(TextColumn(["x, \"y\"\nz", nil])))
    #expect(table["b"] == .i64([1, 2]))
    #expect(try parse("a\nit's 5\" long\n")["a"] == .text(TextColumn(["it's 5\" long"])))
  }

  @Test("any line ends, a byte order mark, no last line end and blank lines are fine")
  func lineEnds() throws {
    let expected = try parse("a,b\n1,2\n3,4\n")
    for text in [
      "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "\u{FEFF}a,b\n\n1,2\n\n\n3,4", "a,b\n1,2\n3,4\n\n",
    ] {
      #expect(try parse(text) == expected)
    }
  }

  @Test("the delimiter is found among comma, semicolon and tab")
  func delimiters() throws {
    for delimiter in [",", ";", "\t"] {
      let table = try parse("a\(delimiter)b\n1\(delimiter)x\n2\(delimiter)y\n")
      #expect(table.names == ["a", "b"])
    }
    #expect(try parse("price;note\n\"1,5\";a,b\n\"2,5\";c\n").names == ["price", "note"])
    #expect(try parse("a|b\n1|2\n", CSV.Options(delimiter: "|"))["b"] == .i64([2]))
    #expect(throws: TableError.delimiter("é")) { try parse("a", CSV.Options(delimiter: "é")) }
  }

  @Test("Adult's test file: a comment line, no header, spaces after commas, question marks")
  func adultTest() throws {
    let text = "|1x3 Cross validator\n25, Private, 226802, <=50K.\n38, ?, 89814, >50K.\n\n"
    let options = CSV.Options(
      header: .names(["age", "work", "weight", "y"]), missing: ["?"], skipsInitialSpace: true, comment: "|")
    let table = try parse(text, options)
    #expect(table["age"] == .i64([25, 38]))
    #expect(table["work"] == .text(TextColumn(["Private", nil])))
    #expect(table["y"] == .text(TextColumn(["<=50K.", ">50K."])))
  }

  @Test("headers: absent, given, empty names")
  func headers() throws {
    #expect(try parse("1,2\n3,4\n", CSV.Options(header: .absent)).names == ["0", "1"])
    #expect(try parse(",x\n1,2\n").names == ["Unnamed: 0", "x"])
    #expect(try parse("", CSV.Options(header: .names(["a"]))).rowCount == 0)
    #expect(try parse("a,b\n").rowCount == 0)
  }

  @Test("integers beyond 64 bits are real numbers, and the extremes are kept")
  func extremes() throws {
    let table = try parse("a,b\n9223372036854775807,1\n-9223372036854775808,9223372036854775808\n")
    #expect(table["a"] == .i64([.max, .min]))
    #expect(table["b"] == .f64([1, 9_223_372_036_854_775_808]))
    #expect(try parse("a\n007\n+5\n 8 \n")["a"] == .i64([7, 5, 8]))
    #expect(try parse("a\n1_000\n")["a"]?.type == .text)
    #expect(try parse("a\n0x10\n")["a"]?.type == .text)
    #expect(try parse("a\n-\n")["a"]?.type == .text)
  }

  @Test("each malformed text says what, where, expected and found")
  func errors() {
    func message(_ bytes: [UInt8], _ options: CSV.Options = CSV.Options()) -> String {
      do {
        _ = try CSV.parse(bytes, name: "data.csv", options: options)
        return "no error"
      } catch {
        return error.message
      }
    }
    func message(_ text: String, _ options: CSV.Options = CSV.Options()) -> String {
      message(Array(text.utf8), options)
    }
    #expect(message("a,b\n1,2\n\"x\ny\",4\n5\n") == "data.csv, line 5: 1 field, expected 2")
    #expect(message("a,b\n1,2,3\n") == "data.csv, line 2: 3 fields, expected 2")
    #expect(message("a\n\"x\n") == "data.csv, line 2: a quoted field begins here and never ends")
    #expect(
      message("a,b\n1,\"x\"y\n")
        == "data.csv, line 2: text after the closing quote of field 2, expected a delimiter")
    #expect(message("a\n1\0\n") == "data.csv, line 2: a NUL byte; this looks like a binary file")
    #expect(
      message([0x61, 0x0A, 0x63, 0x61, 0x66, 0xE9, 0x0A])
        == "data.csv, line 2: the byte 0xE9 is not valid UTF-8")
    #expect(message("a,b,a\n1,2,3\n") == "data.csv: columns 1 and 3 are both called `a`")
    #expect(message("") == "data.csv is empty: no header and no rows")
    #expect(message("\n\n") == "data.csv is empty: no header and no rows")
    #expect(
      message("1,2\n", CSV.Options(header: .names(["a"]))) == "1 name given, but data.csv has 2 columns")
    #expect(message([0x1F, 0x8B, 8, 0]) == "data.csv is compressed with gzip")
    #expect(message([0xFF, 0xFE, 0x61, 0]) == "data.csv is UTF-16LE text; UTF-8 is expected")
  }

  @Test(
    "overlong, surrogate and cut-off UTF-8 is refused",
    arguments: [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xB8],
      [0x80], [0xF5, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func badUTF8(_ bytes: [UInt8]) {
    #expect(throws: TableError.self) { try CSV.parse([0x61, 0x0A] + bytes) }
  }

  @Test("missing files and directories are told apart")
  func files() {
    #expect(throws: TableError.missingFile("/nowhere/x.csv")) { try CSV.read(path: "/nowhere/x.csv") }
    #expect(throws: TableError.isDirectory("/")) { try CSV.read(path: "/") }
    #expect(throws: TableError.empty(file: "`/dev/null`")) { try CSV.read(path: "/dev/null") }
  }

  @Test("a table written and read is the same table")
  func roundTrip() throws {
    let table = try Table([
      ("x, y", .f64([0.1, .nan, -1e-300, .infinity, 1.0 / 3])),
      ("n", .i64([1, 0, .min, .max, 5], missing: MissingMask([false, true, false, false, false]))),
      ("b", .bool([true, false, true, true, false])),
      ("s", .text(TextColumn(["a\"b", "c\nd", " e", nil, "名"]))),
    ])
    #expect(try CSV.parse(Array(CSV.text(table).utf8)) == table)
    let one = try Table([("s", .text(TextColumn(["a", nil, "b"])))])
    #expect(try CSV.parse(Array(CSV.text(one).utf8)) == one)
    let path = "/tmp/gradus-tables-\(UInt64.random(in: 0 ... .max)).csv"
    try CSV.write(table, to: path, delimiter: ";")
    #expect(try CSV.read(path: path) == table)
    #expect(throws: TableError.self) { try CSV.write(table, to: "/nowhere/x.csv") }
  }
}
