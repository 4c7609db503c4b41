import Formatting
import Language

/// A value that is drawn again and again in its place while a cell runs, as a loss curve during training.
///
/// It knows what is on the screen, and gives what has to be written to change that. Where nobody can move a
/// cursor nothing is drawn until the cell ends: a pipe gets one plot, not hundreds.
struct LiveFrame {
  /// What was shown last; nil before anything was.
  private(set) var value: Value?
  /// Lines on the screen.
  private var lines = 0
  private var drawn: ContinuousClock.Instant?
  /// Whether the value has changed since.
  private var isStale = false
  /// Printed text has not ended its line yet: nothing can be drawn below it.
  private var isLineOpen = false

  /// A figure that changes faster is not seen, and would cost more than the training.
  static let interval = Duration.milliseconds(40)

  mutating func show(_ value: Value) {
    self.value = value
    isStale = true
  }

  /// Whether it is time for another picture.
  func isDue(at now: ContinuousClock.Instant = .now) -> Bool {
    isStale && !isLineOpen && drawn.map { now - $0 >= Self.interval } ?? true
  }

  /// What puts `text` where the one before it stood; nothing when it is taller than the screen, where no cursor gets
  /// back to its first line.
  mutating func draw(_ text: String, rows: Int, at now: ContinuousClock.Instant = .now) -> String {
    drawn = now
    isStale = false
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    if new.count >= rows { return erase() }
    // Each line is cleared behind its text, and what is left of a longer figure below.
    let up = lines > 0 ? "\u{1B}[\(lines)A\r" : ""
    lines = new.count
    return up + new.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J"
  }

  /// What takes it off the screen.
  mutating func erase() -> String {
    defer { lines = 0 }
    return lines > 0 ? "\u{1B}[\(lines)A\r\u{1B}[J" : ""
  }

  /// What prints `text` above it; the figure comes back with the next frame.
  mutating func print(_ text: String) -> String {
    let shown = erase() + text
    isLineOpen = !text.hasSuffix("\n")
    isStale = value != nil
    drawn = nil
    return shown
  }

  /// What leaves `text` on the screen for good.
  mutating func finish(_ text: String) -> String {
    let start = isLineOpen ? "\n" : ""
    // Drawn as it is, however tall.
    return start + (lines > 0 && !isStale ? "" : erase() + text + "\n")
  }
}
