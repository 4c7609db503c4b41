import Glibc
import Testing

@testable import Formatting

@Suite("Format mini-language") struct FormatSpecificationTests {
  /// One line a case: kind (f, i, s), value, specification, result (`!`: an error).
  struct Case: CustomStringConvertible {
    let kind: Substring, value: Substring, specification: String, expected: String
    var description: String { "format(\(value), '\(specification)')" }

    func result() throws(FormatError) -> String {
      switch kind {
      case "f": try FormatSpecification.format(Double(value) ?? .nan, specification)
      case "i": try FormatSpecification.format(Int(value) ?? 0, specification)
      default: try FormatSpecification.format(String(value), specification)
      }
    }
  }

  @Test("gives what Python 3.11 gives, errors included")
  func python() throws {
    let cases = try readText(besides: #filePath, "Cases/format-python.tsv").split(separator: "\n")
      .map { line in
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        return Case(
          kind: fields[0], value: fields[1], specification: String(fields[2]), expected: String(fields[3]))
      }
    #expect(cases.count > 4900)
    for one in cases {
      do throws(FormatError) {
        let result = try one.result()
        #expect(result == one.expected, "\(one)")
      } catch {
        #expect(one.expected == "!", "\(one): \(error)")
      }
    }
  }

  @Test("errors say where the format stops being one")
  func positions() {
    #expect(throws: FormatError.unexpected(format: "10.2q", at: 4)) { try FormatSpecification("10.2q") }
    #expect(throws: FormatError.unexpected(format: "5.", at: 2)) { try FormatSpecification("5.") }
    #expect(throws: FormatError.unexpected(format: "ff", at: 1)) { try FormatSpecification("ff") }
    #expect(throws: FormatError.tooLarge(format: "99999999999999999999", limit: 10_000)) {
      try FormatSpecification("99999999999999999999")
    }
    #expect(throws: FormatError.tooLarge(format: ".401f", limit: 400)) { try FormatSpecification(".401f") }
    #expect(throws: FormatError.unsuitable(option: "d", kind: .text)) {
      try FormatSpecification.format("a", "d")
    }
    #expect(throws: FormatError.unsuitable(option: "x", kind: .number)) {
      try FormatSpecification.format(1.5, "x")
    }
    #expect(throws: FormatError.unsuitable(option: ".2", kind: .integer)) {
      try FormatSpecification.format(1, ".2d")
    }
    #expect(throws: FormatError.notACharacter(0xD800)) { try FormatSpecification.format(0xD800, "c") }
  }

  @Test("zeros that are grouped reach the width, or pass it by the one that would leave a separator in front")
  func groupedZeros() throws {
    for width in 0...10_000 where width < 40 || width % 997 == 0 || width == 10_000 {
      for (mark, group, value) in [(",", 3, "d"), ("_", 4, "x")] {
        let text = try FormatSpecification.format(7, "0\(width)\(mark)\(value)")
        let startsWithMark = width > 0 && width % (group + 1) == 0
        #expect(text.count == max(1, startsWithMark ? width + 1 : width), "\(width)")
        #expect(text.first != Character(mark))
      }
    }
  }

  @Test("the width of text counts columns")
  func wide() throws {
    #expect(try FormatSpecification.format("東京", "6") == "東京  ")
    #expect(try FormatSpecification.format("東京", "*^8") == "**東京**")
    #expect(try FormatSpecification.format("e\u{301}", ">3") == "  e\u{301}")
  }

  @Test("any text as a format either works or throws, and respects the width")
  func fuzz() {
    var random = Sequence64(state: 3)
    let alphabet = Array("<>^=+- #0123456789,_.dfeEgG%sxXobcé東*")
    for _ in 0..<20_000 {
      let text = String((0..<random.next(9)).map { _ in alphabet[random.next(alphabet.count)] })
      guard let specification = try? FormatSpecification(text) else { continue }
      for result in [
        try? specification.format(Double(bitPattern: random.next())), try? specification.format(Int.min),
        try? specification.format("wörd"),
      ] {
        // A fill of two columns may leave one column empty.
        #expect(result.map(DisplayWidth.of) ?? .max >= specification.width - 1, "\(text)")
      }
    }
  }
}

/// Knuth's linear congruential generator: small, and the same everywhere.
struct Sequence64 {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
  mutating func next(_ bound: Int) -> Int { Int((next() >> 33) % UInt64(max(1, bound))) }
}

/// The text of a file beside a test's source.
func readText(besides source: String, _ name: String) throws -> String {
  let path = (source.split(separator: "/", omittingEmptySubsequences: false).dropLast() + [Substring(name)])
    .joined(separator: "/")
  let file = try #require(fopen(path, "rb"), "\(path)")
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}
