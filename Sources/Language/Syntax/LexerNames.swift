/// Names, numbers and the characters beyond ASCII.
extension Lexer {
  /// `x`, `learning_rate`, `θ₁`, `学習率`; a keyword has its own kind.
  mutating func lexName() {
    let start = position
    var isASCII = true
    while position < bytes.count {
      let next = bytes[position]
      if next < 0x80 {
        guard Lexer.continuesName(next) else { break }
        position += 1
      } else {
        let (scalar, length) = scalar(at: position)
        guard Lexer.continuesName(scalar) else { break }
        isASCII = false
        position += length
      }
    }
    // `x.in` is a field: harmless, and a column may well be called `match`.
    let isField = tokens.last?.kind == .dot
    emit(isASCII && !isField ? kindOfName(start, position) : .name, start, position)
  }

  /// `word` reads as one plain name, and as no other than itself.
  static func isName(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first, first == "_" || first.properties.isXIDStart,
      TokenKind.keywords[word] == nil, !["___", "π", "∞"].contains(word)
    else { return false }
    return word.unicodeScalars.allSatisfy { continuesName($0) }
  }

  private func kindOfName(_ start: Int, _ end: Int) -> TokenKind {
    // The longest keyword has 8 letters.
    guard end - start <= 8 else { return .name }
    let word = String(decoding: bytes[start..<end], as: UTF8.self)
    return word == "___" ? .placeholder : TokenKind.keywords[word] ?? .name
  }

  private static func continuesName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB7: false  // `·` multiplies, although Unicode lets it continue a name
    case 0x2080...0x2089: true  // subscript digits
    case 0x2032, 0x2033: true  // x′, x″
    default: scalar.properties.isXIDContinue
    }
  }

  /// The scalar that begins at `offset` and its length in bytes; the source is valid UTF-8.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = length == 1 ? UInt32(first) : UInt32(first & (0xFF >> UInt8(length + 1)))
    for i in 1..<max(length, 1) { value = value << 6 | UInt32(byte(offset + i) & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", min(length, bytes.count - offset))
  }

  /// A character beyond ASCII outside of texts: a twin of a plain operator, a superscript, space or a name.
  mutating func lexUnicode() {
    let (scalar, length) = scalar(at: position)
    if let kind = Lexer.twins[scalar] {
      emit(kind, position, position + length)
      position += length
    } else if Lexer.superscripts.contains(scalar) {
      lexSuperscript()
    } else if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
      position += length
    } else if scalar.properties.isXIDStart {
      lexName()
    } else {
      let lookalike = ForeignHabits.lookalikes[Character(scalar)]
      fail(
        "P01", "\(Lexer.shown(scalar)) means nothing here", at: position, position + length,
        hint: lookalike.map { "write `\($0)`" } ?? "remove it; names are made of letters, digits and `_`")
    }
  }

  /// Controls would be invisible, or worse, in a message.
  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .surrogate:
      "the character U+" + String(scalar.value, radix: 16, uppercase: true)
    default: "`\(scalar)`"
    }
  }

  private static let twins: [Unicode.Scalar: TokenKind] = [
    "≤": .lessOrEqual, "≥": .greaterOrEqual, "≠": .notEqual, "×": .star, "·": .star, "⋅": .star,
    "−": .minus, "∈": .in, "∉": .notIn, "√": .squareRoot, "∇": .gradient, "∞": .name,
  ]

  private static let superscripts: Set<Unicode.Scalar> = [
    "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻",
  ]

  private mutating func lexSuperscript() {
    let start = position
    while position < bytes.count {
      let (scalar, length) = scalar(at: position)
      guard Lexer.superscripts.contains(scalar) else { break }
      position += length
    }
    emit(.superscript, start, position)
  }

  // MARK: - Numbers

  /// `3`, `1_000`, `2.5`, `1e-3`. The parser computes the value.
  mutating func lexNumber() {
    let start = position
    var isFloat = false
    skipDigits()
    // `1..<n`, `1...n` and `5.sqrt` leave the point alone.
    if byte(position) == UInt8(ascii: "."), isDigit(position + 1) {
      isFloat = true
      position += 1
      skipDigits()
    } else if byte(position) == UInt8(ascii: "."), byte(position + 1) != UInt8(ascii: "."),
      !startsName(position + 1)
    {
      let digits = String(decoding: bytes[start..<position], as: UTF8.self)
      return fail(
        "P04", "a number cannot end with a point", at: start, position + 1, hint: "write `\(digits).0`")
    }
    if byte(position) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(position + 1)
      let digits = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? position + 2 : position + 1
      if isDigit(digits) {
        isFloat = true
        position = digits
        skipDigits()
      }
    }
    if bytes[position - 1] == UInt8(ascii: "_") {
      return fail(
        "P04", "`_` in a number stands between two digits", at: position - 1, position,
        hint: "write it as in `1_000`")
    }
    if startsName(position) { return failGluedNumber(start) }
    emit(isFloat ? .float : .integer, start, position)
  }

  private mutating func skipDigits() {
    while isDigit(position) || (byte(position) == UInt8(ascii: "_") && isDigit(position - 1)) {
      position += 1
    }
  }

  func isDigit(_ offset: Int) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(offset))
  }

  private func startsName(_ offset: Int) -> Bool {
    guard offset < bytes.count else { return false }
    let first = bytes[offset]
    if first < 0x80 { return Lexer.continuesName(first) && !isDigit(offset) }
    let scalar = scalar(at: offset).scalar
    return scalar.properties.isXIDStart
  }

  /// `2x`, `0x1F`, `3j`.
  private mutating func failGluedNumber(_ start: Int) {
    let number = String(decoding: bytes[start..<position], as: UTF8.self)
    let nameStart = position
    var end = position
    while end < bytes.count {
      let (scalar, length) = scalar(at: end)
      guard scalar.value < 0x80 ? Lexer.continuesName(bytes[end]) : Lexer.continuesName(scalar) else { break }
      end += length
    }
    let name = String(decoding: bytes[nameStart..<min(end, nameStart + 60)], as: UTF8.self)
    if number == "0", let base = name.first, "xXbBoO".contains(base) {
      return fail("P04", "numbers are written in base 10", at: start, end, hint: "write its decimal value")
    }
    fail(
      "P04", "the number `\(number)` and the name `\(name)` stand side by side", at: start, end,
      hint: "write `\(number) * \(name)` for the product")
  }
}
