/// One value in a file of its own: what `save` writes and `load` reads.
///
/// A line that names the format, then the value and every object with identity that it reaches, as a
/// session stores them.
extension Archive {
  private static let mark = Array("gradus value 1\n".utf8)

  /// nil when the value, or something in it, can't be kept.
  public func bytes(of value: Value) -> [UInt8]? {
    guard let items = items(of: value) else { return nil }
    var writer = ByteWriter()
    writer.int(items.count)
    for item in items {
      writer.text(item.name)
      writer.raw(item.bytes)
    }
    return Self.mark + writer.bytes
  }

  /// The value in a file. Functions in it are compiled, and none of them is called.
  public func value(from bytes: [UInt8]) throws(Diagnostic) -> Value {
    guard bytes.starts(with: Self.mark) else {
      throw Diagnostic(.data, "D93", "this file holds no saved value")
    }
    var reader = ByteReader(Array(bytes[Self.mark.count...]))
    var items: [Item] = []
    for _ in 0..<(try reader.count(of: 16)) {
      items.append(Item(name: try reader.text(), summary: "", bytes: Array(try reader.raw())))
    }
    guard let root = items.first else { throw ByteReader.damaged }
    var decoder = Decoder(self, objects: items)
    return try decoder.variable(root.bytes)
  }
}
