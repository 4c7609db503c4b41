import Tables
import Testing

/// SplitMix64: a few lines, the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite("CSV under fire")
struct CSVFuzzTests {
  @Test("random bytes give a table or an error, never a trap")
  func randomBytes() {
    var random = SplitMix(state: 2024)
    let alphabet: [UInt8] =
      Array("ab1.5-e+,;\t\"\"\n\r #?NAtruefals ".utf8) + [0xE4, 0xB8, 0x80, 0xFF, 0xC3, 0xA9]
    var tables = 0
    for _ in 0..<4000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      let options = CSV.Options(
        header: Bool.random(using: &random) ? .firstLine : .absent,
        delimiter: Bool.random(using: &random) ? "," : nil,
        skipsInitialSpace: .random(using: &random), comment: Bool.random(using: &random) ? "#" : nil)
      guard let table = try? CSV.parse(bytes, options: options) else { continue }
      tables += 1
      #expect(table.columns.allSatisfy { $0.count == table.rowCount })
      _ = table.description(width: 20)
      _ = table.describe()
    }
    #expect(tables > 100)
  }

  @Test("random tables survive writing and reading")
  func randomTables() throws {
    var random = SplitMix(state: 7)
    let pieces = ["x", "\"", ",", "\n", "é", "名", " ", "\r\n", ";", "q"]
    for _ in 0..<300 {
      let rows = Int.random(in: 1...8, using: &random)
      let texts: [String?] = (0..<rows).map { _ in
        Int.random(in: 0...5, using: &random) == 0
          ? nil : "t" + (0..<3).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
      let reals = (0..<rows).map { _ in Double(bitPattern: random.next()) }.map { $0.isNaN ? 0.5 : $0 } + []
      let table = try Table([
        ("s", .text(TextColumn(texts + ["end"]))), ("x", .f64(reals + [0.5])),
        ("n", .i64((0...rows).map { _ in Int(truncatingIfNeeded: random.next()) })),
      ])
      #expect(try CSV.parse(Array(CSV.text(table).utf8), options: CSV.Options(delimiter: ",")) == table)
    }
  }

  @Test("numbers read as Swift's own parser reads them")
  func numbers() throws {
    var random = SplitMix(state: 99)
    var texts = [
      "0", "-0.0", "5e-324", "1.7976931348623157e308", "1e400", "1e-400", ".5", "5.", "9007199254740993",
      "0.000000000000000000000001",
    ]
    for _ in 0..<5000 {
      let digits = (0..<Int.random(in: 1...24, using: &random)).map { _ in
        String(Int.random(in: 0...9, using: &random))
      }.joined()
      let point = Int.random(in: 0...digits.count, using: &random)
      var text = String(digits.prefix(point)) + "." + String(digits.dropFirst(point))
      if Bool.random(using: &random) { text += "e\(Int.random(in: -330...310, using: &random))" }
      texts.append(text)
    }
    let table = try CSV.parse(
      Array(("x\n" + texts.joined(separator: "\n") + "\n").utf8), options: CSV.Options(delimiter: ","))
    let values = try table.doubles("x")
    for (text, value) in zip(texts, values) {
      let padded = (text.hasPrefix(".") ? "0" : "") + text
      #expect(
        value == Double(padded) ?? Double(padded.replacing(".e", with: ".0e")) ?? Double(padded + "0"),
        "\(text)")
    }
  }
}
