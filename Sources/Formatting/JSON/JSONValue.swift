/// A JSON value. Whole numbers stay whole; fields keep their order.
public indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  public static func == (a: JSONValue, b: JSONValue) -> Bool { a.text == b.text }

  public subscript(name: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.last { $0.0 == name }?.1
  }

  public var string: String? { if case .string(let x) = self { x } else { nil } }
  public var int: Int? { if case .int(let x) = self { x } else { nil } }

  // MARK: Writing

  /// One line of JSON. Non-finite numbers are the strings "nan", "inf", "-inf".
  public var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  public func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let x): bytes += (x ? "true" : "false").utf8
    case .int(let x): bytes += "\(x)".utf8
    case .double(let x): bytes += (x.isFinite ? "\(x)" : "\"\(Numbers.shortest(x))\"").utf8
    case .string(let x): JSONValue.write(x, to: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (i, item) in items.enumerated() {
        if i > 0 { bytes += ", ".utf8 }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let fields):
      bytes.append(UInt8(ascii: "{"))
      for (i, field) in fields.enumerated() {
        if i > 0 { bytes += ", ".utf8 }
        JSONValue.write(field.0, to: &bytes)
        bytes += ": ".utf8
        field.1.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
