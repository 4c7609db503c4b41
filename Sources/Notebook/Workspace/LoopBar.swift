import Formatting
import Language

/// The line that says how far a long loop is, below what the cell has printed. It comes after half a second and goes
/// with the loop.
struct LoopBar {
  typealias Instant = ContinuousClock.Instant

  /// When the cell began.
  private var start: Instant
  /// The loop that was last heard of, when it was first seen, and how far it was then.
  private var loop: LoopProgress?
  private var seen: Instant
  private var first = 0
  private var isOnScreen = false
  /// Printed text has not ended its line yet: nothing can be drawn below it.
  private var isLineOpen = false

  /// What ends sooner is over before anybody would have read it.
  static let delay = Duration.milliseconds(500)
  /// A cell without a loop of known length says that it runs, and how it is stopped.
  static let runningDelay = Duration.seconds(2)

  init(at start: Instant = .now) { (self.start, seen) = (start, start) }

  /// What has to be written now that the loop is so far.
  mutating func look(_ progress: LoopProgress?, _ display: DisplayOptions, at now: Instant = .now) -> String {
    note(progress, now)
    guard !isLineOpen, let line = line(display, now) else { return erase() }
    isOnScreen = true
    return "\r\(line)\u{1B}[K"
  }

  private mutating func note(_ progress: LoopProgress?, _ now: Instant) {
    if let progress, let loop, progress.id == loop.id, progress.done >= loop.done {
      return self.loop = progress
    }
    (loop, seen, first) = (progress, now, progress?.done ?? 0)
  }

  private func line(_ display: DisplayOptions, _ now: Instant) -> String? {
    if let loop {
      // A loop that starts again and again is not worth a line of its own.
      guard now - seen >= Self.delay else { return nil }
      return Self.text(loop, since: first, seconds: (now - seen).seconds, display)
    }
    guard now - start >= Self.runningDelay else { return nil }
    let dot = display.ascii ? "-" : "·"
    return Self.paint(
      "  running \(dot) \(Self.clock((now - start).seconds)) \(dot) Ctrl-C stops it", "2", display)
  }

  /// What takes it off the screen.
  mutating func erase() -> String {
    defer { isOnScreen = false }
    return isOnScreen ? "\r\u{1B}[K" : ""
  }

  /// What prints `text` above it; the bar comes back when the loop is next heard of.
  mutating func print(_ text: String) -> String {
    defer { if !text.isEmpty { isLineOpen = !text.hasSuffix("\n") } }
    return erase() + text
  }

  // MARK: The line

  /// `  fit  ━━━━━━━━╸───  312/1000 · 31% · 4.2 it/s · 0:22 left`
  /// - Parameters:
  ///   - first: how far the loop was when it was first seen, `seconds` ago.
  static func text(
    _ loop: LoopProgress, since first: Int, seconds: Double, _ display: DisplayOptions
  ) -> String {
    let share = loop.count > 0 ? min(1, Double(loop.done) / Double(loop.count)) : 1
    // As much as there is room for, the most telling first. The last columns are left for the `^C` that terminals show.
    let room = min(display.width, 100) - 4
    let label =
      loop.label.isEmpty
      ? "" : DisplayWidth.truncate(loop.label, to: 20, ellipsis: display.ascii ? "..." : "…") + "  "
    var parts = ["\(Int(share * 100))%"]
    var rest = room - 2 - DisplayWidth.of(label) - 8
    for (isFirst, part) in details(loop, since: first, seconds: seconds) {
      guard parts.joined(separator: " · ").count + part.count + 3 <= rest else { break }
      if isFirst { parts.insert(part, at: 0) } else { parts.append(part) }
    }
    let numbers = parts.joined(separator: display.ascii ? " - " : " · ")
    rest = room - 2 - DisplayWidth.of(label) - numbers.count - 2
    return "  \(label)" + bar(share, width: max(4, min(24, rest)), display) + "  \(numbers)"
  }

  /// The count, which stands before the per cent, the time that is left and the speed.
  private static func details(
    _ loop: LoopProgress, since first: Int, seconds: Double
  ) -> [(isFirst: Bool, text: String)] {
    var parts: [(isFirst: Bool, text: String)] = []
    if loop.count < 1_000_000 { parts.append((true, "\(loop.done)/\(loop.count)")) }
    let rounds = Double(loop.done - first)
    guard rounds > 0, seconds > 0 else { return parts }
    let speed = rounds / seconds
    parts.append((false, speed >= 1 ? "\(short(speed)) it/s" : "\(short(1 / speed)) s/it"))
    parts.append((false, "\(clock(Double(loop.count - loop.done) / speed)) left"))
    return parts
  }

  private static func bar(_ share: Double, width: Int, _ display: DisplayOptions) -> String {
    if display.ascii {
      let full = Int(share * Double(width - 2))
      return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: width - 2 - full) + "]"
    }
    let halves = Int(share * Double(2 * width))
    let filled = String(repeating: "━", count: halves / 2) + (halves % 2 == 1 ? "╸" : "")
    let empty = String(repeating: "─", count: width - (halves + 1) / 2)
    return paint(filled, "32", display) + paint(empty, "2", display)
  }

  private static func paint(_ text: String, _ code: String, _ display: DisplayOptions) -> String {
    display.color && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Two digits, with a letter for thousands and millions.
  private static func short(_ number: Double) -> String {
    switch number {
    case ..<10: Numbers.fixed(number, 1)
    case ..<10_000: Numbers.fixed(number, 0)
    case ..<1_000_000: "\(Numbers.fixed(number / 1000, 0))k"
    case ..<10_000_000: "\(Numbers.fixed(number / 1_000_000, 1))M"
    default: "\(Numbers.fixed(number / 1_000_000, 0))M"
    }
  }

  /// `0:22`, `1:02:03`.
  static func clock(_ seconds: Double) -> String {
    guard seconds < 360_000 else { return "days" }
    let all = Int(seconds), two = { (n: Int) in n < 10 ? "0\(n)" : "\(n)" }
    let minutes = all / 60 % 60
    return all < 3600 ? "\(minutes):\(two(all % 60))" : "\(all / 3600):\(two(minutes)):\(two(all % 60))"
  }
}
