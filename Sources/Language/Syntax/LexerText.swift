/// Texts: `"…"`, `"""…"""` and what is interpolated into them. Escapes are decoded by the parser.
extension Lexer {
  mutating func openText() {
    if byte(position + 1) == UInt8(ascii: "\""), byte(position + 2) == UInt8(ascii: "\"") {
      open(.longText, as: .textStart, length: 3)
    } else {
      open(.text, as: .textStart, length: 1)
    }
  }

  /// A literal piece, the `{` that ends it, or the end of the text.
  mutating func lexText(long: Bool) {
    let start = position
    while position < bytes.count, failure == nil {
      switch bytes[position] {
      case UInt8(ascii: "\\"):
        skipEscape()
      case UInt8(ascii: "{") where byte(position + 1) == UInt8(ascii: "{"):
        position += 2
      case UInt8(ascii: "{"):
        emitPiece(from: start)
        return open(.interpolation, as: .interpolationStart, length: 1)
      case UInt8(ascii: "}") where byte(position + 1) == UInt8(ascii: "}"):
        position += 2
      case UInt8(ascii: "}") where openings.contains { $0.kind == .interpolation }:
        // `{f("b)}`: the brace was meant for the interpolation around this text.
        guard let opening = openings.last else { return }
        let range = tokens[opening.token].range
        return fail(
          "P02", "this text is not closed before the `}` of the interpolation around it", at: range.start,
          range.end, hint: "close it with `\"`, or write `}}` for a literal brace")
      case UInt8(ascii: "}"):
        return fail(
          "P03", "this `}` in a text closes nothing", at: position, position + 1,
          hint: "write `}}` for a literal brace")
      case UInt8(ascii: "\"") where !long:
        emitPiece(from: start)
        return close(as: .textEnd, length: 1)
      case UInt8(ascii: "\"") where endsLongText(position):
        emitPiece(from: start)
        return close(as: .textEnd, length: 3)
      case 0x0A where openLineTexts > 0:
        if let opening = openings.last { failUnclosedText(opening) }
        return
      default:
        position += 1
      }
    }
    if failure == nil { emitPiece(from: start) }
  }

  /// `""""` ends with a quote inside: the last three close.
  private func endsLongText(_ offset: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    return byte(offset + 1) == quote && byte(offset + 2) == quote && byte(offset + 3) != quote
  }

  private mutating func emitPiece(from start: Int) {
    if position > start { emit(.textPiece, start, position) }
  }

  /// Steps over `\n` or `\u{…}`; whether it means something is decided when it is decoded.
  private mutating func skipEscape() {
    let isScalar = byte(position + 1) == UInt8(ascii: "u") && byte(position + 2) == UInt8(ascii: "{")
    guard isScalar else {
      // A line break is left to the caller, which knows whether the text may hold one.
      position = min(position + (byte(position + 1) == 0x0A ? 1 : 2), bytes.count)
      return
    }
    position += 3
    while position < bytes.count, isHexDigit(bytes[position]) { position += 1 }
    if byte(position) == UInt8(ascii: "}") { position += 1 }
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    Unicode.Scalar(byte).properties.isASCIIHexDigit
  }

  /// The format after the `:` of `{x:.4f}`, raw; its token includes the colon.
  mutating func lexFormat() {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "}"):
        return emit(.format, start, position)
      case 0x0A, UInt8(ascii: "\""), UInt8(ascii: "{"):
        return fail(
          "P03", "the format of this interpolation does not end", at: start, position,
          hint: "close it with `}`, as in `{x:.2f}`")
      default: position += 1
      }
    }
    fail(
      "P03", "the format of this interpolation does not end", at: start, position,
      hint: "close it with `}`, as in `{x:.2f}`")
  }

  mutating func failUnclosedText(_ opening: Opening) {
    let range = tokens[opening.token].range
    switch opening.kind {
    case .interpolation:
      fail(
        "P02", "this `{` in a text is never closed", at: range.start, range.end,
        hint: "close it with `}`, or write `{{` for a literal brace")
    case .longText:
      fail("P02", "this text is never closed", at: range.start, range.end, hint: "close it with `\"\"\"`")
    default:
      fail(
        "P02", "this text is not closed on its line", at: range.start, range.end,
        hint: "close it with `\"`, or use `\"\"\"` for a text of several lines")
    }
  }

  /// `'text'` in Python, `x'` in MATLAB.
  mutating func failSingleQuote() {
    if let last = tokens.last, last.end == position, [.name, .rightParen, .rightBracket].contains(last.kind) {
      return fail(
        "P14", "a matrix is transposed with `.T`, not with `'`", at: position, position + 1,
        hint: "write `.T` after it")
    }
    var end = position + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "'"), bytes[end] != 0x0A { end += 1 }
    guard byte(end) == UInt8(ascii: "'") else {
      return fail(
        "P14", "texts stand between double quotes", at: position, position + 1, hint: "write `\"` instead")
    }
    let inner = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
    let isPlain = inner.utf8.count <= 40 && !inner.contains { "\"{}\\".contains($0) }
    fail(
      "P14", "texts stand between double quotes", at: position, end + 1,
      hint: isPlain ? "write `\"\(inner)\"`" : "write `\"` at both ends")
  }
}
