/// A piece of a formula with its UTF-8 byte range.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    case name(String), number(Double), string(String)
    /// `+ - * / ^ ** : ~ ( ) , = == != < <= > >=`
    case symbol(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// Cuts formulas and hypotheses into tokens.
struct FormulaLexer {
  /// - Parameter knownNames: names that may contain anything, such as `C(sex)[T.Male]`; the longest that fits wins.
  static func tokens(_ source: String, knownNames: [String] = []) throws(FormulaError) -> [FormulaToken] {
    let bytes = Array(source.utf8)
    guard bytes.count <= FormulaLimits.length else {
      throw FormulaError(.tooLong, in: source, at: 0..<bytes.count)
    }
    let names = knownNames.map { Array($0.utf8) }.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    var tokens: [FormulaToken] = [], i = 0
    while i < bytes.count {
      let start = i, byte = bytes[i]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        i += 1
        continue
      }
      let kind: FormulaToken.Kind
      if let known = names.first(where: { fits($0, bytes, i) }) {
        i += known.count
        kind = .name(String(decoding: known, as: UTF8.self))
      } else if isNameStart(byte) {
        while i < bytes.count, isNamePart(bytes[i]) { i += 1 }
        kind = .name(String(decoding: bytes[start..<i], as: UTF8.self))
      } else if isDigit(byte) || (byte == 0x2E && i + 1 < bytes.count && isDigit(bytes[i + 1])) {
        kind = .number(number(bytes, &i))
      } else if byte == 0x22 || byte == 0x27 {
        kind = .string(try string(bytes, &i, source))
      } else {
        kind = .symbol(try symbol(bytes, &i, source))
      }
      tokens.append(FormulaToken(kind: kind, range: start..<i))
    }
    tokens.append(FormulaToken(kind: .end, range: bytes.count..<bytes.count))
    return tokens
  }

  private static func fits(_ name: [UInt8], _ bytes: [UInt8], _ start: Int) -> Bool {
    let end = start + name.count
    guard end <= bytes.count, bytes[start..<end].elementsEqual(name) else { return false }
    // `x1` is not `x` followed by 1.
    guard let last = name.last, isNamePart(last), end < bytes.count else { return true }
    return !isNamePart(bytes[end])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Letters, `_` and everything beyond ASCII.
  private static func isNameStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  /// Names may contain points, as in R.
  private static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) || byte == 0x2E }

  private static func number(_ bytes: [UInt8], _ i: inout Int) -> Double {
    let start = i
    while i < bytes.count, isDigit(bytes[i]) || bytes[i] == 0x2E { i += 1 }
    if i < bytes.count, bytes[i] | 0x20 == 0x65 {
      var j = i + 1
      if j < bytes.count, bytes[j] == 0x2B || bytes[j] == 0x2D { j += 1 }
      if j < bytes.count, isDigit(bytes[j]) {
        while j < bytes.count, isDigit(bytes[j]) { j += 1 }
        i = j
      }
    }
    // `1.2.3` is no number; NaN becomes an error where it is used.
    let text = String(decoding: bytes[start..<i], as: UTF8.self)
    return Double(text) ?? Double("0" + text) ?? Double(text + "0") ?? .nan
  }

  private static func string(_ bytes: [UInt8], _ i: inout Int, _ source: String) throws(FormulaError)
    -> String
  {
    let start = i, quote = bytes[i]
    var text: [UInt8] = []
    i += 1
    while i < bytes.count, bytes[i] != quote {
      if bytes[i] == 0x5C, i + 1 < bytes.count { i += 1 }
      text.append(bytes[i])
      i += 1
    }
    guard i < bytes.count else {
      throw FormulaError(
        .syntax(expected: "a closing quote", found: "the end"), in: source, at: start..<bytes.count)
    }
    i += 1
    return String(decoding: text, as: UTF8.self)
  }

  private static func symbol(_ bytes: [UInt8], _ i: inout Int, _ source: String) throws(FormulaError)
    -> String
  {
    let start = i
    if i + 1 < bytes.count {
      let two = String(decoding: bytes[i...i + 1], as: UTF8.self)
      if ["**", "==", "!=", "<=", ">="].contains(two) {
        i += 2
        return two
      }
    }
    let one = String(decoding: bytes[i...i], as: UTF8.self)
    guard "+-*/^:~(),=<>".contains(one) else {
      throw FormulaError(
        .syntax(expected: "a name, a number or an operator", found: "`\(one)`"), in: source,
        at: start..<start + 1)
    }
    i += 1
    return one
  }
}

/// The position in a list of tokens, with the checks that every parser needs.
struct FormulaCursor {
  let source: String
  let tokens: [FormulaToken]
  private(set) var position = 0
  private var depth = 0

  init(_ source: String, _ tokens: [FormulaToken]) {
    self.source = source
    self.tokens = tokens
  }

  /// The lexer always ends with `.end`, which is never passed.
  var token: FormulaToken { tokens[position] }

  mutating func advance() { if position < tokens.count - 1 { position += 1 } }

  mutating func take(_ symbol: String) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(FormulaError) {
    if !take(symbol) { throw unexpected("`\(symbol)`") }
  }

  func unexpected(_ expected: String) -> FormulaError {
    let found: String
    switch token.kind {
    case .end: found = "the end"
    case .name(let name): found = "`\(name)`"
    case .number, .string: found = "`\(text(token.range))`"
    case .symbol(let symbol): found = "`\(symbol)`"
    }
    return FormulaError(.syntax(expected: expected, found: found), in: source, at: token.range)
  }

  func text(_ range: Range<Int>) -> String {
    let bytes = Array(source.utf8)
    return String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// Runs `body` one level deeper; the parsers are recursive and the text comes from outside.
  mutating func nested<Value>(
    _ body: (inout FormulaCursor) throws(FormulaError) -> Value
  ) throws(FormulaError) -> Value {
    depth += 1
    guard depth <= FormulaLimits.depth else { throw FormulaError(.tooDeep, in: source, at: token.range) }
    let value = try body(&self)
    depth -= 1
    return value
  }
}
