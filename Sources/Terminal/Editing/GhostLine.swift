@preconcurrency import CReadline
import Formatting
import Glibc

/// One dim line below the line that is being typed. The cursor comes back to where it was.
@MainActor
struct GhostLine {
  /// Columns of the prompt.
  private let promptWidth: Int
  private let columns: Int
  private let paint: (String) -> String
  private var isShown = false

  init(prompt: String, columns: Int, paint: @escaping (String) -> String) {
    promptWidth = DisplayWidth.of(Self.visible(prompt))
    self.columns = columns
    self.paint = paint
  }

  /// Draws `text` below the input, or takes away what stands there.
  /// - Parameters:
  ///   - before: what was typed, up to the cursor.
  ///   - line: all of it.
  mutating func show(_ text: String?, before: String, line: String) {
    guard text != nil || isShown else { return }
    let end = promptWidth + DisplayWidth.of(line), cursor = promptWidth + DisplayWidth.of(before)
    // At the very margin terminals differ in where the cursor stands.
    guard columns > 20, end % columns != 0, cursor % columns != 0 || cursor == end else { return }
    let below = end / columns - cursor / columns
    var output = below > 0 ? "\u{1B}[\(below)B" : ""
    output += "\r\n\u{1B}[K" + (text.map { paint(DisplayWidth.truncate($0, to: columns - 1)) } ?? "")
    output += "\u{1B}[\(below + 1)A\r" + (cursor % columns > 0 ? "\u{1B}[\(cursor % columns)C" : "")
    isShown = text != nil
    fflush(stdout)
    _ = output.withCString { Glibc.write(STDOUT_FILENO, $0, strlen($0)) }
  }

  /// Takes the line away when readline has moved on to where it stands.
  mutating func clear() {
    guard isShown else { return }
    isShown = false
    fflush(stdout)
    _ = "\u{1B}[J".withCString { Glibc.write(STDOUT_FILENO, $0, strlen($0)) }
  }

  /// A prompt without colours and readline's marks around them.
  private static func visible(_ prompt: String) -> String {
    var result = "", isHidden = false
    for character in prompt {
      switch character {
      case "\u{01}": isHidden = true
      case "\u{02}": isHidden = false
      default: if !isHidden { result.append(character) }
      }
    }
    return result
  }
}
