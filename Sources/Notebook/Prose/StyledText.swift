import Formatting

/// A piece of prose with the way it should look.
public struct StyledSpan: Sendable, Equatable {
  public enum Role: Sendable { case plain, heading, emphasis, strong, code, link, math, quote, rule }
  public var text: String
  public var role: Role
  public init(_ text: String, _ role: Role) {
    self.text = text
    self.role = role
  }
}

/// Breaking styled text into lines by display width.
enum StyledText {
  /// Spans of a paragraph; nil stands for a forced break.
  static func spans(_ inlines: [MarkdownInline], _ role: StyledSpan.Role = .plain) -> [StyledSpan?] {
    inlines.flatMap { inline -> [StyledSpan?] in
      switch inline {
      case .text(let text): [StyledSpan(text, role)]
      case .code(let text): [StyledSpan(text, .code)]
      case .math(let latex): [StyledSpan(MathText.unicode(latex), .math)]
      case .emphasis(let inner): spans(inner, role == .plain ? .emphasis : role)
      case .strong(let inner): spans(inner, .strong)
      case .link(let inner, let target):
        spans(inner, .link)
          + (target.hasPrefix("http") && Markdown.plain(inner) != target
            ? [StyledSpan(" (\(target))", .plain)] : [])
      case .image(let alternative, let target):
        [StyledSpan("[picture: \(alternative.isEmpty ? target : alternative)]", .link)]
      case .lineBreak: [nil]
      }
    }
  }

  /// A piece that is never broken, and whether a space stands before it.
  private struct Word {
    var pieces: [StyledSpan]
    var hasSpace: Bool
    var isBreak = false
    var width: Int { pieces.reduce(0) { $0 + DisplayWidth.of($1.text) } }
  }

  /// Words, broken at spaces and between wide characters.
  private static func words(_ spans: [StyledSpan?]) -> [Word] {
    var words: [Word] = []
    var current = Word(pieces: [], hasSpace: false)
    func end(hasSpace: Bool) {
      if !current.pieces.isEmpty { words.append(current) }
      current = Word(pieces: [], hasSpace: hasSpace || (current.pieces.isEmpty && current.hasSpace))
    }
    for span in spans {
      guard let span else {
        end(hasSpace: false)
        words.append(Word(pieces: [], hasSpace: false, isBreak: true))
        continue
      }
      var text = ""
      func take() {
        if !text.isEmpty { current.pieces.append(StyledSpan(text, span.role)) }
        text = ""
      }
      for character in span.text {
        if character == " " || character == "\n" || character == "\t" {
          take()
          end(hasSpace: true)
        } else if DisplayWidth.of(character) == 2, !closing.contains(character) {
          take()
          end(hasSpace: false)
          text.append(character)
          take()
        } else {
          // A letter after a wide character may begin a line too.
          if let last = current.pieces.last?.text.last, text.isEmpty, DisplayWidth.of(last) == 2,
            !closing.contains(character), !character.isPunctuation
          {
            end(hasSpace: false)
          }
          text.append(character)
        }
      }
      take()
    }
    end(hasSpace: false)
    return words
  }

  /// Wide marks that may not begin a line.
  private static let closing = Set("，。、；：！？）」』】》〉…")

  /// Lines of at most `width` columns; words that are longer are cut.
  static func wrap(_ spans: [StyledSpan?], width: Int) -> [[StyledSpan]] {
    let width = max(4, width)
    var lines: [[StyledSpan]] = [], line: [StyledSpan] = [], used = 0
    func end() {
      lines.append(line)
      (line, used) = ([], 0)
    }
    for word in words(spans) {
      if word.isBreak {
        end()
        continue
      }
      var pieces = word.pieces
      let space = word.hasSpace && used > 0 ? 1 : 0
      if used > 0, used + space + word.width > width {
        end()
      } else if space > 0 {
        append(" ", &line, pieces)
      }
      if used > 0 { used += space }
      while pieces.reduce(0, { $0 + DisplayWidth.of($1.text) }) > width {
        let (head, tail) = cut(pieces, at: width)
        line += head
        end()
        pieces = tail
      }
      line += pieces
      used += pieces.reduce(0) { $0 + DisplayWidth.of($1.text) }
    }
    if !line.isEmpty || lines.isEmpty { end() }
    return lines.map(merged)
  }

  /// A space looks like what stands on both sides of it.
  private static func append(_ space: String, _ line: inout [StyledSpan], _ next: [StyledSpan]) {
    line.append(StyledSpan(space, line.last?.role == next.first?.role ? line.last?.role ?? .plain : .plain))
  }

  private static func cut(_ pieces: [StyledSpan], at width: Int) -> ([StyledSpan], [StyledSpan]) {
    var head: [StyledSpan] = [], tail: [StyledSpan] = [], used = 0
    for piece in pieces {
      var first = "", second = ""
      for character in piece.text {
        let size = DisplayWidth.of(character)
        if second.isEmpty, tail.isEmpty, used + size <= width {
          first.append(character)
          used += size
        } else {
          second.append(character)
        }
      }
      if !first.isEmpty { head.append(StyledSpan(first, piece.role)) }
      if !second.isEmpty { tail.append(StyledSpan(second, piece.role)) }
    }
    return (head, tail)
  }

  /// Neighbours that look the same become one span.
  static func merged(_ line: [StyledSpan]) -> [StyledSpan] {
    var result: [StyledSpan] = []
    for span in line {
      if result.last?.role == span.role {
        result[result.count - 1].text += span.text
      } else {
        result.append(span)
      }
    }
    return result
  }

  static func width(_ line: [StyledSpan]) -> Int { line.reduce(0) { $0 + DisplayWidth.of($1.text) } }
}
