import Formatting
import Glibc
import Notebook

/// The table of `gradus session list`.
public enum SessionTable {
  /// One line a session: the digits that name it, its name, its folder, how many cells, when it was used, how large.
  public static func text(_ sessions: [SessionSummary], width: Int) -> String {
    let head = ["ID", "NAME", "FOLDER", "CELLS", "LAST USED", "SIZE"]
    var rows = sessions.map { session in
      [
        session.id, name(session), folder(session), session.cells.map { "\($0)" } ?? "?",
        session.isOpen ? "open now" : Moment(seconds: session.used).text, Numbers.bytes(session.bytes),
      ]
    }
    // The folder gives way, and its beginning first: its end says more.
    let others = head.indices.filter { $0 != 2 }
    let fixed = others.reduce(2 * (head.count - 1)) { sum, i in sum + columns(([head] + rows).map { $0[i] }) }
    for i in rows.indices { rows[i][2] = shortened(rows[i][2], to: max(12, width - fixed)) }
    let widths = head.indices.map { i in columns(([head] + rows).map { $0[i] }) }
    return ([head] + rows).map { row in
      var line = ""
      for (i, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[i] - DisplayWidth.of(cell))
        let isNumber = i == 3 || i == 5
        line += (i > 0 ? "  " : "") + (isNumber ? gap + cell : i == row.count - 1 ? cell : cell + gap)
      }
      return line + "\n"
    }.joined()
  }

  private static func columns(_ texts: [String]) -> Int { texts.map { DisplayWidth.of($0) }.max() ?? 0 }

  private static func shortened(_ text: String, to width: Int) -> String {
    var rest = Substring(text)
    guard DisplayWidth.of(text) > width else { return text }
    while DisplayWidth.of(String(rest)) > width - 3, !rest.isEmpty { rest.removeFirst() }
    return "..." + rest
  }

  /// Walkthroughs are told apart by reader, not by the file that stands beside.
  private static func name(_ session: SessionSummary) -> String {
    guard session.name.hasPrefix("teach-"), let file = session.folder?.split(separator: "/").last else {
      return session.name
    }
    let safe = file.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "_" }
    return session.name.hasSuffix("-" + safe) ? String(session.name.dropLast(safe.count + 1)) : session.name
  }

  /// The folder with `~` for the reader's own.
  public static func folder(_ session: SessionSummary) -> String {
    session.folder.map { shortened($0) } ?? "?"
  }

  /// A path with `~` for the reader's own folder.
  public static func shortened(_ path: String) -> String {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    return !home.isEmpty && (path == home || path.hasPrefix(home + "/"))
      ? "~" + path.dropFirst(home.count) : path
  }

  public static func json(_ session: SessionSummary) -> JSONValue {
    .object([
      ("id", .string(session.id)), ("name", .string(session.name)),
      ("folder", session.folder.map { .string($0) } ?? .null),
      ("cells", session.cells.map { .int($0) } ?? .null),
      ("used", .string(Moment(seconds: session.used).iso)), ("bytes", .int(session.bytes)),
      ("open", .bool(session.isOpen)), ("file", .string(session.path)),
    ])
  }
}

/// A moment as people write it, in the local time.
public struct Moment {
  private let seconds: Int
  public init(seconds: Int) { self.seconds = seconds }

  /// `today 14:03`, `2026-11-28 09:15`
  public var text: String {
    let day = format("%Y-%m-%d"), time = format("%H:%M")
    return day == Moment(seconds: Glibc.time(nil)).format("%Y-%m-%d") ? "today \(time)" : "\(day) \(time)"
  }

  /// `20261128-091502`, for names.
  public var compact: String { format("%Y%m%d-%H%M%S") }

  /// `2026-11-28T09:15:02+0100`
  public var iso: String { format("%Y-%m-%dT%H:%M:%S%z") }

  private func format(_ pattern: String) -> String {
    var moment = time_t(seconds), parts = tm()
    guard localtime_r(&moment, &parts) != nil else { return "?" }
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, pattern, &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
