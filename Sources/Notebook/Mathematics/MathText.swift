/// A formula on one line of Unicode text: `Σᵢ₌₁ⁿ xᵢ²`.
public enum MathText {
  /// - Parameter latex: without its dollar signs.
  public static func unicode(_ latex: String) -> String { text(MathParser.parse(latex)) }

  static func text(_ node: MathNode) -> String { text(node, isTight: false) }

  /// Inside scripts, `i=1` takes no spaces.
  private static func text(_ node: MathNode, isTight: Bool) -> String {
    switch node {
    case .symbol(let text, _), .words(let text): return text
    case .row(let nodes): return row(nodes, isTight)
    case .script(let base, let below, let above):
      return wrappedBase(base, isTight)
        + (below.map { script($0, MathSymbols.subscripts, "_") } ?? "")
        + (above.map { script($0, MathSymbols.superscripts, "^") } ?? "")
    case .fraction(let top, let bottom): return operand(top) + "/" + operand(bottom)
    case .root(let inside, let degree):
      let index = degree.map { script($0, MathSymbols.superscripts, "") } ?? ""
      let shown = text(inside, isTight: false)
      return index + "√" + (shown.count > 1 ? "(\(shown))" : shown)
    case .accent(let base, let accent): return accented(text(base, isTight: true), accent)
    case .letters(let base, let alphabet):
      let plain = text(base, isTight: isTight)
      // Bold letters need fonts that terminals often lack, and say nothing that the plain ones don't.
      return alphabet == .bold ? plain : plain.map { MathSymbols.letter($0, alphabet) }.joined()
    case .fenced(let open, let inside, let close): return open + text(inside, isTight: isTight) + close
    case .table(let rows, let open, let close, _): return table(rows, open, close)
    case .space(let count): return String(repeating: " ", count: count)
    }
  }

  private static func row(_ nodes: [MathNode], _ isTight: Bool) -> String {
    var result = ""
    for (i, node) in nodes.enumerated() {
      let shown = text(node, isTight: isTight)
      guard !shown.isEmpty else { continue }
      if case .space = node {
        if isTight || result.hasSuffix(" ") { continue }
        result += shown
        continue
      }
      // `\\lVert x \\rVert`: nothing stands between a letter and the fence that closes.
      if node.kind == .close, result.hasSuffix(" ") { result.removeLast() }
      let before = i > 0 ? nodes[i - 1] : nil
      if !result.isEmpty, !result.hasSuffix(" "), let before, spaces(before, node, isTight, i, nodes) {
        result += " "
      }
      result += shown
    }
    while result.last == " " { result.removeLast() }
    return result
  }

  /// Whether a space stands between two neighbours.
  private static func spaces(
    _ left: MathNode, _ right: MathNode, _ isTight: Bool, _ index: Int, _ nodes: [MathNode]
  ) -> Bool {
    if isTight { return false }
    if left.kind == .punctuation { return true }
    if left.kind == .relation || right.kind == .relation { return true }
    if isBinary(index, nodes) || isBinary(index - 1, nodes) { return true }
    if left.kind == .function || left.kind == .large {
      return right.kind != .open && right.kind != .close && right.kind != .punctuation || left.kind == .large
    }
    if right.kind == .function || right.kind == .large {
      return left.kind != .open && left.kind != .binary
    }
    // `1/2 x`, which would otherwise read as 1/(2x).
    if case .fraction = left { return right.kind != .close && right.kind != .punctuation }
    return false
  }

  /// A sign between two operands; one that begins a row or follows another sign only marks its operand.
  static func isBinary(_ index: Int, _ nodes: [MathNode]) -> Bool {
    guard nodes[index].kind == .binary, index + 1 < nodes.count else { return false }
    var before = index - 1
    while before >= 0, case .space = nodes[before] { before -= 1 }
    guard before >= 0 else { return false }
    switch nodes[before].kind {
    case .binary, .relation, .open, .punctuation, .function, .large: return false
    default: return true
    }
  }

  /// Raised or lowered characters where Unicode has them all; `^(…)` otherwise.
  static func script(_ node: MathNode, _ table: [Character: Character], _ mark: String) -> String {
    let plain = text(node, isTight: true)
    let mapped = plain.compactMap { table[$0] }
    if mapped.count == plain.count { return String(mapped) }
    return plain.count == 1 ? mark + plain : "\(mark)(\(plain))"
  }

  private static func wrappedBase(_ base: MathNode, _ isTight: Bool) -> String {
    let shown = text(base, isTight: isTight)
    switch base.single {
    case .row(let nodes) where nodes.count > 1: return "(\(shown))"
    case .fraction: return "(\(shown))"
    default: return shown
    }
  }

  /// The top or the bottom of a fraction, in parentheses where it is more than one thing.
  private static func operand(_ node: MathNode) -> String {
    let shown = text(node, isTight: false)
    let isSimple = !shown.contains { " +−-/·".contains($0) }
    return isSimple ? shown : "(\(shown))"
  }

  /// The mark goes onto the only letter, or over every one of several.
  private static func accented(_ shown: String, _ accent: MathNode.Accent) -> String {
    if shown.isEmpty { return "" }
    if shown.count == 1 || accent == .bar || accent == .underline {
      return String(shown.flatMap { [String($0), String(accent.combining)] }.joined())
    }
    return String(shown.prefix(1)) + String(accent.combining) + shown.dropFirst()
  }

  private static func table(_ rows: [[MathNode]], _ open: String, _ close: String) -> String {
    let lines = rows.map { row in
      row.map { text($0, isTight: false) }.filter { !$0.isEmpty }.joined(separator: open.isEmpty ? " " : ", ")
    }
    return open + lines.joined(separator: "; ") + close
  }
}
