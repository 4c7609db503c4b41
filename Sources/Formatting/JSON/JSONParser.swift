/// A strict JSON parser with limits: what a hostile line can cost is bounded by its length.
public struct JSONParser {
  public struct Failure: Error, Sendable {
    public var message: String
    /// Byte offset.
    public var offset: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  private static let depthLimit = 200
  /// A value takes some ten times as much memory as its text: so many are accepted at once.
  public static let valueLimit = 20_000_000
  private var valueCount = 0

  /// The value that `bytes` hold, and nothing else.
  public static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.failure("there is something after the end") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard current == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.depthLimit else { throw failure("the value is nested too deeply") }
    valueCount += 1
    guard valueCount <= Self.valueLimit else { throw failure("there are more than 20 million values") }
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte): return try number()
    case nil: throw failure("the value is missing")
    default: throw failure("this is no JSON value")
    }
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    guard bytes[position...].starts(with: text.utf8) else { throw failure("this is no JSON value") }
    position += text.utf8.count
    return value
  }

  private mutating func array(_ depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(items) }
      guard take(",") else { throw failure("a comma or ] is missing") }
    }
  }

  private mutating func object(_ depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var fields: [(String, JSONValue)] = []
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw failure("a field's name is missing") }
      let name = try string()
      skipSpace()
      guard take(":") else { throw failure("a colon is missing") }
      fields.append((name, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return .object(fields) }
      guard take(",") else { throw failure("a comma or } is missing") }
    }
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = position
    var isWhole = true
    _ = take("-")
    let first = position
    while let byte = current {
      if (0x30...0x39).contains(byte) {
        position += 1
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
        isWhole = false
        position += 1
        if byte != UInt8(ascii: "."), current == UInt8(ascii: "+") || current == UInt8(ascii: "-") {
          position += 1
        }
      } else {
        break
      }
    }
    guard position > first, (0x30...0x39).contains(bytes[position - 1]),
      !(bytes[first] == 0x30 && position > first + 1 && (0x30...0x39).contains(bytes[first + 1]))
    else { throw failure("this is no number") }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let int = Int(text) { return .int(int) }
    guard let double = Double(text) else { throw failure("this is no number") }
    guard double.isFinite else {
      throw failure("this number is out of range: write \"inf\", \"-inf\" or \"nan\" for what is not finite")
    }
    return .double(double)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    var out: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: out, as: UTF8.self) else {
          throw failure("the text is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): try escape(&out)
      case 0..<0x20: throw failure("a control character stands in a text")
      default: out.append(byte)
      }
    }
    throw failure("a text is never closed")
  }

  private mutating func escape(_ out: inout [UInt8]) throws(Failure) {
    guard let byte = current else { throw failure("a text is never closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "u"):
      var code = try hex()
      if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: "\\u".utf8) {
        let saved = position
        position += 2
        let low = try hex()
        if (0xDC00..<0xE000).contains(low) {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = saved
        }
      }
      // Half of a pair alone is no character.
      let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
      out += Array(String(Character(scalar)).utf8)
    default: throw failure("this escape is unknown")
    }
  }

  private mutating func hex() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are missing") }
    position += 4
    return code
  }
}
