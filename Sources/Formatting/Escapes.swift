/// Control sequences of terminals.
public enum Escapes {
  /// A text without its colours and cursor movements (ECMA-48 control sequences).
  public static func removed(from text: String) -> String {
    guard text.utf8.contains(0x1B) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == 0x1B else {
        result.append(byte)
        continue
      }
      // ESC [ parameters final; anything else after ESC is two bytes long.
      guard bytes.next() == 0x5B else { continue }
      while let next = bytes.next(), !(0x40...0x7E).contains(next) {}
    }
    return String(decoding: result, as: UTF8.self)
  }
}
