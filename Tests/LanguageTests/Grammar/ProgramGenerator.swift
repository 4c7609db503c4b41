import TestSupport

/// Makes programs from the grammar's rules, and only from them.
struct ProgramGenerator {
  /// A piece of a program: `…` stands between it and the one before it when they must touch.
  struct Piece {
    var text: String
    var touches = false
    /// A line break that does not count may stand before it.
    var allowsBreak = false
  }

  private let grammar: Grammar
  private let length: Int
  private let heights: [String: Int]
  private(set) var random: SeededGenerator
  /// Alternatives of choices that were taken, as rule and number.
  private(set) var taken: Set<String> = []

  private var pieces: [Piece] = []
  private var openings: [String] = []
  private var names: Set<String> = []
  /// `"…"` texts that are open: line breaks wait for their ends.
  private var lineTexts = 0
  /// Between the characters of a token nothing stands.
  private var isInToken = false
  private var isInName = false
  private var mustTouch = false
  private var inHead = false
  private var forbidsBreak = false

  /// - Parameter length: Beyond so many pieces a program ends as soon as it can.
  init(_ grammar: Grammar, seed: UInt64, length: Int = 50) {
    self.grammar = grammar
    self.length = length
    random = SeededGenerator(state: seed)
    heights = Self.heights(of: grammar)
  }

  /// The rules that are written without blanks between their parts.
  private static let tokenRules: Set = ["number", "superscript", "keyword"]

  // MARK: Results

  /// One program, as pieces that `text` and `broken` lay out.
  mutating func program() -> [Piece] {
    pieces = []
    openings = []
    names = []
    (lineTexts, isInToken, mustTouch, inHead, forbidsBreak) = (0, false, false, false, false)
    make(.rule("program"), in: "", 0)
    return pieces
  }

  static func text(_ pieces: [Piece]) -> String {
    pieces.reduce(into: "") { $0 += ($1.touches ? "" : " ") + $1.text }
  }

  /// The same with line breaks and comments where they do not count.
  mutating func broken(_ pieces: [Piece]) -> String {
    var text = ""
    for piece in pieces {
      if piece.allowsBreak, flip(3) { text += pick(["\n", "\n  ", "  # a note\n", "\n\n", "\r\n"]) }
      text += (piece.touches ? "" : pick([" ", " ", "  ", "\t"])) + piece.text
    }
    return text
  }

  // MARK: Making

  /// Beyond this many pieces, or this deep, everything ends as soon as it can; but for names, which would be
  /// too few.
  private func isLong(_ depth: Int) -> Bool { !isInName && (pieces.count > length || depth > 45) }

  private mutating func make(_ node: Grammar.Node, in rule: String, _ depth: Int) {
    switch node {
    case .sequence(let items): makeSequence(items, in: rule, depth)
    case .choice(let alternatives): make(choose(alternatives, in: rule, depth), in: rule, depth)
    case .optional(.rule("trailing")) where inHead: break
    case .optional(let inner), .repetition(let inner):
      guard isPossible(inner) else { return }
      var isRepetition = false
      if case .repetition = node { isRepetition = true }
      // Texts are short of characters otherwise.
      let isText = rule == "text" || rule == "format"
      while !isLong(depth), isText ? !flip(3) : flip(isRepetition ? 3 : 2) {
        make(inner, in: rule, depth)
        if !isRepetition { break }
      }
    case .terminal(let text): emit(text, in: rule)
    case .span(let low, let high):
      let value = UInt32.random(in: low.value...high.value, using: &random)
      emit(String(Unicode.Scalar(value) ?? low), in: rule)
    case .words(let words): makeWords(words, in: rule)
    case .rule(let name): makeRule(name, depth + 1)
    }
  }

  private mutating func makeSequence(_ items: [Grammar.Node], in rule: String, _ depth: Int) {
    let outer = inHead
    var brackets = 0
    for item in items {
      if case .terminal(let text) = item {
        if ["(", "[", "{"].contains(text) { brackets += 1 }
        if [")", "]", "}"].contains(text) { brackets -= 1 }
      }
      inHead = outer && brackets == 0
      make(item, in: rule, depth)
    }
    inHead = outer
  }

  private mutating func makeRule(_ name: String, _ depth: Int) {
    switch name {
    case "newline":
      pieces.append(Piece(text: "\n", touches: true))
      return
    case "line-break": return emit("\n", in: name)
    case "name": return makeName(depth)
    case "value": return makeValue(depth)
    case "text": return makeText(depth)
    default: break
    }
    let (outerHead, outerToken) = (inHead, isInToken)
    if name == "head" { inHead = true }
    if Self.tokenRules.contains(name), !isInToken {
      mustTouch = false
      isInToken = true
    }
    make(grammar[name], in: name, depth)
    isInToken = outerToken
    if !outerToken { mustTouch = false }
    inHead = outerHead
  }

  /// A name that the program does not have yet, so that parameters, keys and named arguments differ.
  private mutating func makeName(_ depth: Int) {
    let count = pieces.count
    while true {
      let outer = isInToken
      (isInToken, isInName) = (true, true)
      make(grammar["name"], in: "name", depth)
      (isInToken, isInName) = (outer, false)
      mustTouch = false
      let name = pieces[count...].map(\.text).joined()
      if !Self.refused.contains(name), names.insert(name).inserted { return }
      pieces.removeSubrange(count...)
    }
  }

  /// Keywords and the words of other languages.
  private static let refused: Set = [
    "and", "assert", "break", "catch", "continue", "else", "false", "fn", "for", "if", "import", "in",
    "match",
    "none", "not", "or", "return", "true", "try", "while", "___", "_", "case", "default", "model", "by",
    "True", "False", "None", "TRUE", "FALSE", "NULL", "null", "nil",
  ]

  /// In a `"…"` text no line may end, not even inside its values.
  private mutating func makeText(_ depth: Int) {
    guard case .choice(let alternatives) = grammar["text"] else { return }
    let text = choose(alternatives, in: "text", depth)
    var isLine = false
    if case .sequence(let items) = text, case .terminal("\"")? = items.first { isLine = true }
    lineTexts += isLine ? 1 : 0
    isInToken = true
    make(text, in: "text", depth)
    (isInToken, mustTouch) = (false, false)
    lineTexts -= isLine ? 1 : 0
  }

  /// A value in a text: code again, between braces that touch the text around them.
  private mutating func makeValue(_ depth: Int) {
    let (outerHead, outerOpenings) = (inHead, openings)
    emit("{", in: "value")
    (inHead, isInToken, mustTouch, openings) = (false, false, false, [])
    make(.rule("expression"), in: "value", depth)
    openings = outerOpenings
    if flip(3) {
      (isInToken, mustTouch) = (false, false)
      emit(":", in: "value")
      (isInToken, mustTouch) = (true, true)
      make(.rule("format"), in: "value", depth)
    }
    isInToken = true
    emit("}", in: "value")
    inHead = outerHead
  }

  // MARK: Choosing

  private mutating func choose(_ all: [Grammar.Node], in rule: String, _ depth: Int) -> Grammar.Node {
    let possible = all.indices.filter { isPossible(all[$0]) }
    var choice = possible[Int.random(in: 0..<possible.count, using: &random)]
    if isLong(depth) {
      choice = possible.min { height(all[$0]) < height(all[$1]) } ?? choice
    }
    taken.insert("\(rule) \(choice) of \(all.count)")
    return all[choice]
  }

  /// In a `"…"` text no line may end.
  private func isPossible(_ node: Grammar.Node) -> Bool {
    guard lineTexts > 0, case .rule(let name) = node else { return true }
    return name != "newline" && name != "line-break"
  }

  private mutating func flip(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &random) == 0 }

  private mutating func pick(_ items: [String]) -> String {
    items[Int.random(in: 0..<items.count, using: &random)]
  }

  // MARK: Writing

  private mutating func emit(_ text: String, in rule: String) {
    let allows =
      !isInToken && lineTexts == 0 && !forbidsBreak
      && (["(", "["].contains(openings.last) || continuesLine)
    pieces.append(Piece(text: text, touches: mustTouch, allowsBreak: allows && !mustTouch))
    forbidsBreak = false
    guard !isInToken else { return mustTouch = true }
    if ["(", "[", "{"].contains(text) { openings.append(text) }
    if [")", "]", "}"].contains(text) { openings.removeLast() }
  }

  /// The page's list: an operator, a comma, a colon, a point, `=`, `->`, `in`; but no field of such a name.
  private var continuesLine: Bool {
    guard let last = pieces.last, !last.touches, pieces.dropLast().last?.text != "." else { return false }
    return Self.continuing.contains(last.text)
  }

  private static let continuing: Set = [
    "+", "-", "*", "/", "//", "%", "@", "^", "√", "∇", "==", "!=", "<", "<=", ">", ">=", "in", "not", "∉",
    "..<", "...", "and", "or", "|>", ",", ":", ".", "=", "+=", "-=", "*=", "/=", "//=", "%=", "@=", "^=",
    "->",
  ]

  private mutating func makeWords(_ words: String, in rule: String) {
    switch words {
    case Words.sameLine: forbidsBreak = true
    case Words.letter: emit(pick(["a", "b", "x", "Z", "n", "é", "ß", "θ", "学", "ї", "ℵ"]), in: rule)
    case Words.mark: emit(pick(["0", "7", "\u{302}", "٣"]), in: rule)
    case Words.plain:
      emit(pick(["a", " ", "é", "漢", "#", "'", "\t", "👩‍👧", "0", "(", "]", ":", "."]), in: rule)
    default: preconditionFailure("the page has new words: \(words)")
    }
  }

  // MARK: Heights

  /// How many rules lie under each one at least.
  private static func heights(of grammar: Grammar) -> [String: Int] {
    var heights: [String: Int] = ["newline": 0, "line-break": 0]
    var changes = true
    while changes {
      changes = false
      for name in grammar.order {
        let height = height(grammar[name], heights) + 1
        if height < heights[name] ?? .max / 4 {
          heights[name] = height
          changes = true
        }
      }
    }
    return heights
  }

  private func height(_ node: Grammar.Node) -> Int { Self.height(node, heights) }

  private static func height(_ node: Grammar.Node, _ known: [String: Int]) -> Int {
    switch node {
    case .choice(let nodes): nodes.map { height($0, known) }.min() ?? 0
    case .sequence(let nodes): nodes.map { height($0, known) }.max() ?? 0
    case .optional, .repetition, .terminal, .span, .words: 0
    case .rule(let name): known[name] ?? .max / 8
    }
  }
}

/// What stands between `? … ?` on the page.
enum Words {
  static let sameLine = "on the same line"
  static let letter = "a character that may begin a name (Unicode XID_Start)"
  static let mark = "a character that may continue a name (Unicode XID_Continue) but ·"
  static let plain = "any character but a line break, \" \\ { and }"
}
