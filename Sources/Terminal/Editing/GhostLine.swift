import CTerminal
import Formatting
import Glibc

/// One dim line below the line that is being typed. The cursor comes back to where it was.
@MainActor
struct GhostLine {
  /// Columns of the prompt.
  private let promptWidth: Int
  /// Columns of the terminal.
  var columns: Int
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
    guard columns > 20, Self.isSure(line) else { return }
    let end = place(after: line), cursor = place(after: before)
    // At the very margin terminals differ in where the cursor stands.
    guard end.column < columns, cursor.column < columns || before == line else { return }
    let below = end.row - cursor.row
    var output = below > 0 ? "\u{1B}[\(below)B" : ""
    output += "\r\n\u{1B}[K" + (text.map { paint(DisplayWidth.truncate($0, to: columns - 1)) } ?? "")
    output += "\u{1B}[\(below + 1)A\r" + (cursor.column > 0 ? "\u{1B}[\(cursor.column)C" : "")
    isShown = text != nil
    fflush(nil)
    _ = output.withCString { Glibc.write(STDOUT_FILENO, $0, strlen($0)) }
  }

  /// Row and column behind the prompt and a text: what does not fit on a row goes to the next one whole.
  private func place(after text: String) -> (row: Int, column: Int) {
    var row = promptWidth / columns, column = promptWidth % columns
    for character in text {
      let width = DisplayWidth.of(character)
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
    }
    return (row, column)
  }

  /// Whether readline, which puts the cursor there again, counts the columns of a text as we do. It counts code
  /// points, so that it goes wrong with emoji that are joined of several.
  private static func isSure(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 }
      || text.allSatisfy { character in
        let columns = character.unicodeScalars.reduce(0) { $0 + Int(gradus_character_columns($1.value)) }
        return columns == DisplayWidth.of(character)
      }
  }

  /// Takes the line away when readline has moved on to where it stands.
  mutating func clear() {
    guard isShown else { return }
    isShown = false
    fflush(nil)
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
