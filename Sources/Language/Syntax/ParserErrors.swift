/// What the parser says when it meets something else than it expected.
extension RecursiveParser {
  /// A diagnostic at `range`, or the lexer's mistake where that stands at the same place:
  /// whatever was expected there, it is the better explanation.
  func error(_ code: String, _ message: String, at range: SourceRange, hint: String? = nil) -> Diagnostic {
    if kind == .invalid, range == current.range, let lexicalFailure { return lexicalFailure }
    return Diagnostic(
      .syntax, code, message, labels: [.init(range, in: source)], hints: hint.map { [$0] } ?? [])
  }

  /// How an error calls a token.
  func describe(_ token: Token) -> String {
    switch token.kind {
    case .newline: "the end of the line"
    case .end: "the end"
    case .textStart: "a text"
    case .integer, .float: "the number `\(shortened(token))`"
    default: "`\(shortened(token))`"
    }
  }

  private func shortened(_ token: Token) -> String {
    let text = text(token)
    return text.count <= 40 ? text : text.prefix(39) + "…"
  }

  func unexpected(_ what: String) -> Diagnostic {
    error("P09", "\(what) is expected here, not \(describe(current))", at: current.range)
  }

  // MARK: - Missing operands

  func expectedExpression(at token: Token) -> Diagnostic {
    if token.kind == .invalid { return unexpected("an expression") }
    if let mistake = statementAsValue(token) { return mistake }
    let previous = index > 0 ? tokens[index - 1] : nil
    if let previous, isOperator(previous.kind), token.kind != .else, token.kind != .arrow,
      !isOperator(token.kind)
    {
      return error("P08", "`\(text(previous))` lacks what follows it", at: previous.range)
    }
    switch token.kind {
    case .else, .catch: return danglingKeyword(token)
    case .arrow:
      return error(
        "P08", "the parameters before `->` are missing", at: token.range,
        hint: "write `() -> …` for a function without parameters")
    case .dot:
      return error("P08", "nothing stands before this `.`", at: token.range)
    case .slashSlash: return foreignComment(token)
    case .star where previous?.kind == .comma:
      return error(
        "P14", "a list is taken apart without `*`", at: token.range,
        hint: "write `a = xs[0]` and `rest = xs[1:]`")
    case _ where isOperator(token.kind):
      return error("P08", "`\(text(token))` lacks what precedes it", at: token.range)
    default:
      return error("P08", "an expression is expected here, not \(describe(token))", at: token.range)
    }
  }

  private func foreignComment(_ token: Token) -> Diagnostic {
    error(
      "P14", "a comment begins with `#`; `//` divides and rounds down", at: token.range,
      hint: "write `# …`")
  }

  private func statementAsValue(_ token: Token) -> Diagnostic? {
    switch token.kind {
    case .for, .while, .return, .break, .continue, .assert:
      error(
        "P08", "`\(text(token))` begins a statement, which has no value", at: token.range,
        hint: "put it on a line of its own")
    default: nil
    }
  }

  private func isOperator(_ kind: TokenKind) -> Bool {
    switch kind {
    case .dot, .comma, .colon, .arrow, .ellipsis: false
    default: kind.continuesLine
    }
  }

  /// `++x` at the beginning of a statement.
  func prefixIncrement() -> Diagnostic? {
    guard kind == .plus || kind == .minus, peek().kind == kind, peek().touchesPrevious,
      peek(2).kind == .name, peek(2).touchesPrevious
    else { return nil }
    let symbol = text(current), name = text(peek(2))
    return error(
      "P14", "there is no `\(symbol)\(symbol)`", at: current.range.joined(peek().range),
      hint: "write `\(name) \(symbol)= 1`")
  }

  /// `x++`, at the first `+`.
  func incrementMistake() -> Diagnostic? {
    let second = peek(), third = peek(2)
    guard kind == .plus || kind == .minus, second.kind == kind, second.touchesPrevious,
      third.followsBreak || !third.kind.startsExpression
    else { return nil }
    let symbol = text(current)
    let name = index > 0 && tokens[index - 1].kind == .name ? text(tokens[index - 1]) : "x"
    return error(
      "P14", "there is no `\(symbol)\(symbol)`", at: current.range.joined(second.range),
      hint: "write `\(name) \(symbol)= 1`")
  }

  // MARK: - Names

  /// `True`, `null`, `def f`, at a name.
  func foreignName() -> Diagnostic? {
    let word = text(current)
    if let ours = ForeignHabits.values[word] {
      return error("P14", "`\(word)` is written `\(ours)`", at: current.range, hint: "write `\(ours)`")
    }
    let next = peek()
    if ForeignHabits.functions.contains(word), next.kind == .leftParen,
      token(afterBracketAt: index + 1)?.kind == .leftBrace
    {
      return error(
        "P14", "a function without a name is not written with `\(word)`", at: current.range,
        hint: "write `x -> x ^ 2` or `fn (x) { … }`")
    }
    guard let habit = ForeignHabits.statements[word], !next.followsBreak,
      isJuxtaposed(next.kind) || next.kind == .not
    else { return nil }
    return error("P14", habit.message, at: current.range, hint: habit.hint)
  }

  /// A value that cannot continue the expression before it.
  private func isJuxtaposed(_ kind: TokenKind) -> Bool {
    switch kind {
    case .name, .integer, .float, .textStart, .true, .false, .none, .placeholder: true
    default: false
    }
  }

  /// Two values side by side: `print x`, `f"…"`, `x is y`, `a if c else b`.
  private func juxtaposition() -> Diagnostic? {
    guard index > 0 else { return nil }
    let previous = tokens[index - 1], token = current
    let word = token.kind == .name ? text(token) : ""
    if let habit = ForeignHabits.operators[word] {
      return error("P14", habit.message, at: token.range, hint: habit.hint)
    }
    if token.kind == .if {
      return error(
        "P14", "a condition stands before both values", at: token.range,
        hint: "write `if condition { a } else { b }`")
    }
    if token.kind == .for {
      return error(
        "P14", "there are no comprehensions", at: token.range,
        hint: "compute with whole tensors, or fill a list in a `for` loop")
    }
    guard isJuxtaposed(token.kind) else { return nil }
    if previous.kind == .name, index > 1, tokens[index - 2].kind == .slashSlash, !token.followsBreak {
      return foreignComment(tokens[index - 2])
    }
    if token.kind == .textStart, token.touchesPrevious, ["f", "r", "b"].contains(text(previous)) {
      return error(
        "P14", "a text has no letter before it", at: previous.range.joined(token.range),
        hint: "write `\"loss {loss:.4f}\"`: every text interpolates")
    }
    guard previous.kind == .name else { return nil }
    let shown = token.kind == .textStart ? "…" : shortened(token)
    return error(
      "P09", "`\(shortened(previous))` and \(describe(token)) stand side by side",
      at: previous.range.joined(token.range), hint: "write `\(shortened(previous))(\(shown))` for a call")
  }

  func unexpectedAfterStatement() -> Diagnostic {
    if let mistake = juxtaposition() { return mistake }
    switch kind {
    case .invalid: return unexpected("the end of the statement")
    case .else, .catch: return danglingKeyword(current)
    case .colon: return strayColon()
    case .comma: return error("P09", "this comma belongs to no list", at: current.range)
    case .leftBrace:
      return error(
        "P09", "no block can follow this statement", at: current.range,
        hint: "a record as an argument stands in parentheses, `f({w: 0.0})`")
    default:
      return error(
        "P09", "a new line is expected here, not \(describe(current))", at: current.range,
        hint: "separate two statements by a new line or `;`")
    }
  }

  private func strayColon() -> Diagnostic {
    if peek().kind == .integer || peek().kind == .name, !peek().followsBreak, index > 0,
      [.integer, .rightParen, .name].contains(tokens[index - 1].kind)
    {
      return error(
        "P14", "`:` makes a slice only between square brackets", at: current.range,
        hint: "write `a...b` or `a..<b` for a range; a name has no type")
    }
    return error(
      "P14", "a block stands between braces, not after `:`", at: current.range, hint: "write `{ … }`")
  }

  private func danglingKeyword(_ token: Token) -> Diagnostic {
    let word = text(token)
    return error(
      "P09", "this `\(word)` follows no `\(token.kind == .else ? "if" : "try")` block", at: token.range,
      hint: token.kind == .else ? "write `if c { … } else { … }`" : "write `try { … } catch e { … }`")
  }

  func unexpectedAfterArm() -> Diagnostic {
    if kind == .comma {
      return error(
        "P17", "the cases of a `match` are not separated by commas", at: current.range,
        hint: "put each on its own line, or separate them by `;`")
    }
    return juxtaposition() ?? unexpected("a new line")
  }

  /// `case 1:`, `default:`, `_ ->`.
  func foreignCase() -> Diagnostic {
    let isDefault = !isWord(current, "case")
    return error(
      "P17", isDefault ? "the last case of a `match` is written `else`" : "a case is written without `case`",
      at: current.range, hint: isDefault ? "write `else -> …`" : "write `1 -> …`")
  }

  /// `match = 3`, `f(in=2)`.
  func keywordAsName(hint: String? = "choose another name") -> Diagnostic {
    error(
      "P11", "`\(text(current))` is a word of the language and cannot be a name", at: current.range,
      hint: hint)
  }

  // MARK: - Lists without parentheses

  /// `a, b = …`, `return x, y`, at the comma after `first`.
  func bareList(_ first: Expression) -> Diagnostic {
    // `1 -> a, 2 -> b`
    if peek(2).kind == .arrow || peek().kind == .else { return unexpectedAfterArm() }
    let items = simpleItems(from: first.range.start)
    let isTarget = items.next.kind == .assign
    return error(
      "P11", "a list stands in parentheses", at: current.range,
      hint: "write `(\(items.text ?? "a, b"))\(isTarget ? " = (…)" : "")`")
  }

  /// `for (i in xs)`, at `in`.
  func parenthesisedHead() -> Diagnostic {
    var sequence = "0..<n"
    if let closer = tokens[max(0, index - 2)].partner, tokens[closer].start > current.end {
      let written = source.slice(SourceRange(current.end, tokens[closer].start))
      // `1:10` is no range either.
      if written.utf8.count <= 40, !written.contains(":"), !written.contains("\n") {
        sequence = String(written.drop { $0 == " " })
      }
    }
    return error(
      "P14", "the head of a loop stands without parentheses", at: current.range,
      hint: "write `for \(text(tokens[index - 1])) in \(sequence) { … }`")
  }

  func bareForTargets() -> Diagnostic {
    let items = simpleItems(from: tokens[index - 1].start)
    return error(
      "P11", "several names stand in parentheses", at: current.range,
      hint: "write `for (\(items.text ?? "a, b")) in …`")
  }

  /// The reader's own items, when they are names and numbers and short, and the token after them.
  private func simpleItems(from start: Int) -> (text: String?, next: Token) {
    var end = index
    while [.comma, .name, .integer, .float].contains(tokens[end].kind), !tokens[end].followsBreak { end += 1 }
    let written = source.slice(SourceRange(start, tokens[end - 1].end))
    let next = tokens[end].kind
    let endsThere = [.newline, .semicolon, .rightBrace, .end, .assign, .in].contains(next)
    let isSimple =
      endsThere && written.utf8.count <= 40 && tokens[end - 1].kind != .comma && !written.contains("\n")
    return (isSimple ? written : nil, tokens[end])
  }

  // MARK: - Blocks

  func assignmentInCondition() -> Diagnostic {
    error("P12", "`=` assigns; a condition compares", at: current.range, hint: "write `==`")
  }

  func missingBrace(after keyword: Token) -> Diagnostic {
    let word = text(keyword)
    let headText = source.slice(SourceRange(keyword.start, previousEnd))
    let hint = headText.utf8.count <= 50 && !headText.contains("\n") ? headText : "\(word) …"
    switch kind {
    case .invalid: return unexpected("`{`")
    case .assign: return assignmentInCondition()
    case .colon where keyword.kind == .for && isRangeColon:
      return error(
        "P14", "`:` makes a slice only between square brackets", at: current.range,
        hint: "write `a...b` for a range that includes `b`, `a..<b` for one that does not")
    case .colon:
      return error(
        "P14", "a block stands between braces, not after `:`", at: current.range,
        hint: "write `\(hint) { … }`")
    case .newline where peek().kind == .leftBrace:
      return error(
        "P10", "the `{` of a block stands on the line of its `\(word)`", at: peek().range,
        hint: "write `\(hint) {`")
    default:
      if let habit = ForeignHabits.operators[text(current)] {
        return error("P14", habit.message, at: current.range, hint: habit.hint)
      }
      return error(
        "P10", "`{` is expected here, for the block of `\(word)`", at: current.range,
        hint: "write `\(hint) { … }`")
    }
  }

  /// `for i in 1:10`, told from Python's `for x in xs: …`.
  private var isRangeColon: Bool {
    index > 0 && (tokens[index - 1].kind == .integer || peek(2).kind == .leftBrace)
  }

  func misplacedBlock() -> Diagnostic {
    error(
      "P16", "a `{` here begins a record, which has keys", at: current.range,
      hint: "write `{name: value}`; a block follows `->`, a call, or a keyword")
  }

  func recordAfterName() -> Diagnostic {
    error(
      "P16", "a `{` after a call begins a block, not a record", at: current.range,
      hint: "put the record in parentheses, `f({w: 0.0})`")
  }

  // MARK: - Brackets

  /// The bracket at `opening` has no end, and the parser noticed here.
  func unclosed(_ opening: Int) -> Diagnostic {
    if kind == .invalid { return unexpected("a closing bracket") }
    let bracket = tokens[opening]
    let symbol = text(bracket)
    let closer = ["(": ")", "[": "]", "{": "}"][symbol] ?? "}"
    var diagnostic = error("P06", "this `\(symbol)` is never closed", at: bracket.range)
    if kind != .end {
      diagnostic.labels.append(
        .init(current.range, in: source, "`\(closer)` is missing before this", isPrimary: false))
    } else {
      diagnostic.hints = ["close it with `\(closer)`"]
      if let suspect = suspiciousBrace(after: opening) {
        diagnostic.labels.append(
          .init(suspect.range, in: source, "perhaps this one: its `}` stands further left", isPrimary: false))
      }
    }
    return diagnostic
  }

  /// The first `{` inside of an unclosed one whose `}` is indented less than the line of the `{`:
  /// that `}` was probably meant for the outer block.
  private func suspiciousBrace(after opening: Int) -> Token? {
    tokens[(opening + 1)...].first { token in
      guard token.kind == .leftBrace, let partner = token.partner, tokens[partner].followsBreak else {
        return false
      }
      return indentation(tokens[partner].start) < indentation(token.start)
    }
  }

  /// Bytes of whitespace at the beginning of the line that holds `offset`.
  private func indentation(_ offset: Int) -> Int {
    let start = source.lineStarts[source.line(at: offset) - 1]
    return source.utf8[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
  }

  /// Something else than a comma or the closing bracket.
  func unexpectedInBrackets(_ opening: Int) -> Diagnostic {
    if tokens[opening].partner == nil, lexicalFailure == nil,
      current.followsBreak || kind == .end || kind == .rightBrace
    {
      return unclosed(opening)
    }
    if kind == .semicolon, tokens[opening].kind == .leftBracket {
      return error(
        "P14", "the rows of a matrix are tensors", at: current.range, hint: "write `[[1, 2], [3, 4]]`")
    }
    if kind == .assign {
      return error(
        "P12", "`=` assigns, and nothing can be assigned here", at: current.range,
        hint: "write `==` to compare; a named argument is a plain name, `f(axis=1)`")
    }
    if tokens[opening].kind == .leftBrace {
      return error(
        "P16", "a comma is expected between two entries, not \(describe(current))", at: current.range,
        hint: "separate the entries by commas")
    }
    if kind.startsExpression, !isSideBySideWord {
      return error(
        "P09", "a comma is expected before \(describe(current))", at: current.range,
        hint: "separate the items by commas")
    }
    if let mistake = juxtaposition() { return mistake }
    let closer = tokens[opening].kind == .leftParen ? ")" : "]"
    return error("P09", "`,` or `\(closer)` is expected here, not \(describe(current))", at: current.range)
  }

  private var isSideBySideWord: Bool {
    kind == .if || kind == .for || ForeignHabits.operators[text(current)] != nil
      || (kind == .textStart && current.touchesPrevious)
  }
}
