import Formatting
import Tables
import Testing

@Suite("Tables as text")
struct TableDescriptionTests {
  @Test("numbers stand right, text left, types under the names, counts at the end")
  func small() throws {
    #expect(
      try people().description(width: 60) == """
        age  hours  sex     rich
        i64    f64  text    bool
         39   40.5  Male    true
         50   13.0  Female  false
         38   40.0  Male    false
         53    nan  Male    true
         28   40.0  none    false
        5 rows × 4 columns
        """)
  }

  @Test("of many rows the first and last are shown")
  func manyRows() throws {
    let table = try Table([
      ("i", .i64(Array(0..<32_561))), ("half", .f64((0..<32_561).map { Double($0) / 2 })),
    ])
    #expect(
      table.description(rows: 4) == """
            i     half
          i64      f64
            0      0.0
            1      0.5
            …        …
        32559  16279.5
        32560  16280.0
        32,561 rows × 2 columns
        """)
  }

  @Test("columns are cut to the width, whatever the script")
  func width() throws {
    let table = try Table([
      ("名前", .text(TextColumn(["山田太郎", "Ann"]))), ("a long name", .f64([1.25, 1e-7])),
      ("note\nhere", .text(TextColumn(["x\ty", String(repeating: "long ", count: 40)]))),
      ("last", .i64([1, 22])),
    ])
    for width in 1...120 {
      for line in table.description(width: width).split(separator: "\n").dropLast() {
        #expect(DisplayWidth.of(String(line)) <= width)
      }
    }
    #expect(
      table.description(width: 40) == """
        名前      a long name  …  last
        text              f64      i64
        山田太郎         1.25  …     1
        Ann             1e-07  …    22
        2 rows × 4 columns
        """)
  }

  @Test("empty tables say so")
  func empty() throws {
    #expect(Table().description() == "0 rows × 0 columns")
    #expect(try Table([("x", .f64([]))]).description() == "  x\nf64\n0 rows × 1 column")
  }

  @Test("real numbers share as few decimals as show six significant digits")
  func decimals() throws {
    func texts(_ values: [Double]) throws -> [String] {
      try Table([("x", .f64(values))]).description().split(separator: "\n").dropFirst(2).dropLast().map {
        String($0.drop { $0 == " " })
      }
    }
    #expect(try texts([1, 2]) == ["1.0", "2.0"])
    #expect(try texts([0.123456789, 100]) == ["0.123457", "100.000000"])
    #expect(try texts([234289.5, -3]) == ["234289.5", "-3.0"])
    #expect(try texts([1e20, 1]) == ["1e+20", "1"])
    #expect(try texts([.infinity, 0]) == ["inf", "0.0"])
  }
}
