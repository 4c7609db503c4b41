import Tables
import Testing

@Suite("Shipped data")
struct DataTests {
  /// `Data/` beside `Tests/`.
  private static let folder =
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Data/"

  @Test("every table has the rows, columns and figures that it should")
  func counts() throws {
    let longley = try CSV.read(path: Self.folder + "longley.csv")
    #expect(longley.rowCount == 16)
    #expect(longley.names == ["Obs", "TOTEMP", "GNPDEFL", "GNP", "UNEMP", "ARMED", "POP", "YEAR"])
    #expect(longley["GNPDEFL"]?.type == .f64 && longley["TOTEMP"]?.type == .i64)
    #expect(try longley.doubles("TOTEMP").reduce(0, +) == 1_045_072)

    let engel = try CSV.read(path: Self.folder + "engel.csv")
    #expect(engel.rowCount == 235)
    #expect(engel.names == ["income", "foodexp"])
    #expect(engel.columns.allSatisfy { $0.type == .f64 && $0.missingCount == 0 })
    #expect(try engel.doubles("income").first == 420.157650843928)
  }
}
