import Testing

@testable import Notebook

@Suite("Comparing outputs")
struct ComparisonTests {
  @Test(
    "numbers agree by value, to the digits that were printed",
    arguments: [
      ("w = 0.12345", "w = 0.12346", true), ("w = 0.1234", "w = 0.1236", false), ("1,234.5", "1,234.6", true),
      ("3", "4", false), ("nan", "nan", true), ("1e-10", "1.0e-10", true), ("a 1.0 b", "a 1.0 c", false),
      ("[1., 2.]", "[1., 2.]  ", true), ("-0.5", "0.5", false), ("1\n2", "1", false), ("x", "x", true),
    ])
  func numbers(recorded: String, new: String, agrees: Bool) {
    #expect((OutputComparison().difference(recorded, new) == nil) == agrees, "\(recorded) and \(new)")
  }

  @Test("a cell's tolerance counts")
  func tolerance() {
    #expect(OutputComparison(tolerance: 0.1).difference("100.00", "105.00") == nil)
    #expect(OutputComparison(tolerance: 0.01).difference("100.00", "105.00") != nil)
  }

  @Test("errors agree by their code")
  func errors() {
    #expect(OutputComparison().difference("error[S01] cell 1: a", "error[S01] cell 9: b") == nil)
    #expect(OutputComparison().difference("error[S01] a", "error[S02] a") != nil)
  }

  @Test("the first difference is named with its line")
  func firstDifference() {
    let difference = OutputComparison().difference("a\nb 1.5\nc", "a\nb 2.5\nd")
    #expect(difference?.line == 2)
    #expect(difference?.recorded == "b 1.5")
    #expect(difference?.new == "b 2.5")
  }
}

@Suite("Replaying")
struct ReplayTests {
  private func replay(
    _ text: String, _ change: (inout Replayer.Options) -> Void = { _ in }
  ) throws -> (Replayer.Summary, Replayer) {
    var options = Replayer.Options()
    change(&options)
    let replayer = Replayer(
      try NotebookDocument(text: text), name: "test", workspace: Workspace(), options: options)
    return (replayer.run { _ in }, replayer)
  }

  @Test("records outputs that it then agrees with")
  func updateThenCheck() throws {
    let (_, replayer) = try replay(
      "---\nseed: 3\n---\n```gradus\nx = randn((20,))\nx\n```\n\n```gradus\nprint(\"a\")\n1/3\n```\n"
    ) {
      $0.mode = .update
    }
    #expect(replayer.document.cells[1].output == "a\n0.3333333333333333")
    let (summary, _) = try replay(replayer.document.text) { $0.mode = .check }
    #expect(summary.different == 0 && summary.failed == 0 && summary.run == 2)
    let (changed, _) = try replay(replayer.document.text.replacing("1/3", with: "1/4")) { $0.mode = .check }
    #expect(changed.different == 1)
  }

  @Test("stops at a cell that fails, and demands failures that were announced")
  func failures() throws {
    #expect(try replay("```gradus\n1/0\n```\n```gradus\n2\n```\n").0.run == 1)
    #expect(try replay("```gradus {.fails}\n1/0\n```\n```gradus\n2\n```\n").0.failed == 0)
    #expect(try replay("```gradus {.fails}\n1\n```\n").0.failed == 1)
  }

  @Test("leaves blanks to the reader and runs the solution")
  func exercises() throws {
    let text =
      "```gradus {#e .exercise}\nx = ___\n```\n```gradus {.solution for=e}\nx = 2\n```\n```gradus\nx\n```\n"
    let (summary, _) = try replay(text)
    #expect(summary.run == 2 && summary.skipped == 1 && summary.failed == 0)
  }

  @Test("takes other values for variables, and a range of cells")
  func settings() throws {
    let text = "```gradus\nn = 3\nm = n + 1\n```\n```gradus\nm\n```\n"
    let (_, replayer) = try replay(text) {
      $0.mode = .update
      $0.settings = [("n", "10"), ("zz", "1")]
    }
    #expect(replayer.document.cells[1].output == "11")
    #expect(replayer.unusedSettings == ["zz"])
    #expect(try replay(text) { $0.cells = 1...1 }.0.run == 1)
  }
}
