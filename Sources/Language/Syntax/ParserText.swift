/// Texts: escapes, interpolation, and the indentation of `"""` texts.
extension RecursiveParser {
  /// A text before its indentation is removed: raw bytes, or an interpolated value.
  private enum RawPart {
    case bytes(ArraySlice<UInt8>)
    case value(TextPart)
  }

  mutating func parseText() throws(Diagnostic) -> Expression {
    let start = advance()
    var raw: [RawPart] = []
    while kind != .textEnd {
      switch kind {
      case .textPiece:
        let token = advance()
        raw.append(.bytes(source.utf8[token.start..<token.end]))
      case .interpolationStart: raw.append(.value(try parseInterpolation()))
      default: throw unexpected("the end of this text")
      }
    }
    advance()
    let isLong = start.end - start.start == 3
    let parts = try decode(isLong ? RecursiveParser.withoutIndentation(raw) : raw)
    return Expression(.text(parts), range(from: start.start))
  }

  private mutating func parseInterpolation() throws(Diagnostic) -> TextPart {
    let opening = advance()
    if kind == .interpolationEnd || kind == .format {
      throw error(
        "P03", "nothing stands between these braces", at: SourceRange(opening.start, current.end),
        hint: "write `{{}}` for literal braces")
    }
    let value = try parseBracketed()
    let format = take(.format).map { source.slice(SourceRange($0.start + 1, $0.end)) }
    guard kind == .interpolationEnd else {
      let isSwallowed = kind == .textStart || (kind == .invalid && lexicalFailure?.code == "P02")
      if kind == .invalid, !isSwallowed { throw unexpected("`}`") }
      throw error(
        isSwallowed ? "P02" : "P03",
        isSwallowed
          ? "this `{` in a text is never closed"
          : "`}` is expected after the interpolated value, not \(describe(current))",
        at: isSwallowed ? opening.range : current.range,
        hint: "close it with `}`, or write `{{` for a literal brace")
    }
    advance()
    return .value(value, format: format)
  }

  /// Adjacent literals become one; empty ones vanish.
  private func decode(_ raw: [RawPart]) throws(Diagnostic) -> [TextPart] {
    var parts: [TextPart] = []
    var literal: [UInt8] = []
    for part in raw {
      switch part {
      case .bytes(let bytes): try decode(bytes, into: &literal)
      case .value(let value):
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        parts.append(value)
      }
    }
    if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    return parts
  }

  // MARK: - Escapes

  /// `bytes` is a slice of the source, so that its indices are offsets.
  private func decode(_ bytes: ArraySlice<UInt8>, into result: inout [UInt8]) throws(Diagnostic) {
    var i = bytes.startIndex
    while i < bytes.endIndex {
      switch bytes[i] {
      case UInt8(ascii: "\\"): i = try decodeEscape(bytes, at: i, into: &result)
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        // The lexer has seen to it that they come in pairs.
        result.append(bytes[i])
        i += 2
      case 0x0D where i + 1 < bytes.endIndex && bytes[i + 1] == 0x0A: i += 1
      default:
        result.append(bytes[i])
        i += 1
      }
    }
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "0"): 0,
    UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
    UInt8(ascii: "{"): UInt8(ascii: "{"), UInt8(ascii: "}"): UInt8(ascii: "}"),
  ]

  private func decodeEscape(
    _ bytes: ArraySlice<UInt8>, at start: Int, into result: inout [UInt8]
  ) throws(Diagnostic) -> Int {
    guard start + 1 < bytes.endIndex else { throw unknownEscape(start, start + 1) }
    if let byte = RecursiveParser.escapes[bytes[start + 1]] {
      result.append(byte)
      return start + 2
    }
    guard bytes[start + 1] == UInt8(ascii: "u") else {
      var end = start + 2
      while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
      throw unknownEscape(start, end)
    }
    return try decodeScalar(bytes, at: start, into: &result)
  }

  /// `\u{1F600}`
  private func decodeScalar(
    _ bytes: ArraySlice<UInt8>, at start: Int, into result: inout [UInt8]
  ) throws(Diagnostic) -> Int {
    var end = start + 2
    while end < bytes.endIndex, bytes[end] != UInt8(ascii: "}"), end - start < 12 { end += 1 }
    let digits = String(decoding: bytes[min(start + 3, end)..<end], as: UTF8.self)
    guard end < bytes.endIndex, bytes[end] == UInt8(ascii: "}"), bytes[start + 2] == UInt8(ascii: "{"),
      let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
    else {
      throw error(
        "P03", "this is no Unicode character", at: SourceRange(start, start + 2),
        hint: "write its number in hexadecimal, as in `\\u{3b1}`")
    }
    result.append(contentsOf: Character(scalar).utf8)
    return end + 1
  }

  private func unknownEscape(_ start: Int, _ end: Int) -> Diagnostic {
    let shown = source.slice(SourceRange(start, end))
    return error(
      "P03", "`\(shown)` is no escape", at: SourceRange(start, end),
      hint: "write `\\\\` for a backslash; the escapes are `\\n \\t \\r \\0 \\\" \\\\ \\u{…}`")
  }

  // MARK: - Indentation

  /// Drops the line breaks beside the quotes, and the whitespace that all lines begin with.
  /// Every piece stays a slice of the source.
  private static func withoutIndentation(_ raw: [RawPart]) -> [RawPart] {
    var parts = raw
    let startsLine = dropBlankFirstLine(&parts)
    let width = commonIndentation(parts, startsLine: startsLine)
    dropBlankLastLine(&parts)
    var result: [RawPart] = []
    for (i, part) in parts.enumerated() {
      guard case .bytes(let bytes) = part else {
        result.append(part)
        continue
      }
      result += dedented(bytes, by: width, startsLine: i == 0 && startsLine).map { .bytes($0) }
    }
    return result
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0D
  }

  private static func dropBlankFirstLine(_ parts: inout [RawPart]) -> Bool {
    guard case .bytes(let bytes) = parts.first,
      let lineBreak = bytes.firstIndex(where: { !isBlank($0) }), bytes[lineBreak] == 0x0A
    else { return false }
    parts[0] = .bytes(bytes[(lineBreak + 1)...])
    return true
  }

  private static func dropBlankLastLine(_ parts: inout [RawPart]) {
    guard case .bytes(let bytes) = parts.last,
      let content = bytes.lastIndex(where: { !isBlank($0) }), bytes[content] == 0x0A
    else { return }
    parts[parts.count - 1] = .bytes(bytes[..<content])
  }

  /// How many bytes of whitespace all lines share, blank ones left out, the one of the closing quotes not.
  private static func commonIndentation(_ parts: [RawPart], startsLine: Bool) -> Int {
    var common: ArraySlice<UInt8>?
    for (i, part) in parts.enumerated() {
      guard case .bytes(let bytes) = part else { continue }
      for line in lines(bytes, startsLine: i == 0 && startsLine) where line.startsLine {
        let indentation = line.bytes.prefix { isBlank($0) }
        if indentation.endIndex < line.bytes.endIndex, bytes[indentation.endIndex] == 0x0A { continue }
        let shared = common.map { zip($0, indentation).prefix { $0 == $1 }.count } ?? indentation.count
        common = indentation.prefix(shared)
      }
    }
    return common?.count ?? 0
  }

  private static func dedented(_ bytes: ArraySlice<UInt8>, by width: Int, startsLine: Bool) -> [ArraySlice<
    UInt8
  >] {
    lines(bytes, startsLine: startsLine).map { line in
      guard line.startsLine else { return line.bytes }
      return line.bytes.dropFirst(line.bytes.prefix(width).prefix { isBlank($0) }.count)
    }
  }

  /// The lines of a piece, each with its line break; the first may continue a line.
  private static func lines(
    _ bytes: ArraySlice<UInt8>, startsLine: Bool
  ) -> [(bytes: ArraySlice<UInt8>, startsLine: Bool)] {
    var result: [(bytes: ArraySlice<UInt8>, startsLine: Bool)] = []
    var start = bytes.startIndex
    var isStart = startsLine
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      result.append((bytes[start...end], isStart))
      start = end + 1
      isStart = true
    }
    result.append((bytes[start...], isStart))
    return result
  }
}
