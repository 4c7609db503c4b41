@preconcurrency import CReadline
import CTerminal
import Glibc

/// Cells typed at a terminal, through GNU readline: history, search, completion, `~/.inputrc`.
@MainActor
final class LineEditor: CellReader {
  var completer: (String, Int) -> Completions = { _, _ in Completions(start: 0, candidates: []) }
  private let historyPath: String?
  /// The lines of the cell before the one that is being typed.
  private var earlier = ""
  /// What the next line begins with.
  private var prefilled = ""
  private static let historyLimit: Int32 = 5000

  /// readline keeps its state in global variables, so there is one editor, which its callbacks find here.
  private static var active: LineEditor?

  init(historyPath: String?) {
    self.historyPath = historyPath
    setlocale(LC_ALL, "")
    rl_readline_name = UnsafePointer(strdup("gradus"))
    rl_catch_signals = 0
    rl_getc_function = { gradus_getc($0) }
    rl_basic_word_break_characters = UnsafePointer(strdup(" \t\n\"'`@$><=;|&{}()[],.+-*/^%:!?~"))
    rl_completer_word_break_characters = rl_basic_word_break_characters
    rl_attempted_completion_function = { text, start, end in
      LineEditor.complete(text, Int(start), Int(end))
    }
    // Entries of several lines survive in the file only with a time stamp before each.
    history_comment_char = CChar(UInt8(ascii: "#"))
    history_write_timestamps = 1
    stifle_history(Self.historyLimit)
    if let historyPath { read_history(historyPath) }
    LineEditor.active = self
  }

  func readCell(
    prompt: String, continuation: String, initial: String, isIncomplete: (String) -> Bool
  ) -> Input {
    earlier = ""
    prefilled = initial
    rl_startup_hook = {
      MainActor.assumeIsolated { LineEditor.active?.prefill() }
      return 0
    }
    var text = ""
    while true {
      _ = gradus_take_interrupt()
      guard let line = readline(text.isEmpty ? prompt : continuation) else {
        // Ctrl-D in the middle of a cell gives the cell up.
        if text.isEmpty { return .endOfInput }
        return .interrupted
      }
      defer { free(line) }
      if gradus_line_was_interrupted() { return .interrupted }
      text += (text.isEmpty ? "" : "\n") + String(cString: line)
      if text.allSatisfy(\.isWhitespace) { return .text("") }
      if !isIncomplete(text) {
        remember(text)
        return .text(text)
      }
      earlier = text + "\n"
    }
  }

  /// Puts a text to edit into the line that is about to be read, once.
  private func prefill() {
    if !prefilled.isEmpty { rl_insert_text(prefilled) }
    prefilled = ""
  }

  /// Adds a cell to the history, and to its file at once: a killed process loses nothing.
  private func remember(_ text: String) {
    if history_length > 0, let last = history_get(history_base + history_length - 1),
      String(cString: last.pointee.line) == text
    {
      return
    }
    add_history(text)
    add_history_time("#\(time(nil))")
    guard let historyPath else { return }
    if append_history(1, historyPath) != 0 { write_history(historyPath) }
    history_truncate_file(historyPath, Self.historyLimit)
  }

  // MARK: Completion

  private nonisolated static func complete(
    _ text: UnsafePointer<CChar>?, _ start: Int, _ end: Int
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let word = text.map { String(cString: $0) } ?? ""
    let line = rl_line_buffer.map { String(cString: $0) } ?? ""
    let matches = MainActor.assumeIsolated { LineEditor.active?.matches(word, line, start, end) }
    // nil lets readline complete file names, which is right inside quotes.
    guard let matches else { return nil }
    rl_attempted_completion_over = 1
    guard !matches.isEmpty else { return nil }
    if let only = matches.first, matches.count == 1 {
      rl_completion_append_character = only.hasSuffix("(") || only.hasSuffix("=") ? 0 : 32
    }
    return list([commonPrefix(matches)] + (matches.count > 1 ? matches : []))
  }

  /// Candidates for the word at the cursor; nil inside a text.
  private func matches(_ word: String, _ line: String, _ start: Int, _ end: Int) -> [String]? {
    let before = String(decoding: Array(line.utf8).prefix(start), as: UTF8.self)
    if before.filter({ $0 == "\"" }).count % 2 == 1 { return nil }
    if before.hasSuffix("\\"), let symbol = UnicodeNames.table[word] {
      // `\alpha` turns into α: the backslash before the word is taken away.
      rl_delete_text(Int32(start) - 1, Int32(start))
      rl_point -= 1
      return [symbol]
    }
    let whole = earlier + before + word
    return completer(whole, whole.count).candidates.map(\.text)
  }

  private nonisolated static func commonPrefix(_ texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    return texts.dropFirst().reduce(first) { prefix, text in
      String(zip(prefix, text).prefix { $0 == $1 }.map(\.0))
    }
  }

  /// An array of C strings as readline frees it.
  private nonisolated static func list(_ texts: [String]) -> UnsafeMutablePointer<
    UnsafeMutablePointer<CChar>?
  >? {
    let size = (texts.count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
    guard let memory = malloc(size) else { return nil }
    let array = memory.bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: texts.count + 1)
    for (i, text) in texts.enumerated() { array[i] = strdup(text) }
    array[texts.count] = nil
    return array
  }
}
