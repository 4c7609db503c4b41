/// A figure that is drawn again in its place while a computation runs.
///
/// The owner of a terminal writes what `frame` and `finish` give. Where there is no terminal, frames are
/// empty and only the last figure is written: a pipe gets one plot, not hundreds.
public struct LiveFigure: Sendable {
  /// Whether the output understands cursor movements.
  private let isTerminal: Bool
  private let style: ChartStyle
  /// Lines of the figure that is on the screen.
  private var shown = 0
  private var last: Figure?

  public init(isTerminal: Bool, style: ChartStyle) {
    self.isTerminal = isTerminal
    self.style = style
  }

  /// What has to be written so that `figure` stands where the one before it stood.
  public mutating func frame(_ figure: Figure) -> String {
    last = figure
    return isTerminal ? redrawn(figure) : ""
  }

  /// What has to be written at the end: nothing on a terminal, where the last frame stays; elsewhere the
  /// last figure.
  public mutating func finish() -> String {
    guard let figure = last else { return "" }
    last = nil
    shown = 0
    return isTerminal ? "" : figure.text(style) + "\n"
  }

  private mutating func redrawn(_ figure: Figure) -> String {
    let lines = figure.text(style).split(separator: "\n", omittingEmptySubsequences: false)
    // Up to the first line; each line is cleared behind its text, and what is left of a longer figure below.
    let up = shown > 0 ? "\u{1B}[\(shown)A\r" : ""
    shown = lines.count
    return up + lines.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J"
  }
}
