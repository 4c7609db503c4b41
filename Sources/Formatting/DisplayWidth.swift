/// The one width function: how many terminal columns a text takes.
///
/// East Asian Wide and Fullwidth characters and emoji take two columns, combining marks none
/// (Unicode Standard Annex #11). Ambiguous-width characters take one, or two where the reader has said so.
public enum DisplayWidth {
  /// Columns of `text`, grapheme by grapheme. Control characters count as none.
  public static func of(_ text: String) -> Int {
    AmbiguousWidth.ofTerminal.width(text)
  }

  /// Columns of one grapheme cluster: the width of its first scalar, or 2 for an emoji sequence.
  public static func of(_ character: Character) -> Int { AmbiguousWidth.ofTerminal.width(character) }

  /// Columns where ambiguous characters take one.
  static func narrow(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    // A variation selector 16 asks for the emoji presentation.
    if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    return of(first)
  }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x20 || (0x7f..<0xa0).contains(value) { return 0 }
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// Blocks whose characters are Wide or Fullwidth in EastAsianWidth.txt.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x1F200...0x1F265,
    0x20000...0x3FFFD,
  ]

  /// `text` followed (or, with `right`, preceded) by spaces up to `width` columns.
  public static func pad(_ text: String, to width: Int, right: Bool = false) -> String {
    AmbiguousWidth.ofTerminal.pad(text, to: width, right: right)
  }

  /// `text` cut to at most `width` columns, its end an ellipsis when something was cut and the
  /// ellipsis itself fits.
  public static func truncate(_ text: String, to width: Int, ellipsis: String = "…") -> String {
    AmbiguousWidth.ofTerminal.truncate(text, to: width, ellipsis: ellipsis)
  }
}
