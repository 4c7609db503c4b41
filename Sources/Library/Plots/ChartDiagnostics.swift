import Formatting
import Language
import Plotting

/// Runs charting code, its errors turned into the language's.
func charting<T>(_ body: () throws(ChartError) -> T) throws(Diagnostic) -> T {
  do {
    return try body()
  } catch {
    throw Diagnostic(error)
  }
}

extension Diagnostic {
  /// A chart's error as the language reports it.
  init(_ error: ChartError) {
    switch error {
    case .lengths(let left, let leftCount, let right, let rightCount):
      self.init(
        .shape, "S30", "`\(left)` has \(Self.values(leftCount)) and `\(right)` has \(rightCount)",
        hints: ["both need one value for each point"])
    case .edgeCount(let edges, let heights):
      self.init(.shape, "S30", "\(heights) bars need \(heights + 1) edges, and there are \(edges)")
    case .edges(let index, let value):
      self.init(
        .value, "V11", "value \(index), \(Numbers.general(value, 6)), is not larger than the one before it")
    case .bins(let bins, let allowed):
      self.init(.value, "V12", "\(bins) bins: choose from \(allowed.lowerBound) to \(allowed.upperBound)")
    case .matrix(let rows, let columns, let values):
      self.init(.shape, "S30", "\(Self.values(values)) can't be \(rows) rows of \(columns)")
    case .value(let name, let value, let wanted):
      self.init(.value, "V13", "`\(name)` is \(Numbers.general(value, 6)), and must be \(wanted)")
    case .date(let text):
      self.init(
        .value, "V14", "\"\(text)\" is no date", hints: ["write dates as 2024-03-15 or 2024-03-15T06:30"])
    case .field, .kind: self = ChartArchive.damaged
    }
  }

  private static func values(_ count: Int) -> String {
    "\(Numbers.grouped(count)) \(count == 1 ? "value" : "values")"
  }
}
