import TestSupport
import Testing

@testable import Language

@Suite("Parser")
struct ParserTests {
  static func parse(_ text: String) throws(Diagnostic) -> Program {
    try Parser.parse(SourceText(name: "test", text: text))
  }

  @Test("every construct has the tree that was recorded")
  func goldenTrees() throws {
    try GoldenFile("syntax-trees.txt").check { input in
      do throws(Diagnostic) {
        return TreeDump.dump(try ParserTests.parse(input))
      } catch {
        return DiagnosticText.render(error)
      }
    }
  }

  @Test("every construct prints as was recorded")
  func goldenPrints() throws {
    try GoldenFile("printed.txt").check { SyntaxPrinter.print(try ParserTests.parse($0)) }
  }

  @Test("printing a tree and parsing it again changes nothing")
  func printingIsStable() throws {
    let inputs =
      try GoldenFile("syntax-trees.txt").cases.map(\.input) + GoldenFile("printed.txt").cases.map(\.input)
    for input in inputs {
      guard let program = try? ParserTests.parse(input) else { continue }
      let once = SyntaxPrinter.print(program)
      let again = try ParserTests.parse(once)
      #expect(SyntaxPrinter.print(again) == once)
      // The tree is the same too, but for results hidden by `;` in blocks that now share a line.
      #expect(
        TreeDump.dump(again).filter { $0 != ";" } == TreeDump.dump(program).filter { $0 != ";" }, "\(input)")
    }
  }

  @Test(
    "an input is incomplete while a bracket, a long text or an operator waits",
    arguments: [
      "f(", "x = [1,", "if a {", "x = \"\"\"", "\"\"\"a {", "x +", "x =", "f = x ->", "a and", "xs |>",
      "r = {w: 0.0,", "match x {\n  1 -> a", "\"\"\"\na \"b\"", "f(x) { i in", "x = (1,\n  2", "## Twice x.",
      "## Twice x.\n## For numbers.\n",
    ])
  func incomplete(_ text: String) {
    #expect(Parser.isIncomplete(text))
  }

  @Test(
    "an input is complete when it can be judged, right or wrong",
    arguments: [
      "", "x", "x = 1", "f(x)", "if a { 1 }", "\"text", "f(]", "x ** 2", "\"\"\"a\"\"\"", "# (", "f(x) # +",
      "'", "}", "\"(\"", "\"{x\"", "x = 1 # (\n", "## Twice x.\n\n", "# a note",
    ])
  func complete(_ text: String) {
    #expect(!Parser.isIncomplete(text))
  }

  // MARK: - Ranges

  private func slice(_ range: SourceRange, _ text: String) -> String {
    SourceText(name: "", text: text).slice(range)
  }

  @Test("ranges cover exactly what the reader wrote")
  func ranges() throws {
    let text = "θ = relu(x @ w1 + b)[0]\nf(a, n=2) = a^n"
    let program = try ParserTests.parse(text)
    #expect(program.statements.map { slice($0.range, text) } == text.split(separator: "\n").map(String.init))
    guard case .assign(let target, _, let value) = program.statements[0].kind,
      case .index(let call, _) = value.kind, case .call(_, let arguments) = call.kind,
      case .binary(.add, let product, _, let plus) = arguments[0].value.kind,
      case .binary(.matmul, let left, let right, let at) = product.kind,
      case .define(let function) = program.statements[1].kind
    else {
      Issue.record("unexpected tree")
      return
    }
    #expect(slice(target.range, text) == "θ")
    #expect(slice(value.range, text) == "relu(x @ w1 + b)[0]")
    #expect(slice(call.range, text) == "relu(x @ w1 + b)")
    #expect(slice(product.range, text) == "x @ w1")
    #expect([left.range, at, right.range, plus].map { slice($0, text) } == ["x", "@", "w1", "+"])
    #expect(function.parameters.map { slice($0.range, text) } == ["a", "n=2"])
    #expect(slice(function.body.range, text) == "a^n")
  }

  @Test("a parenthesised expression, a text with values and a block cover their brackets")
  func bracketRanges() throws {
    for text in [
      "(a + b)", "\"a {b} c\"", "f(1) { i in 2 }", "if a { 1 } else { 2 }", "x²", "not a", "-a", "∇f",
    ] {
      let program = try ParserTests.parse(text)
      guard case .expression(let value) = program.statements[0].kind else { continue }
      #expect(slice(value.range, text) == text)
    }
  }

  @Test("interpolated expressions have ranges in the whole source")
  func interpolatedRanges() throws {
    let text = "print(\"a {é + \"{inner:.2f}\"}\")"
    let program = try ParserTests.parse(text)
    guard case .expression(let value) = program.statements[0].kind, case .call(_, let arguments) = value.kind,
      case .text(let parts) = arguments[0].value.kind, case .value(let sum, nil) = parts[1],
      case .binary(.add, _, let right, _) = sum.kind, case .text(let innerParts) = right.kind,
      case .value(let inner, "." + "2f") = innerParts[0]
    else {
      Issue.record("unexpected tree")
      return
    }
    #expect(slice(sum.range, text) == "é + \"{inner:.2f}\"")
    #expect(slice(inner.range, text) == "inner")
  }
}
