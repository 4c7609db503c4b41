/// What a reader typed.
public enum Input: Equatable {
  /// A whole cell, its lines joined by newlines.
  case text(String)
  /// Ctrl-C: what was typed is gone, nothing else is.
  case interrupted
  /// Ctrl-D, or the end of a file.
  case endOfInput
}

/// A text that is given to the reader to edit.
struct Draft {
  var text: String
  /// Where the cursor stands, in bytes of UTF-8.
  var cursor: Int
  /// Something is missing where the cursor stands.
  var isToBeFilled = false

  /// The cursor stands at the end.
  init(_ text: String) {
    self.text = text
    cursor = text.utf8.count
  }

  /// The cursor stands where the first `blank` was, if there is one.
  init(_ text: String, filling blank: String) {
    self.init(text)
    guard let range = text.firstRange(of: blank) else { return }
    cursor = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    self.text.removeSubrange(range)
    isToBeFilled = true
  }
}

/// Completions of a line at the cursor.
struct Completions {
  struct Candidate {
    var text: String
    var note: String
  }
  /// Character offset of what they replace.
  var start: Int
  var candidates: [Candidate]
}

/// Where cells come from.
@MainActor
protocol CellReader: AnyObject {
  /// Completions of a text at a character offset.
  var completer: (String, Int) -> Completions { get set }
  /// What is shown below a cell while it is typed, for its text up to now; nil shows nothing.
  var ghost: ((String) -> String?)? { get set }

  /// Reads lines until they make a whole cell. `initial` stands there already, to be edited.
  func readCell(prompt: String, continuation: String, initial: Draft, isIncomplete: (String) -> Bool)
    -> Input
}
