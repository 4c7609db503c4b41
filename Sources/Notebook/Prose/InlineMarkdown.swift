/// Emphasis, code, links and mathematics inside a paragraph.
enum InlineMarkdown {
  static func spans(_ text: String) -> [StyledSpan] {
    var spans: [StyledSpan] = []
    var plain = ""
    var rest = text[...]
    func flush() {
      if !plain.isEmpty { spans.append(StyledSpan(plain, .plain)) }
      plain = ""
    }
    while let next = rest.first {
      if next == "\\", let escaped = rest.dropFirst().first, escaped.isPunctuation || escaped.isSymbol {
        plain.append(escaped)
        rest = rest.dropFirst(2)
      } else if let (span, length) = marked(rest, previous: plain.last) {
        flush()
        spans.append(span)
        rest = rest.dropFirst(length)
      } else {
        plain.append(next)
        rest.removeFirst()
      }
    }
    flush()
    return spans
  }

  /// The marked text at the start of `rest` and how many characters it takes.
  private static func marked(_ rest: Substring, previous: Character?) -> (StyledSpan, Int)? {
    switch rest.first {
    case "`": return between("`", rest).map { (StyledSpan(String($0), .code), $0.count + 2) }
    case "$":
      guard let inside = between("$", rest), !inside.hasPrefix(" "), !inside.hasSuffix(" ") else {
        return nil
      }
      return (StyledSpan(InlineMath.unicode(String(inside)), .math), inside.count + 2)
    case "*", "_":
      let mark = rest.first == "*" ? "*" : "_"
      if rest.hasPrefix(mark + mark), let inside = between(mark + mark, rest), !inside.hasPrefix(" ") {
        return (StyledSpan(String(inside), .strong), inside.count + 4)
      }
      // Underscores inside words are part of names.
      if mark == "_", previous?.isLetter ?? false || previous?.isNumber ?? false { return nil }
      guard let inside = between(mark, rest), !inside.hasPrefix(" "), !inside.hasPrefix(mark) else {
        return nil
      }
      return (StyledSpan(String(inside), .emphasis), inside.count + 2)
    case "[": return link(rest)
    default: return nil
    }
  }

  /// What stands between a mark at the start and its next occurrence; nil when empty or never closed.
  private static func between(_ mark: String, _ rest: Substring) -> Substring? {
    let body = rest.dropFirst(mark.count)
    guard let end = body.firstRange(of: mark), end.lowerBound > body.startIndex else { return nil }
    return body[..<end.lowerBound]
  }

  private static func link(_ rest: Substring) -> (StyledSpan, Int)? {
    guard let close = rest.firstIndex(of: "]") else { return nil }
    let label = rest[rest.index(after: rest.startIndex)..<close]
    let after = rest[rest.index(after: close)...]
    guard after.first == "(", let end = after.firstIndex(of: ")") else { return nil }
    let target = after[after.index(after: after.startIndex)..<end]
    let text = target.hasPrefix("http") ? "\(label) (\(target))" : String(label)
    return (StyledSpan(text, .link), label.count + target.count + 4)
  }
}
