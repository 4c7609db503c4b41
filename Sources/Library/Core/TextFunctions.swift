import Language
import Tensors

/// Text: splitting, joining, searching. Characters are grapheme clusters.
enum TextFunctions {
  static var all: [BuiltIn] {
    [
      split, join, strip, replace, find, simple("upper", "in capitals", "\"ABC\"") { $0.uppercased() },
      simple("lower", "in small letters", "\"abc\"") { $0.lowercased() }, startsWith, endsWith, lines, chars,
      bytes,
    ]
  }

  private static func isText(_ value: Value) -> Bool {
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
      "split", "text, separator=none", family: "text",
      summary: "pieces between separators; at white space by default",
      example: "split(\"a b  c\")", gives: "(\"a\", \"b\", \"c\")", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0)
      guard let separator = try call.optionalText(1) else {
        return .list(text.split(whereSeparator: \.isWhitespace).map { .text(String($0)) })
      }
      guard !separator.isEmpty else {
        throw Diagnostic(
          .value, "V08", "the separator is empty", hints: ["chars(text) gives the characters"], argument: 1)
      }
      return .list(
        text.split(separator: separator, omittingEmptySubsequences: false).map { .text(String($0)) })
    }
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

  private static var strip: BuiltIn {
    BuiltIn(
      "strip", "text, characters=none", family: "text",
      summary: "the text without white space, or the given characters, at its ends",
      example: "strip(\"  a \")", gives: "\"a\"", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      var view = Substring(try call.text(0))
      let set = try call.optionalText(1).map { Set($0) }
      let drops: (Character) -> Bool = { set?.contains($0) ?? $0.isWhitespace }
      while let first = view.first, drops(first) { view.removeFirst() }
      while let last = view.last, drops(last) { view.removeLast() }
      return .text(String(view))
    }
  }

  private static var replace: BuiltIn {
    BuiltIn(
      "replace", "text, old, new", family: "text", summary: "the text with every `old` replaced by `new`",
      example: "replace(\"aab\", \"a\", \"x\")", gives: "\"xxb\"", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let old = try call.text(1)
      return .text(old.isEmpty ? try call.text(0) : try call.text(0).replacing(old, with: try call.text(2)))
    }
  }

  private static var find: BuiltIn {
    BuiltIn(
      "find", "text, part", family: "text", summary: "position of the first occurrence, or -1",
      example: "find(\"abc\", \"c\")", gives: "2", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0)
      guard let range = text.firstRange(of: try call.text(1)) else { return .int(-1) }
      return .int(text.distance(from: text.startIndex, to: range.lowerBound))
    }
  }

  private static var startsWith: BuiltIn {
    BuiltIn(
      "starts_with", "text, prefix", family: "text", summary: "whether the text begins with `prefix`",
      example: "starts_with(\"abc\", \"ab\")", gives: "true", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in .bool(try call.text(0).hasPrefix(try call.text(1))) }
  }

  private static var endsWith: BuiltIn {
    BuiltIn(
      "ends_with", "text, suffix", family: "text", summary: "whether the text ends with `suffix`",
      example: "ends_with(\"abc\", \"bc\")", gives: "true", accepts: isText
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

  private static var bytes: BuiltIn {
    BuiltIn(
      "bytes", "text", family: "text", summary: "the UTF-8 bytes of a text, as an i64 tensor",
      shapes: "text → [n]",
      example: "bytes(\"é\")", gives: "[195, 169]  i64[2]", section: "10.1", accepts: isText
    ) { (call: inout Call) throws(Diagnostic) in
      let bytes = Array(try call.text(0).utf8).map { Int($0) }
      return .tensor(Tensor(bytes, [bytes.count]))
    }
  }
}
