import Foundation

/// The rules that `docs/language.md` prints in its ```ebnf blocks.
struct Grammar {
  indirect enum Node {
    case choice([Node])
    case sequence([Node])
    case repetition(Node)
    case optional(Node)
    /// `'if'`
    case terminal(String)
    /// `'a' … 'z'`
    case span(Unicode.Scalar, Unicode.Scalar)
    /// `? what has no symbols ?`
    case words(String)
    case rule(String)
  }

  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  private(set) var rules: [String: Node] = [:]
  /// Names of the rules in the order of the page.
  private(set) var order: [String] = []

  /// The rules of the page.
  static func language() throws -> Grammar {
    let page = URL(filePath: #filePath).appending(path: "../../../../docs/language.md").standardized
    let text = try String(contentsOf: page, encoding: .utf8)
    let blocks = text.components(separatedBy: "```ebnf\n").dropFirst()
    return try Grammar(blocks.compactMap { $0.components(separatedBy: "```").first }.joined(separator: "\n"))
  }

  init(_ text: String) throws {
    var reader = Reader(tokens: try Self.tokens(text))
    while let (name, node) = try reader.rule() {
      guard rules.updateValue(node, forKey: name) == nil else { throw Mistake(description: "\(name) twice") }
      order.append(name)
    }
    for node in rules.values {
      for name in Self.mentioned(node) where rules[name] == nil && !["newline", "line-break"].contains(name) {
        throw Mistake(description: "no rule `\(name)`")
      }
    }
  }

  subscript(name: String) -> Node { rules[name] ?? .sequence([]) }

  static func children(_ node: Node) -> [Node] {
    switch node {
    case .choice(let nodes), .sequence(let nodes): nodes
    case .repetition(let inner), .optional(let inner): [inner]
    case .terminal, .span, .words, .rule: []
    }
  }

  private static func mentioned(_ node: Node) -> [String] {
    if case .rule(let name) = node { return [name] }
    return children(node).flatMap(mentioned)
  }

  // MARK: Reading

  /// Names, quoted terminals with their quotes, `? … ?`, and symbols. Comments are left out.
  private static func tokens(_ text: String) throws -> [String] {
    var tokens: [String] = []
    var rest = text[...]
    func take(_ count: Int) {
      tokens.append(String(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if rest.hasPrefix("(*") {
        guard let end = rest.firstRange(of: "*)") else { throw Mistake(description: "open comment") }
        rest = rest[end.upperBound...]
      } else if first == "'" || first == "?" {
        // A quote is the terminal of `'''`.
        guard let end = rest.dropFirst(2).firstIndex(of: first) else {
          throw Mistake(description: "open \(first)")
        }
        take(rest.distance(from: rest.startIndex, to: end) + 1)
      } else if first.isLetter {
        take(rest.prefix { $0.isLetter || $0 == "-" }.count)
      } else {
        take(1)
      }
    }
    return tokens
  }

  private struct Reader {
    let tokens: [String]
    var index = 0

    init(tokens: [String]) { self.tokens = tokens }

    var current: String { index < tokens.count ? tokens[index] : "" }
    var isAtRule: Bool { index + 1 < tokens.count && tokens[index + 1] == "=" }

    mutating func rule() throws -> (String, Node)? {
      guard index < tokens.count else { return nil }
      guard isAtRule else { throw Mistake(description: "a rule begins with its name, not with \(current)") }
      let name = current
      index += 2
      return (name, try choice())
    }

    mutating func choice() throws -> Node {
      var alternatives = [try sequence()]
      while current == "|" {
        index += 1
        alternatives.append(try sequence())
      }
      return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    mutating func sequence() throws -> Node {
      var items: [Node] = []
      while !["", "|", ")", "]", "}"].contains(current), !isAtRule { items.append(try item()) }
      return items.count == 1 ? items[0] : .sequence(items)
    }

    mutating func item() throws -> Node {
      let token = current
      index += 1
      switch token {
      case "(": return try closed(")")
      case "[": return .optional(try closed("]"))
      case "{": return .repetition(try closed("}"))
      case _ where token.hasPrefix("'"): return try quoted(token)
      case _ where token.hasPrefix("?"):
        return .words(token.trimmingCharacters(in: CharacterSet(charactersIn: "? ")))
      case _ where token.first?.isLetter ?? false: return .rule(token)
      default: throw Mistake(description: "`\(token)` means nothing here")
      }
    }

    mutating func closed(_ closer: String) throws -> Node {
      let inner = try choice()
      guard current == closer else { throw Mistake(description: "\(closer) is missing before \(current)") }
      index += 1
      return inner
    }

    mutating func quoted(_ token: String) throws -> Node {
      let text = String(token.dropFirst().dropLast())
      guard current == "…" else { return .terminal(text) }
      index += 1
      let end = current.dropFirst().dropLast()
      index += 1
      guard let low = text.unicodeScalars.first, let high = end.unicodeScalars.first else {
        throw Mistake(description: "an empty span")
      }
      return .span(low, high)
    }
  }
}
