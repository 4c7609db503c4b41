/// JSON over several lines, for files that people look at.
public enum JSONText {
  /// Indented by one space a level, as Jupyter writes its notebooks. Characters outside ASCII stay as they are.
  public static func indented(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    write(value, 0, &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ value: JSONValue, _ depth: Int, _ bytes: inout [UInt8]) {
    switch value {
    case .array(let items) where !items.isEmpty:
      list(items.count, "[", "]", depth, &bytes) { write(items[$0], depth + 1, &$1) }
    case .object(let fields) where !fields.isEmpty:
      list(fields.count, "{", "}", depth, &bytes) { index, bytes in
        JSONValue.string(fields[index].0).write(to: &bytes)
        bytes += ": ".utf8
        write(fields[index].1, depth + 1, &bytes)
      }
    default: value.write(to: &bytes)
    }
  }

  private static func list(
    _ count: Int, _ open: String, _ close: String, _ depth: Int, _ bytes: inout [UInt8],
    _ item: (Int, inout [UInt8]) -> Void
  ) {
    bytes += open.utf8
    for i in 0..<count {
      bytes += (i > 0 ? ",\n" : "\n").utf8
      bytes += [UInt8](repeating: 0x20, count: depth + 1)
      item(i, &bytes)
    }
    bytes.append(0x0A)
    bytes += [UInt8](repeating: 0x20, count: depth)
    bytes += close.utf8
  }
}
