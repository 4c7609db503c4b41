import Formatting

/// Where and how a chart is shown: nothing about the data.
public struct ChartStyle: Sendable, Equatable {
  /// Columns that no line exceeds. Less than 20 counts as 20, more than 1000 as 1000.
  public var width: Int
  /// Rows of the plot area at most, without title, axis and legend; it may take a few rows less so
  /// that ticks fall on rows at equal distances, and more where every category needs its own.
  public var height: Int
  /// What the cells of the plot are made of. `ascii`: only ASCII characters anywhere, apart from those
  /// in titles and labels.
  public var canvas: CanvasMode
  /// ANSI colours; the text without its escape sequences is the text without colour.
  public var color: Bool
  /// How many columns the terminal gives to characters of ambiguous width.
  public var ambiguous: AmbiguousWidth

  public init(
    width: Int = 80, height: Int = 16, canvas: CanvasMode = .braille, color: Bool = false,
    ambiguous: AmbiguousWidth = .narrow
  ) {
    self.width = width
    self.height = height
    self.canvas = canvas
    self.color = color
    self.ambiguous = ambiguous
  }

  /// The characters for a chart that may prefer a canvas of its own.
  func glyphs(preferring canvas: CanvasMode?) -> Glyphs {
    Glyphs(self.canvas == .ascii ? .ascii : canvas ?? self.canvas, ambiguous)
  }
}
