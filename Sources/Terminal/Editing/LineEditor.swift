@preconcurrency import CReadline
import CTerminal
import Formatting
import Glibc

/// Cells typed at a terminal, through GNU readline: history, search, completion, `~/.inputrc`.
@MainActor
final class LineEditor: CellReader {
  var completer: (String, Int) -> Completions = { _, _ in Completions(start: 0, candidates: []) }
  var ghost: ((String) -> String?)?
  private let historyPath: String?
  private let style: Style
  /// The lines of the cell before the one that is being typed.
  private var earlier = ""
  /// What stands before the first line of a cell, and before the others.
  private var prompts = (first: "", other: "")
  /// What the next line begins with.
  private var draft = Draft("")
  /// What stands below the line that is being typed.
  private var ghostLine: GhostLine?
  /// What the candidates that were found last are, by name.
  private var notes: [String: String] = [:]
  private static let historyLimit: Int32 = 5000

  /// readline keeps its state in global variables, so there is one editor, which its callbacks find here.
  static private(set) var active: LineEditor?

  init(historyPath: String?, style: Style) {
    self.historyPath = historyPath
    self.style = style
    setlocale(LC_ALL, "")
    if AmbiguousWidth.ofTerminal == .wide { gradus_set_wide_characters { AmbiguousWidth.isAmbiguous($0) } }
    rl_readline_name = UnsafePointer(strdup("gradus"))
    // Signals are answered between two keys, by `gradus_getc` and the hooks of a line.
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    rl_getc_function = { gradus_getc($0) }
    rl_basic_word_break_characters = UnsafePointer(strdup(" \t\n\"'`@$><=;|&{}()[],.+-*/^%:!?~"))
    rl_completer_word_break_characters = rl_basic_word_break_characters
    rl_completion_word_break_hook = {
      switch MainActor.assumeIsolated({ LineEditor.place }) {
      case .code: nil
      case .text: LineEditor.textBreaks
      case .file: LineEditor.fileBreaks
      }
    }
    rl_attempted_completion_function = { text, start, end in
      LineEditor.complete(text, Int(start), Int(end))
    }
    rl_completion_display_matches_hook = { matches, count, longest in
      MainActor.assumeIsolated { LineEditor.active?.list(matches, Int(count), Int(longest)) }
    }
    // Entries of several lines survive in the file only with a time stamp before each.
    history_comment_char = CChar(UInt8(ascii: "#"))
    history_write_timestamps = 1
    stifle_history(Self.historyLimit)
    if let historyPath { read_history(historyPath) }
    // What the terminal can do is asked here: once a redisplay function is set, readline does not ask any more.
    rl_initialize()
    EditingKeys.bind()
    LineEditor.active = self
  }

  func readCell(
    prompt: String, continuation: String, initial: Draft, isIncomplete: (String) -> Bool
  ) -> Input {
    earlier = ""
    prompts = (prompt, continuation)
    draft = initial
    rl_startup_hook = {
      MainActor.assumeIsolated { LineEditor.active?.prefill() }
      return 0
    }
    var text = ""
    while true {
      _ = gradus_take_interrupt()
      guard let line = readLine(after: text.isEmpty ? prompt : continuation) else {
        // Ctrl-D in the middle of a cell gives the cell up.
        if text.isEmpty { return .endOfInput }
        return .interrupted
      }
      if gradus_line_was_interrupted() { return .interrupted }
      text += (text.isEmpty ? "" : "\n") + line
      if text.allSatisfy(\.isWhitespace) { return .text("") }
      if !isIncomplete(text) {
        remember(text)
        return .text(text)
      }
      earlier = text + "\n"
    }
  }

  /// One line; nil at the end of the input.
  private func readLine(after prompt: String) -> String? {
    // The size may have changed while a cell ran.
    rl_reset_screen_size()
    startGhost(below: prompt)
    gradus_begin_line(
      gradus_line_hooks(
        leave: { MainActor.assumeIsolated { LineEditor.active?.leave() } },
        come_back: { MainActor.assumeIsolated { LineEditor.active?.comeBack() } },
        resize: { MainActor.assumeIsolated { LineEditor.active?.resize() } }))
    let read = readline(prompt)
    gradus_end_line()
    ghostLine?.clear()
    defer { free(read) }
    return read.map { String(cString: $0) }
  }

  /// Puts a text to edit into the line that is about to be read, once.
  private func prefill() {
    if !draft.text.isEmpty {
      rl_insert_text(draft.text)
      rl_point = Int32(draft.cursor)
    }
    draft = Draft("")
  }

  // MARK: Leaving the line for a while

  /// Readline's own redisplay, without the line below.
  private func withoutGhost(_ body: () -> Void) {
    let function = rl_redisplay_function
    rl_redisplay_function = rl_redisplay
    body()
    rl_redisplay_function = function
  }

  private func leave() {
    hideGhost()
    // The shell's message goes below the whole of what was typed.
    let cursor = rl_point
    rl_point = rl_end
    withoutGhost { rl_redisplay() }
    rl_deprep_term_function?()
    rl_point = cursor
  }

  private func comeBack() {
    rl_prep_term_function?(1)
    rl_reset_screen_size()
    ghostLine?.columns = style.width
    let lines = earlier.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for (i, line) in lines.enumerated() {
      let prompt = (i == 0 ? prompts.first : prompts.other).filter { $0 != "\u{1}" && $0 != "\u{2}" }
      Output.standard.write("\r\(prompt)\(line)\n")
    }
    rl_forced_update_display()
  }

  private func resize() {
    ghostLine?.columns = style.width
    hideGhost()
    // With a redisplay function of somebody else's readline would not find the line's beginning.
    withoutGhost { rl_resize_terminal() }
    showGhost()
  }

  // MARK: Below the line

  private func startGhost(below prompt: String) {
    guard ghost != nil, style.movesCursor else {
      rl_redisplay_function = rl_redisplay
      ghostLine = nil
      return
    }
    ghostLine = GhostLine(prompt: prompt, columns: style.width, paint: style.dim)
    rl_redisplay_function = {
      rl_redisplay()
      MainActor.assumeIsolated { LineEditor.active?.showGhost() }
    }
  }

  private func showGhost() {
    // While more keys are waiting, as in a paste, nobody could read it.
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard let ghost, rl_done == 0, poll(&waiting, 1, 0) == 0 else { return }
    let line = Self.line
    // A cell of several lines that came from the history is no line that has a line below it.
    guard !line.contains("\n") else { return }
    ghostLine?.show(ghost(earlier + line), before: Self.lineBeforeCursor, line: line)
  }

  private func hideGhost() {
    let line = Self.line
    if !line.contains("\n") { ghostLine?.show(nil, before: Self.lineBeforeCursor, line: line) }
  }

  /// What stands in the line, and the part of it before the cursor.
  static var line: String { rl_line_buffer.map { String(cString: $0) } ?? "" }
  static var lineBeforeCursor: String { String(decoding: line.utf8.prefix(Int(rl_point)), as: UTF8.self) }

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

  /// In texts, and in the name of a file after a command, signs such as `/` and `-` end no word.
  nonisolated(unsafe) private static let textBreaks = strdup("\"")
  nonisolated(unsafe) private static let fileBreaks = strdup(" ")

  private enum Place { case code, text, file }

  /// What the cursor stands in.
  private static var place: Place {
    let before = lineBeforeCursor
    return isFileCommand(before) ? .file : isInText(before) ? .text : .code
  }

  private static func isInText(_ before: String) -> Bool { before.count { $0 == "\"" } % 2 == 1 }
  private static func isFileCommand(_ before: String) -> Bool {
    before.hasPrefix(":load ") || before.hasPrefix(":save ")
  }

  private nonisolated static func complete(
    _ text: UnsafePointer<CChar>?, _ start: Int, _ end: Int
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let word = text.map { String(cString: $0) } ?? ""
    let line = rl_line_buffer.map { String(cString: $0) } ?? ""
    let matches = MainActor.assumeIsolated { LineEditor.active?.matches(word, line, start, end) }
    // nil lets readline complete file names.
    guard let matches else {
      if MainActor.assumeIsolated({ isInText(lineBeforeCursor) }) {
        rl_completion_append_character = Int32(UInt8(ascii: "\""))
      }
      return nil
    }
    rl_attempted_completion_over = 1
    guard !matches.isEmpty else { return nil }
    if let only = matches.first, matches.count == 1 {
      let isWhole = only.utf8.allSatisfy { $0 < 0x80 } && !only.hasSuffix("(") && !only.hasSuffix("=")
      let end = MainActor.assumeIsolated { isInText(lineBeforeCursor) } ? UInt8(ascii: "\"") : 32
      rl_completion_append_character = isWhole ? Int32(end) : 0
    }
    return list([commonPrefix(matches)] + (matches.count > 1 ? matches : []))
  }

  /// Candidates for the word at the cursor; nil where names of files may stand.
  private func matches(_ word: String, _ line: String, _ start: Int, _ end: Int) -> [String]? {
    let before = String(decoding: Array(line.utf8).prefix(start), as: UTF8.self)
    if Self.isFileCommand(before) { return nil }
    if Self.isInText(before) {
      let candidates = completer(earlier + before + word, (earlier + before + word).count).candidates
      notes = Dictionary(candidates.map { ($0.text, $0.note) }) { first, _ in first }
      return candidates.isEmpty ? nil : candidates.map(\.text)
    }
    if let backslash = word.lastIndex(of: "\\") {
      let symbols = self.symbols(String(word[word.index(after: backslash)...]))
      return symbols.map { word[..<backslash] + $0 }
    }
    let whole = earlier + before + word
    let candidates = completer(whole, whole.count).candidates
    notes = Dictionary(candidates.map { ($0.text, $0.note) }) { first, _ in first }
    // A symbol that begins no name turns into the way it is typed.
    if !candidates.contains(where: { $0.text.hasPrefix(word) }), let name = UnicodeNames.name(of: word) {
      return ["\\" + name]
    }
    return candidates.map(\.text)
  }

  /// What may stand in the place of a backslash and a name: the symbol, or the names that it begins.
  private func symbols(_ name: String) -> [String] {
    let names = UnicodeNames.table.keys.filter { $0.hasPrefix(name) }.sorted()
    if let symbol = UnicodeNames.table[name] ?? (names.count == 1 ? UnicodeNames.table[names[0]] : nil) {
      return [symbol]
    }
    notes = Dictionary(uniqueKeysWithValues: names.map { ("\\" + $0, UnicodeNames.table[$0] ?? "") })
    return names.map { "\\" + $0 }
  }

  /// Shows candidates below the line, each with what it is; only their names when there are many.
  private func list(
    _ matches: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int, _ longest: Int
  ) {
    ghostLine?.clear()
    let names = (1...max(1, count)).compactMap { matches?[$0].map { String(cString: $0) } }
    if names.count > Self.mostNoted || names.allSatisfy({ notes[$0, default: ""].isEmpty }) {
      rl_display_match_list(matches, Int32(count), Int32(longest))
    } else {
      let width = names.map { DisplayWidth.of($0) }.max() ?? 0
      let lines = names.map { name in
        let gap = String(repeating: " ", count: width - DisplayWidth.of(name) + 2)
        let note = DisplayWidth.truncate(notes[name] ?? "", to: max(1, style.width - width - 3))
        return name + gap + style.dim(note)
      }
      fflush(nil)
      Output.standard.write("\n" + lines.joined(separator: "\n") + "\n")
    }
    rl_on_new_line()
  }

  /// More candidates than this are listed in columns.
  private static let mostNoted = 20

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
