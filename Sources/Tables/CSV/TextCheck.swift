import Glibc

/// Is this text at all? Looks at the bytes before anything parses them.
enum TextCheck {
  /// The bytes without their byte order mark.
  /// - Throws: `TableError.compressed`, `.wrongEncoding`, `.nulByte`, `.invalidUTF8`.
  static func check(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String
  ) throws(TableError) -> UnsafeBufferPointer<UInt8> {
    if bytes.starts(with: [0x1F, 0x8B]) { throw .compressed(file: file) }
    if bytes.starts(with: [0xFF, 0xFE]) { throw .wrongEncoding(file: file, encoding: "UTF-16LE") }
    if bytes.starts(with: [0xFE, 0xFF]) { throw .wrongEncoding(file: file, encoding: "UTF-16BE") }
    let text = UnsafeBufferPointer(rebasing: bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0))
    guard let base = text.baseAddress, text.count > 0 else { return text }
    if let nul = memchr(base, 0, text.count) {
      throw .nulByte(file: file, line: line(of: UnsafeRawPointer(nul) - UnsafeRawPointer(base), in: text))
    }
    if let bad = firstInvalid(text) {
      throw .invalidUTF8(file: file, line: line(of: bad, in: text), byte: text[bad])
    }
    return text
  }

  /// The 1-based line of a byte. Carriage returns alone end lines too.
  static func line(of offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var line = 1
    for i in 0..<min(offset, text.count) {
      if text[i] == UInt8(ascii: "\n")
        || (text[i] == UInt8(ascii: "\r") && (i + 1 == text.count || text[i + 1] != UInt8(ascii: "\n")))
      {
        line += 1
      }
    }
    return line
  }

  /// The offset of the first byte that is not part of a well-formed UTF-8 sequence (Unicode 15, table 3-7).
  static func firstInvalid(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let raw = UnsafeRawBufferPointer(text)
    var i = 0
    while i < text.count {
      // Most files are ASCII: eight bytes at a step.
      while i + 8 <= text.count,
        raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        i += 8
      }
      guard i < text.count else { break }
      let lead = text[i]
      if lead < 0x80 {
        i += 1
        continue
      }
      let length: Int, second: ClosedRange<UInt8>
      switch lead {
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return i
      }
      guard i + length <= text.count, second.contains(text[i + 1]) else { return i }
      for k in 2..<max(2, length) where text[i + k] & 0xC0 != 0x80 { return i }
      i += length
    }
    return nil
  }
}
