/// LaTeX mathematics → a tree. Never fails: what it does not know stays readable as words.
public struct MathParser {
  private var rest: Substring
  private var depth = 0
  private static let depthLimit = 60

  /// The formula that `latex` writes, without its dollar signs.
  public static func parse(_ latex: String) -> MathNode {
    var parser = MathParser(rest: latex[...])
    var nodes: [MathNode] = []
    while true {
      nodes += parser.row(until: [])
      // A brace or `&` that closes nothing is passed over.
      guard parser.rest.popFirst() != nil else { break }
    }
    return .row(nodes)
  }

  // MARK: Rows

  /// Nodes up to one of the characters of `ends`, or a `\right`, `\end` or `\\`, none of which is taken.
  private mutating func row(until ends: Set<Character>) -> [MathNode] {
    var nodes: [MathNode] = []
    while let next = rest.first {
      if ends.contains(next) || next == "}" || next == "&" || isAtEnd() { break }
      if next.isWhitespace {
        space(&nodes)
      } else if next == "^" || next == "_" || next == "'" {
        script(&nodes)
      } else {
        nodes += atom()
      }
    }
    while case .space(1)? = nodes.last { nodes.removeLast() }
    return nodes
  }

  private func isAtEnd() -> Bool {
    rest.hasPrefix("\\\\") || isCommand("right") || isCommand("end") || isCommand("middle")
  }

  /// Whether this very command comes next: `\end`, and not `\endless`.
  private func isCommand(_ name: String) -> Bool {
    guard rest.hasPrefix("\\" + name) else { return false }
    return !(rest.dropFirst(name.count + 1).first.map { $0.isASCII && $0.isLetter } ?? false)
  }

  /// A space that the author put between two letters is kept: `w x` is two names.
  private mutating func space(_ nodes: inout [MathNode]) {
    rest = rest.drop { $0.isWhitespace }
    switch nodes.last {
    case .symbol(_, .identifier), .symbol(_, .number), .script, .accent, .letters, .symbol(_, .close):
      nodes.append(.space(1))
    default: break
    }
  }

  /// Nodes of a group in braces, of a command, or of one character.
  private mutating func argument() -> MathNode {
    rest = rest.drop { $0.isWhitespace }
    guard let next = rest.first, next != "}", next != "&" else { return .empty }
    if next == "{" { return group() }
    if next != "\\" {
      rest.removeFirst()
      return Self.character(next)
    }
    let nodes = isAtEnd() ? [] : atom()
    return nodes.count == 1 ? nodes[0] : .row(nodes)
  }

  private mutating func group() -> MathNode {
    rest.removeFirst()
    guard depth < Self.depthLimit else { return skipped() }
    depth += 1
    defer { depth -= 1 }
    var nodes: [MathNode] = []
    while true {
      nodes += row(until: [])
      guard let next = rest.popFirst(), next != "}" else { break }
      if next == "\\" { rest = rest.drop { $0.isASCII && $0.isLetter || $0 == "\\" } }
    }
    return nodes.count == 1 ? nodes[0] : .row(nodes)
  }

  /// Too deep for anybody to read: the rest of the group is passed over.
  private mutating func skipped() -> MathNode {
    var open = 1
    while open > 0, let next = rest.popFirst() {
      if next == "{" { open += 1 } else if next == "}" { open -= 1 }
    }
    return .words("…")
  }

  /// The text of a group in braces, as it stands.
  private mutating func rawArgument() -> String {
    rest = rest.drop { $0.isWhitespace }
    guard rest.first == "{" else { return rest.popFirst().map { String($0) } ?? "" }
    rest.removeFirst()
    var text = "", open = 1
    while let next = rest.popFirst() {
      if next == "{" { open += 1 }
      if next == "}" { open -= 1 }
      if open == 0 { break }
      if next != "\\" || rest.first?.isLetter ?? false { text.append(next) }
    }
    return text.filter { $0 != "{" && $0 != "}" && $0 != "$" }
  }

  private static func character(_ character: Character) -> MathNode {
    switch character {
    case "+", "*": .symbol(character == "*" ? "∗" : "+", .binary)
    case "-", "−": .symbol("−", .binary)
    case "/": .symbol("/", .ordinary)
    case "=", "<", ">", ":": .symbol(String(character), .relation)
    case ",", ";": .symbol(String(character), .punctuation)
    case "(", "[": .symbol(String(character), .open)
    case ")", "]", "!": .symbol(String(character), .close)
    case "|": .symbol("|", .ordinary)
    case "~": .space(1)
    case _ where character.isNumber || character == ".": .symbol(String(character), .number)
    case _ where character.isLetter: .symbol(String(character), .identifier)
    default: .symbol(String(character), .ordinary)
    }
  }

  // MARK: Scripts

  private mutating func script(_ nodes: inout [MathNode]) {
    while case .space(1)? = nodes.last { nodes.removeLast() }
    var (base, below, above): (MathNode, MathNode?, MathNode?) = (nodes.popLast() ?? .empty, nil, nil)
    if case .script(let inner, let down, let up) = base, down == nil || up == nil {
      (base, below, above) = (inner, down, up)
    }
    while let mark = rest.first, mark == "^" || mark == "_" || mark == "'" {
      rest.removeFirst()
      if mark == "'" {
        above = above.map { .row([$0, .symbol("′", .ordinary)]) } ?? .symbol("′", .ordinary)
      } else if mark == "^" {
        let next = argument()
        above = above.map { .row([$0, next]) } ?? next
      } else {
        let next = argument()
        below = below.map { .row([$0, next]) } ?? next
      }
    }
    nodes.append(.script(base, below: below, above: above))
  }

  // MARK: Commands

  private mutating func atom() -> [MathNode] {
    if rest.first == "{" { return [group()] }
    guard let next = rest.popFirst() else { return [] }
    guard next == "\\" else {
      guard next.isNumber else { return [Self.character(next)] }
      let more = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest[more.endIndex...]
      return [.symbol(String(next) + more, .number)]
    }
    let name = rest.prefix { $0.isASCII && $0.isLetter }
    guard !name.isEmpty else {
      guard let mark = rest.popFirst() else { return [] }
      return Self.mark(mark)
    }
    rest = rest[name.endIndex...]
    let nodes = command(String(name))
    // The space after a command only ended its name.
    if rest.first == " ", case .symbol? = nodes.last { rest = rest.drop { $0 == " " } }
    return nodes
  }

  private static func mark(_ mark: Character) -> [MathNode] {
    switch mark {
    case ",", ":", ";", " ": [.space(1)]
    case "!": []
    case "|": [.symbol("‖", .ordinary)]
    default: [MathSymbols.symbol(String(mark)) ?? .symbol(String(mark), .ordinary)]
    }
  }

  private static let accents: [String: MathNode.Accent] = [
    "hat": .hat, "widehat": .hat, "bar": .bar, "overline": .bar, "tilde": .tilde, "widetilde": .tilde,
    "vec": .vec, "overrightarrow": .vec, "dot": .dot, "ddot": .ddot, "underline": .underline,
  ]

  private static let alphabets: [String: MathNode.Alphabet] = [
    "mathbf": .bold, "boldsymbol": .bold, "bm": .bold, "mathbb": .doubleStruck, "mathcal": .script,
    "mathscr": .script,
  ]

  private mutating func command(_ name: String) -> [MathNode] {
    if let symbol = MathSymbols.symbol(name) { return [symbol] }
    if let accent = Self.accents[name] { return [.accent(argument(), accent)] }
    if let alphabet = Self.alphabets[name] { return [.letters(argument(), alphabet)] }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": return [.fraction(argument(), argument())]
    case "binom":
      return [.table([[argument()], [argument()]], open: "(", close: ")", isAligned: false)]
    case "sqrt": return [root()]
    case "text", "textrm", "mathrm", "operatorname", "textbf", "textit", "texttt", "mathsf", "mathit",
      "mathtt":
      if rest.first == "*" { rest.removeFirst() }
      return [.words(rawArgument())]
    case "overset", "stackrel": return [Self.stacked(above: argument(), argument())]
    case "underset":
      let below = argument()
      return [.script(argument(), below: below, above: nil)]
    case "underbrace", "overbrace": return [argument()]
    case "xrightarrow": return [.script(.symbol("→", .relation), below: nil, above: argument())]
    case "left": return [fenced()]
    case "begin": return [environment()]
    case "quad": return [.space(2)]
    case "qquad": return [.space(4)]
    case "not": return [negated()]
    case "label", "tag", "color", "phantom", "vspace", "hspace":
      _ = rawArgument()
      return []
    case "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag", "big", "Big",
      "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "right", "end", "middle", "rm", "bf":
      return []
    default: return [.words(name)]
    }
  }

  private static func stacked(above: MathNode, _ base: MathNode) -> MathNode {
    .script(base, below: nil, above: above)
  }

  private mutating func root() -> MathNode {
    guard rest.first == "[" else { return .root(argument(), degree: nil) }
    rest.removeFirst()
    let degree = MathNode.row(row(until: ["]"]))
    if rest.first == "]" { rest.removeFirst() }
    return .root(argument(), degree: degree)
  }

  private mutating func negated() -> MathNode {
    guard case .symbol(let text, let kind) = argument().single, !text.isEmpty else { return .empty }
    let known = ["=": "≠", "∈": "∉", "≡": "≢", "<": "≮", ">": "≯", "⊂": "⊄"]
    return .symbol(known[text] ?? text + "\u{338}", kind)
  }

  // MARK: Fences and environments

  private mutating func fence() -> String {
    rest = rest.drop { $0.isWhitespace }
    guard let next = rest.popFirst() else { return "" }
    guard next == "\\" else { return next == "." ? "" : String(next) }
    let name = rest.prefix { $0.isASCII && $0.isLetter }
    if name.isEmpty { return rest.popFirst().map { MathSymbols.fence(String($0)) } ?? "" }
    rest = rest[name.endIndex...]
    return MathSymbols.fence(String(name))
  }

  private mutating func fenced() -> MathNode {
    let open = fence()
    guard depth < Self.depthLimit else { return .empty }
    depth += 1
    defer { depth -= 1 }
    var nodes = row(until: [])
    while isCommand("middle") {
      rest = rest.dropFirst("\\middle".count)
      nodes.append(.symbol(fence(), .relation))
      nodes += row(until: [])
    }
    guard isCommand("right") else { return .row([.symbol(open, .open)] + nodes) }
    rest = rest.dropFirst("\\right".count)
    return .fenced(open, .row(nodes), fence())
  }

  private static let environments: [String: (open: String, close: String)] = [
    "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"),
    "Bmatrix": ("{", "}"), "cases": ("{", ""),
  ]

  private mutating func environment() -> MathNode {
    let name = rawArgument()
    if name == "array" { _ = rawArgument() }
    guard depth < Self.depthLimit else { return .empty }
    depth += 1
    defer { depth -= 1 }
    var rows: [[MathNode]] = [[]]
    while !rest.isEmpty {
      rows[rows.count - 1].append(.row(row(until: [])))
      if rest.hasPrefix("\\\\") {
        rest = rest.dropFirst(2)
        rows.append([])
      } else if rest.first == "&" {
        rest.removeFirst()
      } else if isCommand("end") {
        rest = rest.dropFirst("\\end".count)
        _ = rawArgument()
        break
      } else {
        _ = rest.popFirst()
      }
    }
    if let last = rows.last, last.allSatisfy(\.isEmpty) { rows.removeLast() }
    let fences = Self.environments[name] ?? ("", "")
    let isMatrix = name.hasSuffix("matrix") || name == "array"
    return .table(rows, open: fences.open, close: fences.close, isAligned: !isMatrix)
  }
}
