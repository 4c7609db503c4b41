/// A formula as MathML: every browser sets it without a script, and screen readers read it aloud.
public enum MathML {
  /// A `<math>` element; `latex` is kept as its annotation.
  public static func element(_ latex: String, isDisplay: Bool) -> String {
    let node = MathParser.parse(latex)
    let mode = isDisplay ? "block" : "inline"
    return
      "<math display=\"\(mode)\"><semantics><mrow>\(markup(node))</mrow>"
      + "<annotation encoding=\"application/x-tex\">\(escaped(latex))</annotation></semantics></math>"
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }

  private static func row(_ node: MathNode) -> String { "<mrow>\(markup(node))</mrow>" }

  private static func markup(_ node: MathNode) -> String {
    switch node {
    case .symbol(let text, let kind): return symbol(text, kind)
    case .words(let text): return "<mtext>\(escaped(text))</mtext>"
    case .row(let nodes): return nodes.indices.map { sign($0, nodes) }.joined()
    case .script(let base, let below, let above): return script(base, below, above)
    case .fraction(let top, let bottom): return "<mfrac>\(row(top))\(row(bottom))</mfrac>"
    case .root(let inside, nil): return "<msqrt>\(markup(inside))</msqrt>"
    case .root(let inside, let degree?): return "<mroot>\(row(inside))\(row(degree))</mroot>"
    case .accent(let base, .underline): return "<munder>\(row(base))<mo>_</mo></munder>"
    case .accent(let base, let accent):
      return "<mover accent=\"true\">\(row(base))<mo>\(escaped(accent.symbol))</mo></mover>"
    case .letters(let base, let alphabet):
      let letters = MathText.text(base).map { MathSymbols.letter($0, alphabet) }.joined()
      return "<mi>\(escaped(letters))</mi>"
    case .fenced(let open, let inside, let close):
      return "<mrow>\(fence(open, "prefix"))\(markup(inside))\(fence(close, "postfix"))</mrow>"
    case .table(let rows, let open, let close, let isAligned): return table(rows, open, close, isAligned)
    // The spaces between letters are the browser's business.
    case .space(let count): return count < 2 ? "" : "<mspace width=\"\(count / 2)em\"/>"
    }
  }

  private static func symbol(_ text: String, _ kind: MathNode.Kind) -> String {
    let shown = escaped(text)
    switch kind {
    case .identifier: return "<mi>\(shown)</mi>"
    case .number: return "<mn>\(shown)</mn>"
    case .function: return "<mi>\(shown)</mi><mspace width=\"0.17em\"/>"
    case .ordinary: return text.first?.isLetter ?? false ? "<mi>\(shown)</mi>" : "<mo>\(shown)</mo>"
    case .open: return "<mo form=\"prefix\" stretchy=\"false\">\(shown)</mo>"
    case .close: return "<mo form=\"postfix\" stretchy=\"false\">\(shown)</mo>"
    case .binary, .relation, .punctuation, .large: return "<mo>\(shown)</mo>"
    }
  }

  /// A minus that stands before its operand is set closer.
  private static func sign(_ index: Int, _ nodes: [MathNode]) -> String {
    if case .symbol(let text, .binary) = nodes[index], !MathText.isBinary(index, nodes) {
      return "<mo form=\"prefix\">\(escaped(text))</mo>"
    }
    return markup(nodes[index])
  }

  private static func script(_ base: MathNode, _ below: MathNode?, _ above: MathNode?) -> String {
    let isStacked = base.single.takesLimits
    switch (below, above) {
    case (let below?, let above?):
      let name = isStacked ? "munderover" : "msubsup"
      return "<\(name)>\(row(base))\(row(below))\(row(above))</\(name)>"
    case (let below?, nil):
      let name = isStacked ? "munder" : "msub"
      return "<\(name)>\(row(base))\(row(below))</\(name)>"
    case (nil, let above?):
      let name = isStacked ? "mover" : "msup"
      return "<\(name)>\(row(base))\(row(above))</\(name)>"
    case (nil, nil): return markup(base)
    }
  }

  private static func fence(_ text: String, _ form: String) -> String {
    text.isEmpty ? "" : "<mo form=\"\(form)\" fence=\"true\" stretchy=\"true\">\(escaped(text))</mo>"
  }

  private static func table(_ rows: [[MathNode]], _ open: String, _ close: String, _ isAligned: Bool)
    -> String
  {
    let body = rows.map { row in
      "<mtr>" + row.map { "<mtd>\(markup($0))</mtd>" }.joined() + "</mtr>"
    }
    let alignment = isAligned ? " columnalign=\"right left\"" : ""
    return
      "<mrow>\(fence(open, "prefix"))<mtable\(alignment)>\(body.joined())</mtable>\(fence(close, "postfix"))</mrow>"
  }
}
