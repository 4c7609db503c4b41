import Language
import Library
import Tensors
import TestSupport
import Testing

/// What the prompt shows for a value can be typed in again.
@Suite("Values as they are shown")
struct ValueRoundTripTests {
  @Test("read as themselves: numbers, texts, lists, ranges and records with any keys")
  func generated() throws {
    var random = Values(random: SeededGenerator(state: 20_261_130))
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    for _ in 0..<3_000 {
      let value = random.value(depth: 0)
      let shown = value.inline(depth: 0)
      let result = interpreter.run(SourceText(name: "shown", text: shown))
      if let error = result.error {
        Issue.record("\(shown): \(error.message)")
      } else if result.value.inline(depth: 0) != shown || !result.value.isEqual(to: value) {
        Issue.record("\(shown) reads as \(result.value.inline(depth: 0))")
      }
    }
  }

  @Test(
    "keep what looks alike apart",
    arguments: [
      ("d = {}\nd[true] = 1\nd[\"true\"] = 2\nd", "{(true): 1, true: 2}"),
      ("d = {}\nd[none] = 1\nd[\"π\"] = 2\nd[\"a b\"] = 3\nd", "{(none): 1, \"π\": 2, \"a b\": 3}"),
      ("d = {}\nd[-2] = 1\nd[0.5] = 2\nd[(1, \"x\")] = 3\nd", "{-2: 1, 0.5: 2, (1, \"x\"): 3}"),
      ("(chr(27) + \"[31m\",)", "(\"\\u{1b}[31m\",)"), ("(\"a\\r\\nb\",)", "(\"a\\r\\nb\",)"),
      ("(\"\\u{202e}abc\",)", "(\"\\u{202e}abc\",)"),
    ])
  func edges(code: String, shown: String) throws { #expect(try value(code) == shown) }
}

/// Values of every kind that has a literal, none of them a tensor.
private struct Values {
  var random: SeededGenerator

  mutating func value(depth: Int) -> Value {
    switch below(depth < 4 ? 10 : 6) {
    case 0: .int(Int(truncatingIfNeeded: random.next() >> UInt64(below(64))) &* (below(2) == 0 ? 1 : -1))
    case 1: .float(float())
    case 2: .bool(below(2) == 0)
    case 3: .none
    case 4: .text(text())
    case 5:
      RangeObject(from: below(9) - 4, to: below(9) - 4, by: below(4) + 1, closed: below(2) == 0)
        .map { .range($0) } ?? .none
    case 6, 7: .list((0..<below(4)).map { _ in value(depth: depth + 1) })
    default: record(depth: depth)
    }
  }

  private mutating func below(_ n: Int) -> Int { Int.random(in: 0..<n, using: &random) }

  /// Any bits but those of nan, which equals nothing, and short decimals.
  private mutating func float() -> Double {
    if below(3) == 0 { return Double(below(2_000_001) - 1_000_000) / 1000 }
    let x = Double(bitPattern: random.next())
    return x.isFinite ? x : -0.0
  }

  private static let pieces = [
    "a", "Z", " ", "\"", "\\", "{", "}", "\n", "\r", "\t", "\0", "\u{7}", "\u{7F}", "\u{301}", "é", "漢", "👩‍👧",
    "#", "'",
    "u{41}", "\u{202E}", "\u{2028}", "x", "_", "1", "\u{85}",
  ]

  private mutating func text() -> String {
    (0..<below(6)).map { _ in Self.pieces[below(Self.pieces.count)] }.joined()
  }

  private mutating func record(depth: Int) -> Value {
    let record = RecordObject()
    for _ in 0..<below(4) {
      let key: Value =
        switch below(6) {
        case 0: .int(below(100) - 50)
        case 1: .float(float())
        case 2: .bool(below(2) == 0)
        case 3: .list([.int(below(9)), .text(text())])
        case 4: .text(["true", "in", "x", "π", "___", "learning_rate", "θ₁"][below(7)])
        default: .text(text())
        }
      if let key = RecordKey(key) { record.entries[key] = value(depth: depth + 1) }
    }
    return .record(record)
  }
}
