/// Why a format such as `8.3f` cannot be read or does not suit a value.
public enum FormatError: Error, Sendable, Equatable {
  /// The part of `format` from offset `at` (in characters) on is no part of a format.
  case unexpected(format: String, at: Int)
  /// A width or precision above `limit`.
  case tooLarge(format: String, limit: Int)
  /// A type or option that the kind of value has no use for: `d` for text, a precision for an integer.
  case unsuitable(option: String, kind: Kind)
  /// The integer is no Unicode character (type `c`).
  case notACharacter(Int)

  public enum Kind: String, Sendable { case number, integer, text }
}
