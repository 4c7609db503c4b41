import Language
import Tensors

/// Text: splitting, joining, searching. Characters are grapheme clusters.
enum TextFunctions {
  static var all: [BuiltIn] {
    [
      split, join, splitFromEnd, stripping("strip", left: true, right: true, "at its ends"),
      stripping("lstrip", left: true, right: false, "at its start"),
      stripping("rstrip", left: false, right: true, "at its end"), replace, find,
      findLast,
      simple("upper", "in capitals", "\"ABC\"") { $0.uppercased() },
      simple("lower", "in small letters", "\"abc\"") { $0.lowercased() },
      simple("swapcase", "with small and capital letters exchanged", "\"AbC\"") { text in
        text.map { $0.isUppercase ? $0.lowercased() : $0.isLowercase ? $0.uppercased() : String($0) }.joined()
      }, startsWith, endsWith, lines, chars,
    ]
  }

  static func isText(_ value: Value) -> Bool {
    if case .text = value { true } else { false }
  }

  private static func simple(
    _ name: String, _ what: String, _ gives: String, _ transform: @escaping (String) -> String
  ) -> BuiltIn {
    BuiltIn(
      name, "text", family: "text", summary: "the text \(what)", example: "\(name)(\"aBc\")", gives: gives,
      accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in .text(transform(try call.text(0))) }
  }

  private static var split: BuiltIn {
    BuiltIn(
      "split", "text, separator=none, maxsplit=-1", family: "text",
      summary: "pieces between separators, at most `maxsplit` + 1 of them; at white space by default",
      example: "split(\"a b  c\")", gives: "(\"a\", \"b\", \"c\")", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0)
      let limit = try call.int(2)
      let most = limit < 0 ? Int.max : limit
      guard let separator = try call.optionalText(1) else {
        return .list(words(text, most))
      }
      guard !separator.isEmpty else {
        throw Diagnostic(
          .value, "V08", "the separator is empty", hints: ["chars(text) gives the characters"], argument: 1)
      }
      return .list(
        text.split(separator: separator, maxSplits: most, omittingEmptySubsequences: false).map {
          .text(String($0))
        })
    }
  }

  /// Python's rule: white space at the ends belongs to no word.
  private static func words(_ text: String, _ most: Int) -> [Value] {
    var rest = text[...].drop(while: \.isWhitespace)
    var words: [Value] = []
    while !rest.isEmpty, words.count < most {
      words.append(.text(String(rest.prefix { !$0.isWhitespace })))
      rest = rest.drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
    }
    if !rest.isEmpty {
      words.append(.text(String(rest.reversed().drop(while: \.isWhitespace).reversed() as [Character])))
    }
    return words
  }

  private static var join: BuiltIn {
    BuiltIn(
      "join", "separator, pieces", family: "text",
      summary: "pieces with a separator between them; also as pieces.join(separator)",
      example: "join(\", \", (\"a\", \"b\"))", gives: "\"a, b\""
    ) { (call: inout Call) throws(Diagnostic) in
      let (separator, pieces) = isText(call[0]) ? (try call.text(0), call[1]) : (try call.text(1), call[0])
      let options = call.interpreter.display
      var values = try Interpreter.Elements(of: pieces, call.interpreter)
      var bytes: [UInt8] = []
      let between = Array(separator.utf8)
      var isFirst = true
      while let value = try values.next() {
        if !isFirst { bytes.append(contentsOf: between) }
        isFirst = false
        if case .text(let piece) = value {
          piece.append(to: &bytes)
        } else {
          bytes.append(contentsOf: value.plainText(options).utf8)
        }
      }
      return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  private static func stripping(_ name: String, left: Bool, right: Bool, _ where: String) -> BuiltIn {
    let ends = (left ? "" : "  ") + "a" + (right ? "" : "  ")
    return BuiltIn(
      name, "text, characters=none", family: "text",
      summary: "the text without white space, or the given characters, \(`where`)",
      example: "\(name)(\"  a  \")", gives: "\"\(ends)\"", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      var view = Substring(try call.text(0))
      let set = try call.optionalText(1).map { Set($0) }
      let drops: (Character) -> Bool = { set?.contains($0) ?? $0.isWhitespace }
      while left, let first = view.first, drops(first) { view.removeFirst() }
      while right, let last = view.last, drops(last) { view.removeLast() }
      return .text(String(view))
    }
  }

  private static var replace: BuiltIn {
    BuiltIn(
      "replace", "text, old, new, count=-1", family: "text",
      summary: "the text with every `old`, or the first `count` of them, replaced by `new`",
      example: "replace(\"aab\", \"a\", \"x\")", gives: "\"xxb\"", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let old = try call.text(1)
      let count = try call.int(3)
      let most = count < 0 ? Int.max : count
      if old.isEmpty { return .text(interspersed(try call.text(0), try call.text(2), most)) }
      return .text(try call.text(0).replacing(old, with: try call.text(2), maxReplacements: most))
    }
  }

  /// Python's rule: an empty text stands before every character and at the end.
  private static func interspersed(_ text: String, _ piece: String, _ most: Int) -> String {
    var result = "", count = 0
    for character in text {
      if count < most { result += piece }
      count += 1
      result.append(character)
    }
    return count < most ? result + piece : result
  }

  private static var find: BuiltIn {
    BuiltIn(
      "find", "text, part, start=0", family: "text",
      summary: "position of the first occurrence at or after `start`, or -1",
      example: "find(\"abc\", \"c\")", gives: "2", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0), part = try call.text(1), start = try call.int(2)
      let offset = start < 0 ? max(0, text.count &+ start) : start
      guard let from = text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) else {
        return .int(-1)
      }
      if part.isEmpty { return .int(offset) }
      guard let range = text[from...].firstRange(of: part) else { return .int(-1) }
      return .int(text.distance(from: text.startIndex, to: range.lowerBound))
    }
  }

  /// Where a part first occurs in a text, in characters.
  static func position(of part: String, in text: String) -> Int? {
    if part.isEmpty { return 0 }
    return text.firstRange(of: part).map { text.distance(from: text.startIndex, to: $0.lowerBound) }
  }

  private static var findLast: BuiltIn {
    BuiltIn(
      "rfind", "text, part", family: "text", summary: "position of the last occurrence, or -1",
      example: "rfind(\"abab\", \"ab\")", gives: "2", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0), part = try call.text(1)
      if part.isEmpty { return .int(text.count) }
      guard let last = lastRange(of: part, in: text[...]) else { return .int(-1) }
      return .int(text.distance(from: text.startIndex, to: last.lowerBound))
    }
  }

  /// Overlapping occurrences count: the last `aa` of `aaa` begins at 1.
  private static func lastRange(of part: String, in text: Substring) -> Range<String.Index>? {
    var end = text.endIndex
    while true {
      if text[..<end].hasSuffix(part),
        let start = text.index(end, offsetBy: -part.count, limitedBy: text.startIndex)
      {
        return start..<end
      }
      guard end > text.startIndex else { return nil }
      end = text.index(before: end)
    }
  }

  private static var splitFromEnd: BuiltIn {
    BuiltIn(
      "rsplit", "text, separator=none, maxsplit=-1", family: "text",
      summary:
        "pieces between separators as `split` gives them; of `maxsplit` separators the last ones count",
      example: "rsplit(\"a.b.c\", \".\", 1)", gives: "(\"a.b\", \"c\")", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let limit = try call.int(2)
      var rest = try call.text(0)[...]
      let most = limit < 0 ? Int.max : limit
      guard let separator = try call.optionalText(1) else { return .list(lastWords(rest, most)) }
      guard !separator.isEmpty else {
        throw Diagnostic(.value, "V08", "the separator is empty", argument: 1)
      }
      var pieces: [Value] = []
      while pieces.count < most, let range = lastRange(of: separator, in: rest) {
        pieces.append(.text(String(rest[range.upperBound...])))
        rest = rest[..<range.lowerBound]
      }
      return .list((pieces + [.text(String(rest))]).reversed())
    }
  }

  /// As `words`, from the end.
  private static func lastWords(_ text: Substring, _ most: Int) -> [Value] {
    var rest = text
    func trim() { while rest.last?.isWhitespace ?? false { rest.removeLast() } }
    var words: [Value] = []
    trim()
    while !rest.isEmpty, words.count < most {
      let start = rest.lastIndex(where: \.isWhitespace).map { rest.index(after: $0) } ?? rest.startIndex
      words.append(.text(String(rest[start...])))
      rest = rest[..<start]
      trim()
    }
    let left = rest.drop(while: \.isWhitespace)
    if !left.isEmpty { words.append(.text(String(left))) }
    return words.reversed()
  }

  private static var startsWith: BuiltIn {
    BuiltIn(
      "startswith", "text, prefix", family: "text", summary: "whether the text begins with `prefix`",
      example: "startswith(\"abc\", \"ab\")", gives: "true", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in .bool(try call.text(0).hasPrefix(try call.text(1))) }
  }

  private static var endsWith: BuiltIn {
    BuiltIn(
      "endswith", "text, suffix", family: "text", summary: "whether the text ends with `suffix`",
      example: "endswith(\"abc\", \"bc\")", gives: "true", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in .bool(try call.text(0).hasSuffix(try call.text(1))) }
  }

  private static var lines: BuiltIn {
    BuiltIn(
      "lines", "text", family: "text", summary: "the lines of a text, as a list", example: "lines(\"a\\nb\")",
      gives: "(\"a\", \"b\")", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      var lines = try call.text(0).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      if lines.last?.isEmpty ?? false { lines.removeLast() }
      return .list(lines.map { .text(String($0)) })
    }
  }

  private static var chars: BuiltIn {
    BuiltIn(
      "chars", "text", family: "text", summary: "the characters of a text, as a list",
      example: "chars(\"ab\")",
      gives: "(\"a\", \"b\")", section: "10.1", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in .list(try call.text(0).map { .text(String($0)) }) }
  }
}
