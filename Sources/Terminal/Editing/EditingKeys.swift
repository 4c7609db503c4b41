@preconcurrency import CReadline

/// Keys for cells of several lines: the arrows go from line to line inside one, and to other cells of the history
/// at its first and last; Home and End go to the ends of a line, and from there to those of the cell; Meta-Return
/// begins another line. What `~/.inputrc` binds otherwise stays so.
@MainActor
enum EditingKeys {
  static func bind() {
    for keys in ["\\e[A", "\\eOA"] {
      replace("previous-history", at: keys) { count, key in
        MainActor.assumeIsolated { EditingKeys.goUp() ? 0 : rl_get_previous_history(count, key) }
      }
    }
    for keys in ["\\e[B", "\\eOB"] {
      replace("next-history", at: keys) { count, key in
        MainActor.assumeIsolated { EditingKeys.goDown() ? 0 : rl_get_next_history(count, key) }
      }
    }
    for keys in ["\\C-a", "\\e[H", "\\eOH", "\\e[1~"] {
      replace("beginning-of-line", at: keys) { count, key in
        MainActor.assumeIsolated { EditingKeys.goToStart() ? 0 : rl_beg_of_line(count, key) }
      }
    }
    for keys in ["\\C-e", "\\e[F", "\\eOF", "\\e[4~"] {
      replace("end-of-line", at: keys) { count, key in
        MainActor.assumeIsolated { EditingKeys.goToEnd() ? 0 : rl_end_of_line(count, key) }
      }
    }
    // By default it would change to the keys of vi, without a word.
    replace("vi-editing-mode", at: "\\e\\C-m") { _, _ in rl_insert_text("\n") >= 0 ? 0 : 1 }
  }

  /// Binds keys anew that still do what readline itself has them do.
  private static func replace(
    _ name: String, at keys: String, _ command: @escaping @convention(c) (Int32, Int32) -> Int32
  ) {
    var bytes = [CChar](repeating: 0, count: 2 * keys.utf8.count + 1), length: Int32 = 0
    guard rl_translate_keyseq(keys, &bytes, &length) == 0,
      let bound = rl_function_of_keyseq_len(bytes, Int(length), nil, nil), let own = rl_named_function(name),
      unsafeBitCast(bound, to: Int.self) == unsafeBitCast(own, to: Int.self)
    else { return }
    rl_bind_keyseq(keys, command)
  }

  /// Moves the cursor to the line above, in the same column as far as there is one.
  private static func goUp() -> Bool {
    let before = LineEditor.lineBeforeCursor.split(separator: "\n", omittingEmptySubsequences: false)
    guard before.count > 1 else { return false }
    let above = before[before.count - 2], column = before[before.count - 1].count
    rl_point -= Int32(before[before.count - 1].utf8.count + 1 + above.dropFirst(column).utf8.count)
    return true
  }

  /// Moves the cursor to the start of its line; false when it is there.
  private static func goToStart() -> Bool {
    let before = LineEditor.lineBeforeCursor.split(separator: "\n", omittingEmptySubsequences: false)
    guard before.count > 1, let own = before.last, !own.isEmpty else { return false }
    rl_point -= Int32(own.utf8.count)
    return true
  }

  private static func goToEnd() -> Bool {
    let after = LineEditor.line.utf8.dropFirst(LineEditor.lineBeforeCursor.utf8.count)
    guard let end = after.firstIndex(of: UInt8(ascii: "\n")), end != after.startIndex else { return false }
    rl_point += Int32(after.distance(from: after.startIndex, to: end))
    return true
  }

  private static func goDown() -> Bool {
    let before = LineEditor.lineBeforeCursor, line = LineEditor.line
    let after = line.utf8.dropFirst(before.utf8.count)
      .split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
    guard after.count > 1 else { return false }
    let column = before.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0
    let below = String(decoding: Array(after[1]), as: UTF8.self)
    rl_point += Int32(after[0].count + 1 + below.prefix(column).utf8.count)
    return true
  }
}
