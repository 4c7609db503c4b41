import TestSupport
import Testing

@testable import Language

@Suite("Parser under attack")
struct RobustnessTests {
  private static let fragments = [
    "(", ")", "[", "]", "{", "}", "\"", "\"\"\"", "{{", "}}", "\\", "\\u{", "\n", ";", ",", ":", ".", "..",
    "...",
    "..<", "->", "|>", "=", "==", "+=", "^", "@", "//", "-", "not ", " in ", "if ", "else ", "for ", "while ",
    "match ", "try ", "catch ", "fn ", "model M", "return ", "import ", "assert ", "##", "#", "x", "1", "1e9",
    ".5",
    "9223372036854775808", "²", "⁻", "√", "∇", "∞", "π", "学", "é", "👩‍👧", "\t", "\r\n", "\0", "'", "**", "___",
    "true", "none", " by ", "\u{202E}",
  ]

  private static func mutate(_ text: String, _ generator: inout SeededGenerator) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let position = Int.random(in: 0...scalars.count, using: &generator)
      let end = min(scalars.count, position + Int.random(in: 0...6, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: scalars.removeSubrange(position..<end)
      case 1:
        scalars.insert(
          contentsOf: scalars[position..<end], at: Int.random(in: 0...position, using: &generator))
      default:
        let fragment = fragments[Int.random(in: 0..<fragments.count, using: &generator)]
        scalars.insert(contentsOf: fragment.unicodeScalars, at: position)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  @Test("20,000 mutations of valid programs parse, or fail with a diagnostic inside the source")
  func mutations() throws {
    var seeds: [String] = []
    for file in ["syntax-trees.txt", "printed.txt"] {
      seeds += try GoldenFile(file).cases.map(\.input)
    }
    var generator = SeededGenerator(state: 20_260_701)
    var parsed = 0
    for i in 0..<20_000 {
      let text = RobustnessTests.mutate(seeds[i % seeds.count], &generator)
      let source = SourceText(name: "fuzz", text: text)
      _ = Parser.isIncomplete(text)
      do throws(Diagnostic) {
        let printed = SyntaxPrinter.print(try Parser.parse(source))
        parsed += 1
        let again = SyntaxPrinter.print(try ParserTests.parse(printed))
        if again != printed { Issue.record("printing is not stable: \(text.debugDescription)") }
      } catch {
        check(error, text)
      }
    }
    // Otherwise the mutations would be too wild to reach deep into the grammar.
    #expect(parsed > 2_000)
  }

  private func check(_ diagnostic: Diagnostic, _ text: String) {
    guard diagnostic.labels.first?.source.name == "fuzz" else {
      Issue.record(
        "what was printed does not parse: \(text.debugDescription)\n\(DiagnosticText.render(diagnostic))")
      return
    }
    for label in diagnostic.labels {
      let range = label.range
      if range.start < 0 || range.end < range.start || range.end > label.source.utf8.count {
        Issue.record("range \(range) outside of \(text.debugDescription)")
      }
    }
    if diagnostic.kind != .syntax || diagnostic.message.isEmpty || diagnostic.position == nil {
      Issue.record("incomplete diagnostic for \(text.debugDescription)")
    }
    if DiagnosticText.render(diagnostic).isEmpty { Issue.record("nothing rendered") }
  }

  @Test(
    "whatever nests or chains without end is an error, not a crash",
    arguments: [
      "(", "[", "{a: ", "f(", "x[", "-", "not ", "√", "∇", "if a { ", "x -> ", "2^", "\"{", "fn () { ",
      "f { ",
      "match x { 1 -> ", "while a { ", "try { ", "for x in ", "(a, ", "x + ", "x |> ", "x.", "x = ", "a and ",
      "a < ", "0..<", "if a { 1 } else ", "for (", "f(x) = ", "\"\"\"{", "f(x=", "(x=(",
    ])
  func deepNesting(_ opening: String) {
    for count in [150, 250, 20_000] {
      do throws(Diagnostic) {
        _ = try ParserTests.parse(String(repeating: opening, count: count) + "x")
      } catch {
        #expect(error.kind == .syntax)
      }
    }
  }

  @Test(
    "long chains are refused before they make a deep tree",
    arguments: [
      " + x", " @ x", " or x", " |> f", ".f", "()", "[0]", " - (x)", " < x", "^x",
    ])
  func longChains(_ link: String) {
    #expect(throws: Never.self) { try ParserTests.parse("x" + String(repeating: link, count: 150)) }
    do throws(Diagnostic) {
      _ = try ParserTests.parse("x" + String(repeating: link, count: 50_000))
    } catch {
      #expect(error.code == "P13")
    }
  }

  @Test("100 levels of brackets and 900 terms are fine")
  func reasonableDepth() throws {
    _ = try ParserTests.parse(String(repeating: "(", count: 100) + "x" + String(repeating: ")", count: 100))
    _ = try ParserTests.parse("x" + String(repeating: " + x^2 * f(y)", count: 900))
    _ = try ParserTests.parse((0..<150).map { "if a == \($0) { 1 } else " }.joined() + "{ 2 }")
    _ = try ParserTests.parse("[" + String(repeating: "x^2 + 1, ", count: 20_000) + "]")
  }

  @Test("a line of 1 MB parses, and its errors quote a part of it")
  func longLine() throws {
    let numbers = String(repeating: "1.25, ", count: 170_000)
    _ = try ParserTests.parse("x = [\(numbers)]")
    do throws(Diagnostic) {
      _ = try ParserTests.parse("x = [\(numbers) ** \(numbers)]")
      Issue.record("no error")
    } catch {
      let text = DiagnosticText.render(error)
      #expect(text.utf8.count < 1_000)
      #expect(text.contains("1.25, …") || text.contains("1.25,…"))
    }
  }

  @Test(
    "10 MB of anything end within seconds",
    arguments: ["(", "a\n", "\"", "## doc\n", "{", "a ", "\n", "\"\"\" ", "x."])
  func tenMegabytes(_ unit: String) {
    // Without optimisation a tenth tells as much about the order of growth.
    let bytes = _isDebugAssertConfiguration() ? 1_000_000 : 10_000_000
    let text = String(repeating: unit, count: bytes / unit.utf8.count)
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      do throws(Diagnostic) { _ = try ParserTests.parse(text) } catch { _ = DiagnosticText.render(error) }
    }
    #expect(elapsed < .seconds(30))
  }
}
