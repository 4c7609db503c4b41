import Formatting
import Testing

@testable import Notebook

@Suite("Mathematics from LaTeX")
struct MathematicsTests {
  @Test(
    "reads on one line as a mathematician would write it in a letter",
    arguments: [
      (#"\hat y = w x + b"#, "y\u{302} = w x + b"), (#"\frac{1}{n} \sum_{i=1}^{n} x_i^2"#, "1/n ∑ᵢ₌₁ⁿ xᵢ²"),
      (#"\sqrt{a+b} \leq \alpha"#, "√(a + b) ≤ α"), (#"\sqrt[3]{x}"#, "³√x"),
      (#"\frac{\partial L}{\partial w}"#, "∂L/∂w"), (#"\frac{a+b}{2}x"#, "(a + b)/2 x"),
      (#"x \in \mathbb{R}^{d \times k}"#, "x ∈ ℝ^(d×k)"), (#"e^{-x}"#, "e⁻ˣ"), ("-x^2 - -1", "−x² − −1"),
      (#"\mathcal{L}(\theta) = -\log p_\theta(y \mid x)"#, "ℒ(θ) = −log p_θ(y | x)"),
      (#"\bar{x}"#, "x\u{304}"), (#"\overline{xy}"#, "x\u{304}y\u{304}"), (#"W^\top x"#, "Wᵀx"),
      (#"\lVert x \rVert_2^2"#, "‖x‖₂²"), (#"f'(x)"#, "f′(x)"), ("f''", "f′′"),
      (#"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"#, "(1, 2; 3, 4)"),
      (#"\left( \frac{a}{b} \right)^2"#, "(a/b)²"), (#"\text{if } n > 1"#, "if n > 1"),
      (#"\{1, \dots, n\}"#, "{1, …, n}"), (#"A \cup B \subseteq \emptyset"#, "A ∪ B ⊆ ∅"), ("1,5", "1, 5"),
      (#"\operatorname{softmax}(z)_i"#, "softmax(z)ᵢ"), (#"\arg\max_w f"#, "arg max_w f"), ("50\\%", "50%"),
      (#"\not= \quad \unknown{x}"#, "≠  unknown x"), (#"x_{train}"#, "xₜᵣₐᵢₙ"), (#"\binom{n}{k}"#, "(n; k)"),
      ("", ""), ("}", ""), ("{", ""), (#"\"#, ""), (#"\frac{1}"#, "1/"), ("x^", "x"), ("_2", "₂"),
    ])
  func unicode(latex: String, text: String) {
    #expect(MathText.unicode(latex) == text)
  }

  @Test("is stacked where there is room: fractions, limits, matrices, cases, roots")
  func boxes() {
    #expect(
      MathBox.lines(#"\frac{1}{n} \sum_{i=1}^{n} (y_i - \hat y_i)^2"#, width: 60) == [
        "1  n", "─  ∑   (yᵢ − y\u{302}ᵢ)²", "n i=1",
      ])
    #expect(
      MathBox.lines(#"A = \begin{bmatrix} 1 & 20 \\ 3 & 4 \\ 5 & 6 \end{bmatrix}"#, width: 60) == [
        "    ⎡1  20⎤", "A = ⎢3  4 ⎥", "    ⎣5  6 ⎦",
      ])
    #expect(
      MathBox.lines(#"|x| = \begin{cases} x & x \geq 0 \\ -x & \text{otherwise} \end{cases}"#, width: 60) == [
        "      ⎰ x x ≥ 0", "|x| = ⎱−x otherwise",
      ])
    #expect(
      MathBox.lines(#"\sqrt{\frac{a}{b}}"#, width: 60) == [" ┌─", " │a", " │─", "╲│b"])
    // Too wide for the terminal: on plain lines.
    #expect(MathBox.lines(#"\frac{a}{b} + \frac{c}{d}"#, width: 6).allSatisfy { DisplayWidth.of($0) <= 6 })
  }

  @Test("becomes MathML that nests as XML must")
  func mathML() {
    let text = MathML.element(
      #"\hat y < \frac{1}{2} \sum_{i=1}^n x_i^2 \left[ \begin{matrix}1&2\end{matrix} \right]"#,
      isDisplay: true)
    #expect(text.hasPrefix("<math display=\"block\">"))
    #expect(text.contains("<mover accent=\"true\"><mrow><mi>y</mi></mrow><mo>^</mo></mover>"))
    #expect(text.contains("<munderover>") && text.contains("<mo>&lt;</mo>") && text.contains("<msubsup>"))
    #expect(Self.isBalanced(text))
  }

  /// Whether every element is closed in its turn.
  static func isBalanced(_ text: String) -> Bool {
    var open: [Substring] = []
    for piece in text.split(separator: "<").map({ $0.prefix { $0 != ">" } }) where text.contains("<\(piece)>")
    {
      let name = piece.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" }
      if piece.hasPrefix("/") {
        guard open.popLast() == name else { return false }
      } else if !piece.hasSuffix("/") {
        open.append(name)
      }
    }
    return open.isEmpty
  }

  @Test("never fails, whatever is written")
  func fuzz() {
    var random = SplitMix(state: 11)
    let pieces = [
      "{", "}", "^", "_", "\\frac", "\\sqrt", "[", "]", "\\left(", "\\right)", "\\begin{pmatrix}",
      "\\end{pmatrix}",
      "&", "\\\\", "\\hat", "x", "1", " ", "'", "\\", "字", "\\text{", "\\middle|", "\\end", "\\left", "\\not",
      "$",
    ]
    for _ in 0..<4000 {
      let text = (0..<Int(random.next() % 20)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
        .joined()
      _ = MathText.unicode(text)
      _ = MathBox.lines(text, width: 30)
      #expect(Self.isBalanced(MathML.element(text, isDisplay: false)), "\(text)")
    }
    for deep in ["{", "\\frac{", "\\left(", "\\begin{pmatrix}", "x^{", "\\sqrt{"] {
      let text = String(repeating: deep, count: 20_000)
      _ = MathText.unicode(text)
      _ = MathML.element(text, isDisplay: true)
    }
  }
}
