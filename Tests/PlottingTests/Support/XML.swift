/// Enough of XML to say whether a document is well-formed: elements that nest, quoted attributes without
/// repetition, no stray markup, only known entities.
enum XML {
  /// The first fault, `nil` when there is none.
  static func fault(_ text: String) -> String? {
    var open: [String] = []
    var hadRoot = false
    var rest = text[...]
    while let next = rest.first {
      if next != "<" {
        let run = rest.prefix { $0 != "<" }
        if let fault = textFault(run) { return fault }
        if open.isEmpty && run.contains(where: { !$0.isWhitespace }) { return "text outside the root" }
        rest = rest[run.endIndex...]
        continue
      }
      guard let end = rest.firstIndex(of: ">") else { return "a tag without end" }
      var tag = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else { return "</\(tag.dropFirst())> closes nothing" }
        continue
      }
      if open.isEmpty && hadRoot { return "two roots" }
      hadRoot = true
      let isEmpty = tag.hasSuffix("/")
      if isEmpty { tag = tag.dropLast() }
      let name = String(tag.prefix { $0 != " " })
      if name.isEmpty || !name.allSatisfy({ $0.isLetter }) { return "the name \(name)" }
      if let fault = attributesFault(tag.dropFirst(name.count)) { return "<\(name)>: \(fault)" }
      if !isEmpty { open.append(name) }
    }
    return open.isEmpty ? (hadRoot ? nil : "no root") : "<\(open.last ?? "")> is not closed"
  }

  private static func attributesFault(_ text: Substring) -> String? {
    var rest = text
    var seen = Set<Substring>()
    while true {
      rest = rest.drop { $0 == " " }
      if rest.isEmpty { return nil }
      let name = rest.prefix { $0 != "=" }
      rest = rest[name.endIndex...].dropFirst()
      guard !name.isEmpty, seen.insert(name).inserted, rest.first == "\"" else { return "attribute \(name)" }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: "\"") else { return "an open quote" }
      if let fault = textFault(rest[..<end]) { return fault }
      rest = rest[rest.index(after: end)...]
    }
  }

  private static func textFault(_ text: Substring) -> String? {
    for scalar in text.unicodeScalars where scalar.value < 0x20 && scalar.value != 0x0A {
      return "control character \(scalar.value)"
    }
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      rest = rest[start...]
      guard ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].contains(where: { rest.hasPrefix($0) }) else {
        return "entity \(rest.prefix(6))"
      }
      rest = rest.dropFirst()
    }
    return nil
  }
}
