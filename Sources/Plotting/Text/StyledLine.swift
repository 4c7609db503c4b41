import Formatting

/// A line of text whose parts have colours. Colours take no room, so widths are measured here and not on
/// text with escape sequences.
struct StyledLine {
  private(set) var pieces: [(text: String, color: Int)] = []

  init(_ text: String = "", color: Int = Ink.noColor) { append(text, color: color) }

  /// Neighbours of one colour share their escape sequences.
  mutating func append(_ text: String, color: Int = Ink.noColor) {
    if text.isEmpty { return }
    if let last = pieces.last, last.color == color {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append((text, color))
    }
  }

  mutating func append(_ line: StyledLine) {
    for piece in line.pieces { append(piece.text, color: piece.color) }
  }

  func width(_ ambiguous: AmbiguousWidth) -> Int { pieces.reduce(0) { $0 + ambiguous.width($1.text) } }

  /// Without spaces at the end.
  var trimmed: StyledLine {
    var result = self
    while let last = result.pieces.last {
      guard let end = last.text.lastIndex(where: { $0 != " " }) else {
        result.pieces.removeLast()
        continue
      }
      result.pieces[result.pieces.count - 1].text = String(last.text[...end])
      break
    }
    return result
  }

  /// As it is written to a terminal.
  func text(color: Bool) -> String {
    trimmed.pieces.reduce(into: "") { $0 += Palette.paint($1.text, $1.color, enabled: color) }
  }
}

extension String {
  /// Text from outside on one line, without spaces around it: control characters would break the
  /// layout, or the terminal.
  var onOneLine: String {
    let rest = withoutControls.drop { $0 == " " }
    guard let last = rest.lastIndex(where: { $0 != " " }) else { return "" }
    return String(rest[...last])
  }

  /// With spaces in the place of control characters and line breaks.
  var withoutControls: String {
    String(
      map { character in
        character.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
          ? " " : character
      })
  }
}
