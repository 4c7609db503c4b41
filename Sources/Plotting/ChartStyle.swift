/// Where and how a chart is shown: nothing about the data.
public struct ChartStyle: Sendable, Equatable {
  /// Columns that no line exceeds. Less than 20 counts as 20, more than 1000 as 1000.
  public var width: Int
  /// Rows of the plot area at most, without title, axis and legend; it may take a few rows less so
  /// that ticks fall on rows at equal distances. Between 3 and 300.
  public var height: Int
  /// Only ASCII characters, apart from those in titles and labels.
  public var ascii: Bool
  /// ANSI colours; the text without its escape sequences is the text without colour.
  public var color: Bool

  public init(width: Int = 72, height: Int = 16, ascii: Bool = false, color: Bool = false) {
    self.width = width
    self.height = height
    self.ascii = ascii
    self.color = color
  }
}
