/// Pandoc's attributes between braces: `{#id .class key=value key="with spaces"}`.
struct FenceAttributes {
  var id = ""
  var classes: [String] = []
  var pairs: [String: String] = [:]

  init(_ text: Substring) {
    var rest = text[...]
    while let first = rest.first {
      if first == " " || first == "\t" {
        rest.removeFirst()
        continue
      }
      let word = FenceAttributes.word(&rest)
      if word.hasPrefix("#") {
        id = String(word.dropFirst())
      } else if word.hasPrefix(".") {
        classes.append(String(word.dropFirst()))
      } else if let equals = word.firstIndex(of: "=") {
        pairs[String(word[..<equals])] = word[word.index(after: equals)...].filter { $0 != "\"" }
      }
    }
  }

  /// Characters up to white space outside quotes.
  private static func word(_ rest: inout Substring) -> String {
    var word = "", isQuoted = false
    while let next = rest.first, isQuoted || (next != " " && next != "\t") {
      if next == "\"" { isQuoted.toggle() }
      word.append(next)
      rest.removeFirst()
    }
    return word
  }

  // MARK: Writing

  /// The classes, and the tags of Jupyter that can't be classes: those stand in `tags="…"`.
  var allTags: [String] {
    classes + (pairs["tags"] ?? "").split(separator: ",").map { Self.decoded(String($0)) }
  }

  /// `#id .class key="value"`, which reads back as it was.
  static func text(id: String, tags: [String], pairs: [String: String]) -> String {
    let classes = tags.filter(isWord), odd = tags.filter { !isWord($0) }
    var words = id.isEmpty ? [] : ["#" + id]
    words += classes.map { "." + $0 }
    for (key, value) in pairs.sorted(by: { $0.key < $1.key }) where isWord(key) && key != "tags" {
      words.append("\(key)=\(isWord(value) ? value : "\"\(value.filter { !"\"`{}\n\r".contains($0) })\"")")
    }
    if !odd.isEmpty { words.append("tags=\"\(odd.map(encoded).joined(separator: ","))\"") }
    return words.joined(separator: " ")
  }

  /// Letters, digits, hyphens and underscores: what needs no quotes.
  static func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isWordByte($0) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D
      || byte == 0x5F
  }

  /// Percent-encoded, so that no tag can end the attributes.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      isWordByte(byte) || byte == 0x20
        ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
