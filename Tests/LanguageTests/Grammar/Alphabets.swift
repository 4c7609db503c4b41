@testable import Language

extension Recogniser {
  /// For the tokens of a program, as the lexer gives them.
  static func tokens(of grammar: Grammar, _ tape: Tape<Token>, _ source: Tape<SourceText>) -> Recogniser {
    func kind(_ wanted: TokenKind...) -> Matcher {
      Matcher { wanted.contains(tape.symbols[$0].kind) }
    }
    let alphabet = Alphabet(
      terminals: { text in
        let wanted = Self.tokenKind(text)
        // `model` and `by` are names to the lexer.
        guard wanted == .name else { return [kind(wanted)] }
        return [
          Matcher {
            tape.symbols[$0].kind == .name && source.symbols[0].slice(tape.symbols[$0].range) == text
          }
        ]
      },
      span: { _, _ in kind() },
      words: { _ in Matcher(isCondition: true) { !tape.symbols[$0].followsBreak } },
      rules: [
        "text": .sequence([
          .rule("text start"), .repetition(.choice([.rule("piece"), .rule("value")])), .rule("text end"),
        ]),
        "value": .sequence([
          .rule("value start"), .rule("expression"), .optional(.rule("format")), .rule("value end"),
        ]),
      ],
      symbols: [
        "name": kind(.name), "number": kind(.integer, .float), "superscript": kind(.superscript),
        "newline": kind(.newline), "keyword": Matcher { tape.symbols[$0].kind.isKeyword },
        "text start": kind(.textStart), "text end": kind(.textEnd), "piece": kind(.textPiece),
        "value start": kind(.interpolationStart), "value end": kind(.interpolationEnd),
        "format": kind(.format),
      ])
    return Recogniser(grammar, start: "program", alphabet)
  }

  private static func tokenKind(_ text: String) -> TokenKind {
    var lexer = Lexer(SourceText(name: "terminal", text: text))
    lexer.run()
    // A closing bracket alone is a mistake.
    return [")": .rightParen, "]": .rightBracket, "}": .rightBrace][text] ?? lexer.tokens[0].kind
  }

  /// For the characters of one token.
  static func characters(of grammar: Grammar, start: String, _ tape: Tape<Unicode.Scalar>) -> Recogniser {
    func character(_ matches: @escaping (Unicode.Scalar) -> Bool) -> Matcher {
      Matcher { matches(tape.symbols[$0]) }
    }
    let alphabet = Alphabet(
      terminals: { text in text.unicodeScalars.map { wanted in character { $0 == wanted } } },
      span: { low, high in character { (low...high).contains($0) } },
      words: { words in
        switch words {
        case Words.letter: character { $0.properties.isXIDStart }
        case Words.mark: character { $0.properties.isXIDContinue && $0 != "·" }
        default: character { !"\n\"\\{}".unicodeScalars.contains($0) }
        }
      },
      rules: [
        "piece": .repetition(.choice([.rule("plain"), .rule("escape")])),
        "long piece": .repetition(
          .choice([.rule("plain"), .rule("escape"), .rule("line-break"), .terminal("\"")])),
        "suffix of format": .sequence([.terminal(":"), .rule("format")]),
      ],
      symbols: ["line-break": character { $0 == "\n" }])
    return Recogniser(grammar, start: start, alphabet)
  }

  /// The symbols that a recogniser looks at; they change, the recogniser stays.
  final class Tape<Symbol> {
    var symbols: [Symbol] = []
  }
}

/// Whether the page's rules make a program: its tokens in their order, and each token of its characters.
struct LanguageRules {
  private let tokens = Recogniser.Tape<Token>()
  private let source = Recogniser.Tape<SourceText>()
  private let characters = Recogniser.Tape<Unicode.Scalar>()
  private let program: Recogniser
  private let ofTokens: [TokenKind: Recogniser]
  private let longPiece: Recogniser

  init(_ grammar: Grammar) {
    program = .tokens(of: grammar, tokens, source)
    let rules: [(TokenKind, String)] = [
      (.name, "name"), (.integer, "number"), (.float, "number"), (.superscript, "superscript"),
      (.textPiece, "piece"), (.format, "suffix of format"),
    ]
    let characters = characters
    ofTokens = Dictionary(
      uniqueKeysWithValues: rules.map { ($0, .characters(of: grammar, start: $1, characters)) })
    longPiece = .characters(of: grammar, start: "long piece", characters)
  }

  /// Whether the tokens follow each other as the rules say; false for what the lexer refuses.
  func make(_ text: String) -> Bool {
    let text = SourceText(name: "program", text: text)
    var lexer = Lexer(text)
    lexer.run()
    guard lexer.failure == nil else { return false }
    source.symbols = [text]
    tokens.symbols = lexer.tokens
    return program.accepts(count: lexer.tokens.count - 1)
  }

  /// The first token whose characters no rule makes.
  func strangeToken(in text: String) -> String? {
    let text = SourceText(name: "program", text: text)
    var lexer = Lexer(text)
    lexer.run()
    var isLong: [Bool] = []
    for token in lexer.tokens {
      let slice = text.slice(token.range)
      switch token.kind {
      case .textStart: isLong.append(slice.count == 3)
      case .textEnd: isLong.removeLast()
      default: break
      }
      let isInLong = token.kind == .textPiece && isLong.last == true
      guard let rules = isInLong ? longPiece : ofTokens[token.kind] else { continue }
      // `.match` is a name to the lexer, and a keyword to the rules.
      if token.kind == .name, TokenKind.keywords[slice] != nil { continue }
      if token.kind == .name, slice == "_" || slice == "π" { continue }
      characters.symbols = Array(slice.unicodeScalars)
      if !rules.accepts(count: characters.symbols.count) { return slice }
    }
    return nil
  }
}
