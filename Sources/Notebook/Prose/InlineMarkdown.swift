import Formatting

/// Emphasis, code, links and mathematics inside a paragraph.
enum InlineMarkdown {
  /// The lines of a paragraph, joined. Two spaces or a backslash at the end of a line break it.
  static func parse(_ lines: [String]) -> [MarkdownInline] {
    var result: [MarkdownInline] = [], text = ""
    for (i, line) in lines.enumerated() {
      let isLast = i == lines.count - 1
      let breaks = !isLast && (line.hasSuffix("  ") || line.hasSuffix("\\"))
      var piece = line.trimmingSpaces
      if breaks, piece.hasSuffix("\\") { piece.removeLast() }
      text += text.isEmpty || joinsWithoutSpace(text, piece) ? piece : " " + piece
      if breaks {
        result += parse(text[...], depth: 0) + [.lineBreak]
        text = ""
      }
    }
    return result + parse(text[...], depth: 0)
  }

  /// Chinese and Japanese lines meet without a space.
  private static func joinsWithoutSpace(_ left: String, _ right: String) -> Bool {
    guard let a = left.last, let b = right.first else { return false }
    return DisplayWidth.of(a) == 2 && DisplayWidth.of(b) == 2
  }

  private static let depthLimit = 12

  private static func parse(_ text: Substring, depth: Int) -> [MarkdownInline] {
    var result: [MarkdownInline] = []
    var plain = ""
    var rest = text
    func flush() {
      if !plain.isEmpty { result.append(.text(plain)) }
      plain = ""
    }
    while let next = rest.first {
      if next == "\\", let escaped = rest.dropFirst().first, escaped.isPunctuation || escaped.isSymbol {
        plain.append(escaped)
        rest = rest.dropFirst(2)
      } else if depth < depthLimit, let (inline, end) = marked(rest, previous: plain.last, depth) {
        flush()
        result.append(inline)
        rest = rest[end...]
      } else {
        plain.append(next)
        rest.removeFirst()
      }
    }
    flush()
    return result
  }

  /// The marked text at the start of `rest` and where it ends.
  private static func marked(_ rest: Substring, previous: Character?, _ depth: Int) -> (
    MarkdownInline, String.Index
  )? {
    switch rest.first {
    case "`":
      let ticks = rest.prefix { $0 == "`" }
      return between(String(ticks), rest).map { inside, end in
        let hasSpaces = inside.count > 2 && inside.hasPrefix(" ") && inside.hasSuffix(" ")
        return (.code(String(hasSpaces ? inside.dropFirst().dropLast() : inside)), end)
      }
    case "$":
      guard let (inside, end) = between("$", rest), !inside.hasPrefix(" "), !inside.hasSuffix(" "),
        !(rest[end...].first?.isNumber ?? false)
      else { return nil }
      return (.math(String(inside)), end)
    case "*", "_": return emphasis(rest, previous, depth)
    case "!":
      guard rest.dropFirst().first == "[", let (label, target, end) = link(rest.dropFirst()) else {
        return nil
      }
      return (.image(alternative: String(label), target: target), end)
    case "[":
      return link(rest).map { label, target, end in
        (.link(parse(label, depth: depth + 1), target: target), end)
      }
    case "<":
      guard let close = rest.firstIndex(of: ">") else { return nil }
      let target = rest[rest.index(after: rest.startIndex)..<close]
      guard target.hasPrefix("http://") || target.hasPrefix("https://"), !target.contains(" ") else {
        return nil
      }
      return (.link([.text(String(target))], target: String(target)), rest.index(after: close))
    default: return nil
    }
  }

  private static func emphasis(_ rest: Substring, _ previous: Character?, _ depth: Int) -> (
    MarkdownInline, String.Index
  )? {
    guard let first = rest.first else { return nil }
    let mark = String(first)
    // Underscores inside words are part of names.
    if mark == "_", previous?.isLetter ?? false || previous?.isNumber ?? false { return nil }
    if rest.hasPrefix(mark + mark), let (inside, end) = closed(mark + mark, rest) {
      return (.strong(parse(inside, depth: depth + 1)), end)
    }
    guard let (inside, end) = closed(mark, rest) else { return nil }
    return (.emphasis(parse(inside, depth: depth + 1)), end)
  }

  /// What stands between a mark and where it is closed: next to a letter, outside code and mathematics.
  private static func closed(_ mark: String, _ rest: Substring) -> (Substring, String.Index)? {
    let body = rest.dropFirst(mark.count)
    guard let first = body.first, !first.isWhitespace else { return nil }
    var i = body.startIndex
    while i < body.endIndex {
      let character = body[i]
      if character == "\\" {
        i = body.index(i, offsetBy: 2, limitedBy: body.endIndex) ?? body.endIndex
        continue
      }
      if character == "`" || character == "$", let (_, end) = between(String(character), body[i...]) {
        i = end
        continue
      }
      if character == mark.first {
        let run = body[i...].prefix { $0 == character }.count
        let isAfterSpace = i == body.startIndex || body[body.index(before: i)].isWhitespace
        // One star closes with a star, two with two; of three, what is inside takes the others.
        if !isAfterSpace, run == mark.count || run == 3 {
          let end = body.index(i, offsetBy: run)
          return (body[..<body.index(end, offsetBy: -mark.count)], end)
        }
        i = body.index(i, offsetBy: run)
        continue
      }
      i = body.index(after: i)
    }
    return nil
  }

  /// What stands between a mark at the start and its next occurrence; nil when empty or never closed.
  private static func between(_ mark: String, _ rest: Substring) -> (Substring, String.Index)? {
    let body = rest.dropFirst(mark.count)
    guard let end = body.firstRange(of: mark), end.lowerBound > body.startIndex else { return nil }
    return (body[..<end.lowerBound], end.upperBound)
  }

  private static func link(_ rest: Substring) -> (Substring, String, String.Index)? {
    var open = 0
    var close: String.Index?
    for i in rest.indices {
      if rest[i] == "[" { open += 1 }
      if rest[i] == "]" { open -= 1 }
      if open == 0 {
        close = i
        break
      }
    }
    guard let close else { return nil }
    let after = rest[rest.index(after: close)...]
    guard after.first == "(", let end = after.firstIndex(of: ")") else { return nil }
    // A title after the address is for a mouse to point at.
    let target = after[after.index(after: after.startIndex)..<end].prefix { $0 != " " }
    return (rest[rest.index(after: rest.startIndex)..<close], String(target), after.index(after: end))
  }
}
