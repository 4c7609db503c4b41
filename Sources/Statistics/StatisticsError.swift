/// What can go wrong in this module, with the evidence. `StatisticsError+Text.swift` puts each into words.
public enum StatisticsError: Error, Sendable, Equatable {
  /// A distribution's parameter is outside its range: `requirement` completes "must be …".
  case parameter(distribution: String, name: String, value: Double, requirement: String)
  /// A confidence level or significance outside (0, 1).
  case level(name: String, value: Double)

  /// A formula that cannot be read, or does not fit its table.
  case formula(FormulaError)
  /// A hypothesis such as `x = 1` that cannot be read, or names no coefficient.
  case hypothesis(FormulaError)

  /// Nothing is left after rows with missing values were dropped.
  case noRows(dropped: Int)
  /// The formula describes no column at all: `y ~ 0`.
  case noColumns
  /// A value that is infinite where least squares needs a number. Rows count from 0.
  case infinite(column: String, row: Int)
  /// Columns or a response of a length that does not fit the others.
  case lengthMismatch(what: String, length: Int, expected: Int)
  /// A sample too small for what is asked of it.
  case tooFew(what: String, count: Int, needed: Int)
  /// A sample in which nothing varies, so that the figure is 0/0.
  case constantSample(what: String)
  /// The constraints of a joint test contradict or repeat one another.
  case dependentConstraints(count: Int, rank: Int)
}

/// A mistake inside a short text (a formula, a hypothesis) and where it is.
public struct FormulaError: Error, Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// The text does not follow the grammar; `expected` completes "expected …".
    case syntax(expected: String, found: String)
    case noTilde
    case unknownColumn(String, names: [String])
    case unknownFunction(String, names: [String])
    case unsupported(String)
    /// Text where numbers are needed.
    case notNumeric(String)
    case categoricalResponse(String)
    case unknownLevel(String, factor: String, levels: [String])
    case tooManyLevels(String, count: Int)
    /// A constraint in which coefficients are multiplied with each other.
    case notLinear
    case tooLong
    case tooDeep
  }

  public let kind: Kind
  public let source: String
  /// UTF-8 byte offsets in `source`.
  public let range: Range<Int>

  public init(_ kind: Kind, in source: String, at range: Range<Int>) {
    self.kind = kind
    self.source = source
    self.range = range
  }
}
