/// What the numbers along an axis mean.
public enum AxisScale: Sendable, Equatable {
  case linear
  /// Values that are not positive are left out, and that is said.
  case log
  /// Days since 1970-01-01.
  case date
  /// Names at 0, 1, 2, …; along the vertical axis the first is at the top.
  case categories([String])
  /// Rows and columns of a matrix by their number; along the vertical axis 0 is at the top.
  case indices
  /// Exactly the range of the data, with these labels at these places.
  case places([Double], [String])

  var isLog: Bool { self == .log }
  /// Every whole number has cells of its own.
  var isSlotted: Bool {
    switch self {
    case .categories, .indices: true
    default: false
    }
  }

  /// The names, where there are categories.
  public var categoryNames: [String]? {
    if case .categories(let names) = self { names } else { nil }
  }
}
