import Language
import Tensors

/// Characters and bytes as numbers, numbers in other bases.
enum Characters {
  static var all: [BuiltIn] {
    [
      ord, chr, bytes, fromBytes, base("hex", 16, "0x", "255", "\"0xff\""),
      base("bin", 2, "0b", "5", "\"0b101\""),
      base("oct", 8, "0o", "8", "\"0o10\""),
    ]
  }

  private static var ord: BuiltIn {
    BuiltIn(
      "ord", "character", family: "text", summary: "the Unicode number of a character",
      example: "ord(\"漢\")", gives: "28450", section: "10.1", accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let scalars = try call.text(0).unicodeScalars
      guard let scalar = scalars.first, scalars.count == 1 else {
        throw Diagnostic(
          .value, "V15", "`ord` needs one character of one code, and this text has \(scalars.count)",
          hints: ["bytes(text) gives the bytes of any text"], argument: 0)
      }
      return .int(Int(scalar.value))
    }
  }

  private static var chr: BuiltIn {
    BuiltIn(
      "chr", "number", family: "text", summary: "the character of a Unicode number", example: "chr(28450)",
      gives: "\"漢\"", section: "10.1"
    ) { (call: inout Call) throws(Diagnostic) in
      guard let code = UInt32(exactly: try call.int(0)), let scalar = Unicode.Scalar(code) else {
        throw Diagnostic(
          .value, "V15", "\(try call.int(0)) is no Unicode character",
          hints: ["they go from 0 to 1114111, without 55296 to 57343"], argument: 0)
      }
      return .text(String(Character(scalar)))
    }
  }

  private static var bytes: BuiltIn {
    BuiltIn(
      "bytes", "text", family: "text", summary: "the UTF-8 bytes of a text, as an i64 tensor",
      shapes: "text → [n]",
      example: "bytes(\"é\")", gives: "[195, 169]  i64[2]", section: "10.1", accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let bytes = Array(try call.text(0).utf8).map { Int($0) }
      return .tensor(Tensor(bytes, [bytes.count]))
    }
  }

  private static var fromBytes: BuiltIn {
    BuiltIn(
      "from_bytes", "bytes, errors=\"replace\"", family: "text",
      summary: "the text of UTF-8 bytes; what is not UTF-8 becomes �, or an error with errors=\"strict\"",
      shapes: "[n] or a list of n → text", example: "from_bytes((195, 169))", gives: "\"é\"", section: "10.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let bytes = try Self.bytes(call)
      switch try call.text(1) {
      case "replace": return .text(String(decoding: bytes, as: UTF8.self))
      case "strict":
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw Diagnostic(.value, "V15", "these bytes are not UTF-8", argument: 0)
        }
        return .text(text)
      default: throw call.mismatch(1, "\"replace\" or \"strict\"")
      }
    }
  }

  private static func bytes(_ call: Call) throws(Diagnostic) -> [UInt8] {
    var numbers: [Int] = []
    if let tensor = call[0].tensor, tensor.dtype.isInteger {
      numbers = tensor.ints()
    } else {
      for value in try call.list(0) {
        guard let number = value.integer else { throw call.mismatch(0, "integers") }
        numbers.append(number)
      }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count)
    for number in numbers {
      guard let byte = UInt8(exactly: number) else {
        throw Diagnostic(.value, "V15", "\(number) is no byte: they go from 0 to 255", argument: 0)
      }
      bytes.append(byte)
    }
    return bytes
  }

  private static func base(
    _ name: String, _ radix: Int, _ prefix: String, _ example: String, _ gives: String
  ) -> BuiltIn {
    BuiltIn(
      name, "number", family: "text", summary: "an integer in base \(radix), as a text",
      example: "\(name)(\(example))", gives: gives
    ) { (call: inout Call) throws(Diagnostic) in
      let number = try call.int(0)
      return .text((number < 0 ? "-" : "") + prefix + String(number.magnitude, radix: radix))
    }
  }
}
