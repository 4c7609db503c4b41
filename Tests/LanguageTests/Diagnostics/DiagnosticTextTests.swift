import Testing

@testable import Language

@Suite("Diagnostics as text")
struct DiagnosticTextTests {
  private func range(of piece: String, in source: SourceText) throws -> SourceRange {
    let bytes = Array(piece.utf8)
    let start = try #require(
      source.utf8.indices.first { source.utf8[$0...].starts(with: bytes) }, "`\(piece)` is not in the source")
    return SourceRange(start, start + bytes.count)
  }

  /// One label under `piece` of `text`.
  private func render(_ text: String, _ piece: String, _ label: String = "") throws -> String {
    let source = SourceText(name: "cell 1", text: text)
    return DiagnosticText.render(
      Diagnostic(.type, "T01", "wrong", labels: [.init(try range(of: piece, in: source), in: source, label)]))
  }

  @Test("the example of the language's page comes out as it is printed there")
  func documentedExample() throws {
    let source = SourceText(name: "cell 7", text: "b = 1\nh = relu(x @ w1 + b1)")
    let maker = SourceText(name: "cell 4", text: "w1 = randn(512, 10)")
    var diagnostic = Diagnostic(
      .shape, "S01", "the inner sizes of `@` differ, 784 and 512",
      labels: [
        .init(
          try range(of: "x @", in: source).first(1), in: source,
          "x : f32[32, 784]\tfrom cell 3: x = reshape(images, (32, -1))"),
        .init(
          try range(of: "w1", in: source), in: source, "w1 : f32[512, 10]\tfrom cell 4: w1 = randn(512, 10)"),
      ])
    diagnostic.repairs = [
      .init(
        source: maker, range: SourceRange(0, 19), replacement: "w1 = randn(784, 10)",
        text: "cell 4: w1 = randn(784, 10)", outcome: "then h : f32[32, 10]")
    ]
    diagnostic.rejected = ["x @ w1.T", "x.T @ w1"]
    #expect(
      DiagnosticText.render(diagnostic) == """
        error[S01] cell 7, line 2: the inner sizes of `@` differ, 784 and 512

          2 | h = relu(x @ w1 + b1)
            |          ^   ^^
            |          |   w1 : f32[512, 10]   from cell 4: w1 = randn(512, 10)
            |          x : f32[32, 784]        from cell 3: x = reshape(images, (32, -1))

          fits:  1  cell 4: w1 = randn(784, 10)   then h : f32[32, 10]
          tried, does not fit:  x @ w1.T   x.T @ w1
        """)
    #expect(diagnostic.position.map { [$0.line, $0.column] } == [2, 10])
  }

  @Test("a single label's text stands beside its carets")
  func inlineLabel() throws {
    #expect(
      try render("y = f(x)", "f(x)", "none") == """
        error[T01] cell 1, line 1: wrong

          1 | y = f(x)
            |     ^^^^ none
        """)
  }

  @Test("carets stand below what they mean: tabs, wide characters, emoji and combining marks")
  func displayColumns() throws {
    let lines = try render("\tλ = 学习(👩‍👧, e\u{301}, x)", "x").split(separator: "\n")
    #expect(lines.dropFirst() == ["  1 |     λ = 学习(👩‍👧, e\u{301}, x)", "    |                     ^"])
  }

  @Test("a range over several lines is marked to the end of the first")
  func severalLines() throws {
    #expect(
      try render("f(a,\n  b)", "f(a,\n  b)") == """
        error[T01] cell 1, line 1: wrong

          1 | f(a,
            | ^^^^
        """)
  }

  @Test("a position at the very end gets one caret")
  func atTheEnd() {
    let source = SourceText(name: "cell 1", text: "x +")
    let text = DiagnosticText.render(
      Diagnostic(.syntax, "P08", "more", labels: [.init(SourceRange(3, 3), in: source)]))
    #expect(text.hasSuffix("  1 | x +\n    |    ^"))
  }

  @Test("labels in other sources are quoted below with the name of their source")
  func otherSources() throws {
    let here = SourceText(name: "cell 7", text: "loss(w)")
    let there = SourceText(name: "cell 3", text: (1...11).map { "x\($0) = \($0)" }.joined(separator: "\n"))
    let diagnostic = Diagnostic(
      .value, "V01", "wrong",
      labels: [
        .init(try range(of: "x11", in: there), in: there, "defined here", isPrimary: false),
        .init(try range(of: "w", in: here), in: here),
      ],
      hints: ["write `x`"],
      frames: [
        .init(function: "loss", range: SourceRange(0, 1), source: there),
        .init(function: "step", range: SourceRange(8, 9), source: there),
      ])
    #expect(
      DiagnosticText.render(diagnostic) == """
        error[V01] cell 7, line 1: wrong

           1 | loss(w)
             |      ^

          cell 3:
          11 | x11 = 11
             | --- defined here

          try:  write `x`
          in loss, cell 3, line 1
          in step, cell 3, line 2
        """)
  }

  @Test("a long line is shown in part, with its carets in view", arguments: [0, 5_000, 9_995])
  func longLine(_ offset: Int) {
    var letters = [Character](repeating: "a", count: 10_000)
    letters[offset] = "é"
    let source = SourceText(name: "cell 1", text: String(letters))
    let text = DiagnosticText.render(
      Diagnostic(.type, "T01", "wrong", labels: [.init(SourceRange(offset, offset + 2), in: source)]))
    let lines = text.split(separator: "\n")
    #expect(lines[1].count < 150)
    let quoted = Array(lines[1]), carets = Array(lines[2])
    #expect(carets.last == "^" && quoted[carets.count - 1] == "é")
  }

  @Test("control characters and direction marks in the source never reach the terminal")
  func controls() throws {
    let text = try render("x = \"\u{1B}[31m\u{202E}\" + y", "y")
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    let lines = text.split(separator: "\n")
    #expect(Array(lines[1])[lines[2].count - 1] == "y")
  }

  @Test("a style sees every part and changes nothing but colour")
  func styles() throws {
    let source = SourceText(name: "cell 1", text: "f(x)")
    let diagnostic = Diagnostic(
      .type, "T01", "wrong", labels: [.init(SourceRange(0, 1), in: source, "this")], hints: ["write `g`"],
      frames: [.init(function: "f", range: SourceRange(0, 1), source: source)], severity: .warning)
    let tagged = DiagnosticText.render(diagnostic) { role, text in "‹\(role):\(text)›" }
    for role in DiagnosticText.Role.allCases { #expect(tagged.contains("‹\(role):")) }
    #expect(DiagnosticText.render(diagnostic).hasPrefix("warning[T01] cell 1, line 1: wrong"))
  }

  @Test("a diagnostic without a place is one line")
  func noLabel() {
    #expect(DiagnosticText.render(Diagnostic(.memory, "M01", "not enough")) == "error[M01]: not enough")
  }

  @Test("ranges outside of the source do no harm")
  func strayRanges() {
    let source = SourceText(name: "cell 1", text: "x\n")
    for range in [SourceRange(-5, -1), SourceRange(100, 200), SourceRange(1, 0), SourceRange(2, 9)] {
      let text = DiagnosticText.render(Diagnostic(.type, "T01", "wrong", labels: [.init(range, in: source)]))
      #expect(text.hasPrefix("error[T01] cell 1"))
    }
  }
}

extension SourceRange {
  /// Its first `count` bytes.
  fileprivate func first(_ count: Int) -> SourceRange { SourceRange(start, start + count) }
}
