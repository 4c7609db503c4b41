/// A formula as a tree: what LaTeX says, before anybody decides how it looks.
///
/// `MathText` writes it on one line, `MathBox` stacks it for a terminal, `MathML` hands it to a browser.
public indirect enum MathNode: Sendable, Equatable {
  /// What a symbol does to the space around it.
  public enum Kind: Sendable, Equatable {
    case identifier, number, binary, relation, punctuation, open, close
    /// `log`, `sin`, `argmax`: a word that stands before what it is applied to.
    case function
    /// `∑`, `∏`, `∫`: limits go below and above.
    case large
    /// Anything else, such as `∂` or `…`.
    case ordinary
  }

  /// Marks above a letter.
  public enum Accent: String, Sendable, CaseIterable {
    case hat, bar, tilde, vec, dot, ddot, underline

    /// The mark that combines with the character before it.
    var combining: Character {
      switch self {
      case .hat: "\u{302}"
      case .bar: "\u{304}"
      case .tilde: "\u{303}"
      case .vec: "\u{20D7}"
      case .dot: "\u{307}"
      case .ddot: "\u{308}"
      case .underline: "\u{332}"
      }
    }

    /// The mark by itself, as MathML wants it.
    var symbol: String {
      switch self {
      case .hat: "^"
      case .bar, .underline: "\u{AF}"
      case .tilde: "~"
      case .vec: "→"
      case .dot: "˙"
      case .ddot: "¨"
      }
    }
  }

  /// How the letters of a group look: `\mathbb{R}`, `\mathbf{x}`, `\mathcal{L}`.
  public enum Alphabet: Sendable { case bold, doubleStruck, script }

  case symbol(String, Kind)
  /// Upright words.
  case words(String)
  case row([MathNode])
  case script(MathNode, below: MathNode?, above: MathNode?)
  case fraction(MathNode, MathNode)
  case root(MathNode, degree: MathNode?)
  case accent(MathNode, Accent)
  case letters(MathNode, Alphabet)
  /// `\left( … \right)`; an empty fence is none.
  case fenced(String, MathNode, String)
  /// Matrices, cases, aligned equations: rows of cells between two fences.
  case table([[MathNode]], open: String, close: String, isAligned: Bool)
  /// So many columns of space.
  case space(Int)

  static let empty = MathNode.row([])

  var isEmpty: Bool { if case .row(let nodes) = self { nodes.isEmpty } else { false } }

  /// The node itself, or the only one of a row.
  var single: MathNode {
    if case .row(let nodes) = self, nodes.count == 1 { return nodes[0].single }
    return self
  }

  /// What the space to the left and right of this node depends on.
  var kind: Kind {
    switch self {
    case .symbol(_, let kind): kind
    case .words: .function
    case .script(let base, _, _), .accent(let base, _), .letters(let base, _): base.single.kind
    case .row, .root, .fenced, .table, .space: .ordinary
    case .fraction: .ordinary
    }
  }

  /// `∑` and words such as `max` take limits below and above where there is room.
  var takesLimits: Bool {
    switch self {
    case .symbol(let text, .large): text != "∫"
    case .symbol(let text, .function): ["max", "min", "argmax", "argmin", "lim", "sup", "inf"].contains(text)
    case .symbol("=", .relation), .symbol("→", .relation), .symbol("∼", .relation): true
    default: false
    }
  }
}
