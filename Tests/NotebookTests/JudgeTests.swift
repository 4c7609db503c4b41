import Language
import Testing

@testable import Notebook

@Suite("Answers to exercises")
struct JudgeTests {
  static let setup = """
    x = linspace(1, 5, 50); y = x ^ 2; X = reshape(arange(6.0), (2, 3)); n = 50; p = [0.2, 0.3, 0.5]; t = table({a: [1.0, 2.0], b: [3.0, 4.0]})
    labels = [0, 1, 1]; words = ("b", "a")
    """

  /// The verdict on an answer to an exercise with this solution.
  static func verdict(_ answer: String, _ solution: String, options: [String: [String]] = [:])
    -> Judge.Verdict
  {
    let workspace = Workspace()
    #expect(workspace.run(setup, name: "setup").succeeded)
    var cell = CodeCell()
    cell.source = solution.split(separator: "=").first.map { "\($0)= ___" } ?? ""
    cell.options = options
    var solved = CodeCell()
    solved.source = solution
    let exercise = Exercise(cell, solutions: [solved])
    let before = Checkpoint(workspace.interpreter)
    let output = workspace.run(answer, name: "answer")
    #expect(output.succeeded, "\(answer): \(output.text)")
    return Judge(exercise, in: workspace).verdict(on: answer, output, before: before)
  }

  @Test(
    "that are mathematically equal pass",
    arguments: [
      ("m = sum(y) / 50", "m = mean(y)"), ("m = 0\nfor v in y { m += v / n }", "m = mean(y)"),
      ("m = (1, 4)", "m = [1, 4]"), ("m = [1.0, 4.0]", "m = [1, 4]"), ("m = 3", "m = 3.0"),
      ("m = tensor(3.0)", "m = 3"), ("m = mean(y.to(f32))", "m = mean(y)"),
      ("m = {b: 2.0, a: 1}", "m = {a: 1, b: 2}"),
      ("f(z) = z * z", "f(z) = z ^ 2"), ("fn f(a, b) { b + a }", "f(a, b) = a + b"),
      ("f = z -> (z * 2 + 2) / 2 - 1", "f(z) = z"),
      ("f(v) = (v - mean(v)) / sqrt(mean((v - mean(v))^2))", "f(v) = (v - mean(v)) / std(v, ddof=0)"),
      ("t2 = t[t.a > 1.5]", "t2 = t[t.b > 3.5]"), ("m = nan", "m = nan * 2"),
      ("m = 1e-17", "m = 0.0"),
      ("m = X.T.T", "m = X"), ("m = \"a\" + \"b\"", "m = \"ab\""),
      ("w = param([1.0])\nw -= 0.5", "w = param([0.5])"),
    ] as [(String, String)])
  func equal(answer: String, solution: String) {
    #expect(Self.verdict(answer, solution) == .right, "\(answer)")
  }

  @Test(
    "that are wrong get the reason that the numbers bear out",
    arguments: [
      ("m = sum(y)", "m = mean(y)", "50 × mine"), ("m = mean(y)", "m = sum(y)", "1/50 of mine"),
      ("m = -mean(y)", "m = mean(y)", "opposite sign"), ("m = X.T", "m = X", "transpose"),
      ("m = X @ X.T", "m = X.T @ X", "shape is [2, 2] where [3, 3]"),
      ("m = sum(X, axis=0)", "m = sum(X, axis=1)", "other axis"),
      ("m = mean(X)", "m = mean(X, axis=0)", "`axis=` is missing"),
      ("m = var(y)", "m = std(y)", "square root is missing"),
      ("m = std(y)", "m = var(y)", "one root too many"),
      ("m = var(y, ddof=0)", "m = var(y)", "ddof"), ("m = std(y)", "m = std(y, ddof=0)", "ddof"),
      ("m = log2(y)", "m = log(y)", "base 2"), ("m = log(y)", "m = log10(y)", "base 10"),
      ("m = log(5.0)", "m = log2(5.0)", "base 2"),
      ("m = 1 / mean(y)", "m = mean(y)", "1 / mine"), ("m = 100 * p", "m = p", "percent"),
      ("m = 2 * y", "m = y", "2 × mine"),
      ("m = y / 2", "m = y", "half"), ("m = 1 - p", "m = p", "1 − mine"),
      ("m = sum(X, axis=1, keepdims=true)", "m = sum(X, axis=1)", "keepdims"),
      ("m = 49", "m = n", "off by one"), ("m = y + 1", "m = y", "off by one"),
      ("m = y + 0.25", "m = y", "constant term"),
      ("m = log(y - 2)", "m = log(y)", "nan"), ("m = y / 0", "m = y", "infinite"),
      ("m = y.to(i64)", "m = y", "whole numbers"),
      ("m = 10.4", "m = mean(y)", "rounded to 1 decimals"), ("m = [3, 2, 1]", "m = [1, 2, 3]", "backwards"),
      ("m = [2, 1, 3]", "m = [1, 2, 3]", "another order"), ("m = cumsum(p)", "m = p", "running sums"),
      ("m = abs([1, -2])", "m = [1, -2]", "absolute value"), ("m = log(p)", "m = p", "logarithm of mine"),
      ("m = mean(y[1:])", "m = mean(y)", "off by one"),
      ("m = sum((x + y) ^ 2)", "m = sum((x - y) ^ 2)", "one sign"),
      ("m = mean(x)", "m = mean(y)", "another variable in the place of `x`"),
      ("m = max(y) + 7", "m = min(y) + 7", "largest"),
      ("m = sum(y > 4.0)", "m = sum(y > 25.0)", ""), ("m = mean", "m = mean(y)", "a function"),
      ("m = \"3\"", "m = 3", "a text"),
      ("m = (1, 2, 3)", "m = (1, \"a\")", "3 elements where 2"),
      ("m = (1, \"b\")", "m = (1, \"a\")", "element 1"),
      ("m = {a: 1}", "m = {a: 1, b: 2}", "`b` is missing"),
      ("f(z) = z ^ 2", "f(z) = -z ^ 2", "opposite sign"),
      ("f(a, b) = a - b", "f(a, b) = b - a", "opposite sign"),
      ("f(z) = z + 1", "f(z) = z * 3 - 7", "on (2.0)"),
      ("t2 = t", "t2 = t[t.a > 1.5]", "2 rows where 1"), ("m = \"AB\"", "m = \"ab\"", "capital"),
      ("m = mean(y) * 1.003", "m = mean(y)", "off by 0.3 %"),
      ("m = y", "m = sum(y)", "their sum would be right"),
      ("w = param([1.0])", "w = param([3.0])", ""),
    ] as [(String, String, String)])
  func slips(answer: String, solution: String, reason: String) {
    guard case .wrong(let reasons) = Self.verdict(answer, solution) else {
      Issue.record("\(answer) passed for \(solution)")
      return
    }
    if reason.isEmpty {
      #expect(reasons.isEmpty, "\(reasons)")
    } else {
      #expect(reasons.joined(separator: " ").contains(reason), "\(answer) for \(solution): \(reasons)")
    }
  }

  @Test("say nothing that was not verified: any ratio of two single numbers is no reason")
  func silence() {
    #expect(Self.verdict("m = 7.31", "m = mean(y)") == .wrong([]))
  }

  @Test("judging changes nothing: variables, parameters and random streams are as the answer left them")
  func untouched() throws {
    let workspace = Workspace()
    _ = workspace.run("w = param([1.0, 2.0]); seed(4)", name: "a")
    let before = Checkpoint(workspace.interpreter)
    let output = workspace.run("w -= 1; m = rand(2)", name: "b")
    var cell = CodeCell()
    cell.source = "m = ___"
    var solution = CodeCell()
    solution.source = "w -= 5; print(w); m = rand(2)"
    let verdict = Judge(Exercise(cell, solutions: [solution]), in: workspace).verdict(
      on: "w -= 1; m = rand(2)", output, before: before)
    #expect(verdict == .right, "the solution drew from the same stream")
    #expect(workspace.run("w", name: "c").text == "param [0., 1.]  f64[2]")
    let stream = workspace.run("rand(1)", name: "d").text
    let other = Workspace()
    #expect(other.run("seed(4); rand(2); rand(1)", name: "d").text == stream)
  }

  @Test("a solution that cannot run here, or that is missing, judges nobody")
  func unjudged() throws {
    guard case .unjudged(let reason) = Self.verdict("m = 1", "m = nosuch + 1") else {
      Issue.record("it was judged")
      return
    }
    #expect(reason.contains("nosuch"))
  }

  @Test("a tolerance and arguments to try are the author's to give")
  func options() {
    #expect(Self.verdict("m = 3.15", "m = 3.14", options: ["tolerance": ["0.01"]]) == .right)
    #expect(Self.verdict("f(a) = a", "f(a) = abs(a)", options: ["probes": ["2.0", "[1.0, 3.0]"]]) == .right)
    #expect(Self.verdict("f(a) = a", "f(a) = abs(a)", options: ["probes": ["-2.0"]]) != .right)
  }

  @Test(
    "judging leaves every variable, object and random stream as it was: one checkpoint serves book and session"
  )
  func oneCheckpoint() throws {
    let workspace = Workspace()
    let setup = """
      model M() { w = param(ones(2))\n f(x) = (w * x).sum() }
      m = M(); opt = SGD(m, lr=0.1); x = [1.0, 2.0]; t = table({a: [1.0, 2.0]}); r = {deep: (x, m)}
      fn make() { n = 0\n () -> n }
      c = make(); g = rand(2); m.f(x).backward()
      """
    #expect(workspace.run(setup, name: "setup").succeeded)
    var cell = CodeCell(), solved = CodeCell()
    cell.source = "y = ___"
    solved.source =
      "opt.step(); c(); seed(9); x[0] = 7; z = 3; m.f(x).backward(); opt.step(); y = sum(x) + m.w.sum()"
    let exercise = Exercise(cell, solutions: [solved])
    for answer in ["y = 1.0; opt.step()", "y = c() + rand(2)", "y = sum(x) * 3"] {
      let before = Checkpoint(workspace.interpreter)
      let output = workspace.run(answer, name: "answer")
      #expect(output.succeeded, "\(output.text)")
      let after = Checkpoint(workspace.interpreter), words = workspace.context.generator.words
      let judge = Judge(exercise, in: workspace)
      _ = judge.verdict(on: answer, output, before: before)
      _ = judge.isAnswer(output.result.value, before: before)
      #expect(Checkpoint(workspace.interpreter).changes(since: after).isEmpty)
      #expect(after.changes(since: Checkpoint(workspace.interpreter)).isEmpty)
      #expect(workspace.context.generator.words == words)
    }
  }
}
