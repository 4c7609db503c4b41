/// Why a chart cannot be made from what was given. Each case carries its evidence.
public enum ChartError: Error, Sendable, Equatable {
  /// Two columns that must have the same length and have not.
  case lengths(left: String, Int, right: String, Int)
  /// Bars need one edge more than heights.
  case edgeCount(edges: Int, heights: Int)
  /// The edge at `index` is not finite, or not greater than the one before it.
  case edges(index: Int, value: Double)
  /// A histogram was asked for with a number of bins outside `allowed`.
  case bins(Int, allowed: ClosedRange<Int>)
  /// A matrix whose values do not fill its rows and columns, or one with too many of them.
  case matrix(rows: Int, columns: Int, values: Int)
  /// A value that cannot be, such as a negative width; `wanted` says what it must be.
  case value(String, Double, wanted: String)
  /// A text that is no date.
  case date(String)
  /// A stored field that is missing or of another type.
  case field(String)
  /// A stored series of a kind that there is not.
  case kind(String)
}
