import Glibc

/// One line on a terminal that says how far something is, and goes away. Nothing in a pipe or on a dumb terminal.
public final class Progress {
  private let output: Output
  private let isShown: Bool
  private var isOnScreen = false

  public init(_ output: Output, descriptor: Int32 = STDERR_FILENO) {
    self.output = output
    let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    isShown = isatty(descriptor) == 1 && terminal != "dumb" && getenv("ACCESSIBLE") == nil
  }

  public func show(_ text: String) {
    guard isShown else { return }
    output.write("\r\u{1B}[K\(text)")
    isOnScreen = true
  }

  public func clear() {
    if isOnScreen { output.write("\r\u{1B}[K") }
    isOnScreen = false
  }
}
