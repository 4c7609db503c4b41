/// Little-endian bytes, written.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func word(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func int(_ value: Int) { word(UInt64(bitPattern: Int64(value))) }
  mutating func double(_ value: Double) { word(value.bitPattern) }

  mutating func text(_ value: String) {
    int(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  mutating func raw(_ value: [UInt8]) {
    int(value.count)
    bytes.append(contentsOf: value)
  }
}

/// Little-endian bytes, read; every read checks that there are enough left.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static let damaged = Diagnostic(
    .data, "D90", "the stored value is damaged", hints: ["run the cell that made it again"])

  var remaining: Int { bytes.count - position }

  mutating func byte() throws(Diagnostic) -> UInt8 {
    guard position < bytes.count else { throw Self.damaged }
    position += 1
    return bytes[position - 1]
  }

  mutating func word() throws(Diagnostic) -> UInt64 {
    guard remaining >= 8 else { throw Self.damaged }
    var value: UInt64 = 0
    for i in 0..<8 { value |= UInt64(bytes[position + i]) << UInt64(8 * i) }
    position += 8
    return value
  }

  mutating func int() throws(Diagnostic) -> Int { Int(Int64(bitPattern: try word())) }
  mutating func double() throws(Diagnostic) -> Double { Double(bitPattern: try word()) }

  /// A count of things that take at least `size` bytes each.
  mutating func count(of size: Int = 1) throws(Diagnostic) -> Int {
    let value = try int()
    guard value >= 0, value <= remaining / max(1, size) else { throw Self.damaged }
    return value
  }

  mutating func text() throws(Diagnostic) -> String { String(decoding: try raw(), as: UTF8.self) }

  mutating func raw() throws(Diagnostic) -> ArraySlice<UInt8> {
    let length = try count()
    defer { position += length }
    return bytes[position..<position + length]
  }
}
