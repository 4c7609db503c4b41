/// Brackets and operators.
extension Lexer {
  mutating func lexSymbol(_ first: UInt8) {
    switch first {
    case UInt8(ascii: "("): open(.paren, as: .leftParen, length: 1)
    case UInt8(ascii: "["): open(.bracket, as: .leftBracket, length: 1)
    case UInt8(ascii: "{"): open(.brace, as: .leftBrace, length: 1)
    case UInt8(ascii: ")"): lexClosing(.paren, as: .rightParen)
    case UInt8(ascii: "]"): lexClosing(.bracket, as: .rightBracket)
    case UInt8(ascii: "}"): lexClosing(.brace, as: .rightBrace)
    case UInt8(ascii: "\""): openText()
    case UInt8(ascii: "'"): failSingleQuote()
    case UInt8(ascii: "."): lexPoint()
    case UInt8(ascii: ":") where openings.last?.kind == .interpolation: lexFormat()
    default: lexOperator(first)
    }
  }

  /// The operators, the longest spelling of each first.
  private static let operators: [(spelling: StaticString, kind: TokenKind)] = [
    ("//=", .slashSlashAssign),
    ("==", .equal), ("!=", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual),
    ("->", .arrow), ("|>", .pipe), ("//", .slashSlash),
    ("+=", .plusAssign), ("-=", .minusAssign), ("*=", .starAssign), ("/=", .slashAssign),
    ("%=", .percentAssign), ("@=", .atAssign), ("^=", .caretAssign),
    ("+", .plus), ("-", .minus), ("*", .star), ("/", .slash), ("%", .percent), ("@", .at), ("^", .caret),
    ("<", .less), (">", .greater), ("=", .assign), (",", .comma), (":", .colon), (";", .semicolon),
  ]

  private mutating func lexOperator(_ first: UInt8) {
    if let habit = ForeignHabits.symbols.first(where: { starts(with: $0.spelling) }) { return fail(habit) }
    for candidate in Lexer.operators where starts(with: candidate.spelling) {
      let length = candidate.spelling.utf8CodeUnitCount
      emit(candidate.kind, position, position + length)
      position += length
      return
    }
    if let habit = ForeignHabits.characters.first(where: { starts(with: $0.spelling) }) { return fail(habit) }
    let shown = first < 0x20 || first == 0x7F ? "a control character" : "`\(Unicode.Scalar(first))`"
    fail("P01", "\(shown) means nothing here", at: position, position + 1)
  }

  private mutating func fail(_ habit: ForeignHabits.Symbol) {
    fail(
      "P14", habit.message, at: position, position + habit.spelling.utf8CodeUnitCount, hint: habit.hint)
  }

  private func starts(with spelling: StaticString) -> Bool {
    let length = spelling.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for i in 0..<length where bytes[position + i] != spelling.utf8Start[i] { return false }
    return true
  }

  /// `.`, `..<` and `...`.
  private mutating func lexPoint() {
    if byte(position + 1) == UInt8(ascii: "."), byte(position + 2) == UInt8(ascii: "<") {
      emit(.openRange, position, position + 3)
      position += 3
    } else if byte(position + 1) == UInt8(ascii: "."), byte(position + 2) == UInt8(ascii: ".") {
      emit(.ellipsis, position, position + 3)
      position += 3
    } else if byte(position + 1) == UInt8(ascii: ".") {
      fail(
        "P04", "a range is written with `..<` or `...`", at: position, position + 2,
        hint: "`0..<n` leaves `n` out, `0...n` includes it")
    } else if isDigit(position + 1) {
      var end = position + 1
      while isDigit(end) { end += 1 }
      let digits = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
      fail("P04", "a number cannot begin with a point", at: position, end, hint: "write `0.\(digits)`")
    } else if let operation = elementwise(position + 1) {
      fail(
        "P14", "every operator works element by element, without a point", at: position,
        position + 1 + operation.utf8.count, hint: "write `\(operation)`")
    } else {
      emit(.dot, position, position + 1)
      position += 1
    }
  }

  /// The operator behind the point of `a .* b`.
  private func elementwise(_ offset: Int) -> String? {
    switch byte(offset) {
    case UInt8(ascii: "*") where byte(offset + 1) == UInt8(ascii: "*"): "^"
    case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "^"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      String(Character(Unicode.Scalar(byte(offset))))
    default: nil
    }
  }

  private mutating func lexClosing(_ kind: Opening.Kind, as token: TokenKind) {
    guard let opening = openings.last else {
      let shown = Character(Unicode.Scalar(bytes[position]))
      return fail(
        "P07", "this `\(shown)` closes nothing", at: position, position + 1,
        hint: "remove it, or open a bracket before it")
    }
    if opening.kind == .interpolation, kind == .brace { return close(as: .interpolationEnd, length: 1) }
    guard opening.kind == kind else { return failMismatch(opening) }
    close(as: token, length: 1)
  }

  private mutating func failMismatch(_ opening: Opening) {
    let range = tokens[opening.token].range
    let shown = source.slice(range)
    let closer = Character(Unicode.Scalar(bytes[position]))
    let wanted = ["(": ")", "[": "]", "{": "}"][shown] ?? "}"
    fail(
      Diagnostic(
        .syntax, "P07", "`\(shown)` is closed by `\(wanted)`, not by `\(closer)`",
        labels: [
          .init(SourceRange(position, position + 1), in: source, "expected `\(wanted)`"),
          .init(range, in: source, "opened here", isPrimary: false),
        ]))
  }
}
