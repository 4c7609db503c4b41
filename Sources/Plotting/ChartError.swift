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
}
