import Formatting
import Language

/// Text: padding, cases, kinds of characters, parts before and after.
enum TextShapes {
  static var all: [BuiltIn] {
    [
      padding("ljust", .left, "\"ab...\""), padding("rjust", .right, "\"...ab\""),
      padding("center", .center, "\"..ab.\""), zfill, title, capitalize, format,
      without("removeprefix", "prefix", "un", "\"done\"", from: \.startIndex),
      without("removesuffix", "suffix", "ne", "\"undo\"", from: \.endIndex),
      partition("partition", "(\"a\", \"=\", \"b=c\")", "first", last: false),
      partition("rpartition", "(\"a=b\", \"=\", \"c\")", "last", last: true),
    ] + kinds
  }

  private enum Side { case left, right, center }

  private static func padding(_ name: String, _ side: Side, _ gives: String) -> BuiltIn {
    let place =
      switch side {
      case .left: "on the right"
      case .right: "on the left"
      case .center: "on both sides"
      }
    return BuiltIn(
      name, "text, width, fill=none", family: "text",
      summary: "the text made `width` columns wide with blanks, or another character, \(place)",
      example: "\(name)(\"ab\", 5, \".\")", gives: gives, accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0), fill = try call.optionalText(2) ?? " "
      guard fill.count == 1 else {
        throw Diagnostic(.value, "V20", "`fill` is one character, not \(fill.count)", argument: 2)
      }
      let missing = try width(call) - DisplayWidth.of(text)
      guard missing > 0 else { return call[0] }
      // Python's rule for an odd blank: on the left of a text of even width.
      let half = missing / 2 + (missing % 2 & (try width(call)) % 2)
      let before = side == .left ? 0 : side == .right ? missing : half
      return .text(
        String(repeating: fill, count: before) + text + String(repeating: fill, count: missing - before))
    }
  }

  private static func width(_ call: Call) throws(Diagnostic) -> Int {
    let width = try call.int(1)
    guard width <= 1_000_000 else {
      throw Diagnostic(.value, "V20", "a width of \(width) is more than a million", argument: 1)
    }
    return width
  }

  private static var zfill: BuiltIn {
    BuiltIn(
      "zfill", "text, width", family: "text", summary: "the text with zeros in front, behind its sign",
      example: "zfill(\"-7\", 4)", gives: "\"-007\"", accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0)
      let sign = text.prefix { $0 == "-" || $0 == "+" }.prefix(1)
      let zeros = String(repeating: "0", count: max(0, try width(call) - text.count))
      return .text(sign + zeros + text.dropFirst(sign.count))
    }
  }

  private static var title: BuiltIn {
    BuiltIn(
      "title", "text", family: "text", summary: "the text with a capital at the start of every word",
      example: "title(\"hello wORLD\")", gives: "\"Hello World\"", accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      var result = ""
      var isInside = false
      for character in try call.text(0) {
        result += isInside ? character.lowercased() : titlecased(character)
        isInside = character.isLetter
      }
      return .text(result)
    }
  }

  private static var capitalize: BuiltIn {
    BuiltIn(
      "capitalize", "text", family: "text", summary: "the text with one capital, at its start",
      example: "capitalize(\"hello World\")", gives: "\"Hello world\"", accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0)
      return .text((text.first.map(titlecased) ?? "") + text.dropFirst().lowercased())
    }
  }

  /// `ß` → `Ss`, `ǆ` → `ǅ`: at the start of a word, which is not the same as a capital.
  private static func titlecased(_ character: Character) -> String {
    guard let first = character.unicodeScalars.first else { return "" }
    return first.properties.titlecaseMapping
      + String(String.UnicodeScalarView(character.unicodeScalars.dropFirst()))
  }

  private static var format: BuiltIn {
    BuiltIn(
      "format", "value, specification=none", family: "text",
      summary: "the value as {value:specification} shows it in a text; Python's mini-language",
      example: "format(3.14159, \">8.2f\")", gives: "\"    3.14\""
    ) { (call: inout Call) throws(Diagnostic) in
      .text(try Interpreter.format(call[0], try call.optionalText(1) ?? "", call.interpreter.display))
    }
  }

  private static func without(
    _ name: String, _ part: String, _ example: String, _ gives: String,
    from end: KeyPath<String, String.Index>
  ) -> BuiltIn {
    BuiltIn(
      name, "text, \(part)", family: "text", summary: "the text without `\(part)`, if it has it",
      example: "\(name)(\"undone\", \"\(example)\")", gives: gives, accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0), part = try call.text(1)
      if end == \.startIndex {
        return text.hasPrefix(part) ? .text(String(text.dropFirst(part.count))) : call[0]
      }
      return text.hasSuffix(part) ? .text(String(text.dropLast(part.count))) : call[0]
    }
  }

  private static func partition(_ name: String, _ gives: String, _ which: String, last: Bool) -> BuiltIn {
    BuiltIn(
      name, "text, separator", family: "text",
      summary: "(before, separator, after) at the \(which) separator; without one an end is empty",
      example: "\(name)(\"a=b=c\", \"=\")", gives: gives, accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0), separator = try call.text(1)
      guard !separator.isEmpty else {
        throw Diagnostic(.value, "V08", "the separator is empty", argument: 1)
      }
      let range = last ? text.ranges(of: separator).last : text.firstRange(of: separator)
      guard let range else {
        return .list(last ? [.text(""), .text(""), call[0]] : [call[0], .text(""), .text("")])
      }
      return .list([
        .text(String(text[..<range.lowerBound])), .text(separator), .text(String(text[range.upperBound...])),
      ])
    }
  }

  // MARK: Kinds of characters

  private static var kinds: [BuiltIn] {
    [
      kind("isdigit", "digits", "2024") {
        [.decimal, .digit].contains($0.unicodeScalars.first?.properties.numericType)
      },
      kind("isalpha", "letters", "abc") {
        $0.isLetter && $0.unicodeScalars.first?.properties.numericType == nil
      },
      kind("isalnum", "letters and digits", "a1") { $0.isLetter || $0.isNumber },
      kind("isspace", "white space", "  ") { $0.isWhitespace },
      cased("isupper", "capital", "A1") { $0.isUppercase },
      cased("islower", "small", "a1") { $0.isLowercase },
    ]
  }

  private static func kind(
    _ name: String, _ what: String, _ example: String, _ holds: @escaping (Character) -> Bool
  ) -> BuiltIn {
    BuiltIn(
      name, "text", family: "text", summary: "whether a text is made of \(what) only, and is not empty",
      example: "\(name)(\"\(example)\")", gives: "true", accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try call.text(0)
      return .bool(!text.isEmpty && text.allSatisfy(holds))
    }
  }

  private static func cased(
    _ name: String, _ what: String, _ example: String, _ holds: @escaping (Character) -> Bool
  ) -> BuiltIn {
    BuiltIn(
      name, "text", family: "text",
      summary: "whether a text has letters that come in two cases, and all of them are \(what)",
      example: "\(name)(\"\(example)\")", gives: "true", accepts: TextFunctions.isText
    ) { (call: inout Call) throws(Diagnostic) in
      let letters = try call.text(0).filter(\.isCased)
      return .bool(!letters.isEmpty && letters.allSatisfy(holds))
    }
  }
}
