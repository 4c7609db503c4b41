import Formatting

extension StatisticsError {
  /// Stable, for `:explain`.
  public var code: String {
    switch self {
    case .parameter: "M01"
    case .level: "M02"
    case .formula(let error): error.code
    case .hypothesis(let error): error.code
    case .noRows: "M20"
    case .noColumns: "M21"
    case .infinite: "M22"
    case .lengthMismatch: "M23"
    case .tooFew: "M24"
    case .constantSample: "M25"
    case .dependentConstraints: "M26"
    }
  }

  /// The conflict in one sentence, lower case, without a full stop.
  public var message: String {
    switch self {
    case .parameter(let distribution, let name, let value, let requirement):
      return
        "`\(name)` of the \(distribution) distribution must be \(requirement), not \(Numbers.general(value, 6))"
    case .level(let name, let value):
      return "`\(name)` must be between 0 and 1, not \(Numbers.general(value, 6))"
    case .formula(let error), .hypothesis(let error): return error.message
    case .noRows(let dropped):
      return dropped == 0
        ? "the table has no rows to fit"
        : "no rows are left: a value is missing in each of the \(Numbers.grouped(dropped))"
    case .noColumns: return "the formula has no columns to the right of `~`"
    case .infinite(let column, let row): return "`\(column)` is infinite in row \(row)"
    case .lengthMismatch(let what, let length, let expected):
      return "\(what) has \(Numbers.grouped(length)) values, expected \(Numbers.grouped(expected))"
    case .tooFew(let what, let count, let needed):
      return "\(what) needs at least \(needed) values, there \(count == 1 ? "is 1" : "are \(count)")"
    case .constantSample(let what): return "\(what) is not defined for a sample in which all values are equal"
    case .dependentConstraints(let count, let rank):
      return
        "only \(rank) of the \(count) constraints can be tested: the others follow from them or contradict them"
    }
  }

  /// What to do, one sentence each.
  public var hints: [String] {
    switch self {
    case .formula(let error), .hypothesis(let error): error.hints
    case .infinite: ["the logarithm of 0 is infinite; drop such rows or add a constant first"]
    default: []
    }
  }
}

extension FormulaError {
  public var code: String {
    switch kind {
    case .syntax: "M10"
    case .noTilde: "M11"
    case .unknownColumn: "M12"
    case .unknownFunction: "M13"
    case .unsupported: "M14"
    case .notNumeric: "M15"
    case .categoricalResponse: "M16"
    case .unknownLevel: "M17"
    case .tooManyLevels: "M18"
    case .notLinear: "M19"
    case .tooLong, .tooDeep: "M27"
    }
  }

  public var message: String {
    switch kind {
    case .syntax(let expected, let found): return "expected \(expected), found \(found)"
    case .noTilde: return "a formula has the form `response ~ terms`; there is no `~`"
    case .unknownColumn(let name, let names):
      let shown = names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
      return "no column `\(name)`; there is " + (names.isEmpty ? "none" : shown)
        + (names.count > 20 ? " and \(names.count - 20) more" : "")
    case .unknownFunction(let name, _): return "no function `\(name)` in formulas"
    case .unsupported(let what): return "\(what) is not supported in formulas"
    case .notNumeric(let name): return "`\(name)` is text; numbers are needed here"
    case .categoricalResponse(let name): return "the response `\(name)` is text; it must be numbers"
    case .unknownLevel(let level, let factor, let levels):
      let known = levels.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      return "`\(factor)` has no level `\(level)`; its levels are \(known)" + (levels.count > 8 ? ", …" : "")
    case .tooManyLevels(let name, let count):
      return "`\(name)` has \(Numbers.grouped(count)) different values, too many for a category"
    case .notLinear: return "a hypothesis is linear in the coefficients: sums of coefficients times numbers"
    case .tooLong: return "the formula is longer than \(Numbers.grouped(FormulaLimits.length)) bytes"
    case .tooDeep: return "the formula is nested more than \(FormulaLimits.depth) levels deep"
    }
  }

  public var hints: [String] {
    switch kind {
    case .unknownColumn(let name, let names), .unknownFunction(let name, let names):
      let near = NearNames.best(for: name, among: names)
      if !near.isEmpty { return ["did you mean `\(near[0])`?"] }
      if case .unknownFunction = kind { return ["there are " + names.joined(separator: ", ")] }
      return []
    case .notNumeric(let name): return ["a category is written C(\(name))"]
    case .tooManyLevels(let name, _): return ["numbers are used as they are without C(…): \(name)"]
    default: return []
    }
  }
}

/// Bounds on what is accepted from outside.
enum FormulaLimits {
  static let length = 100_000
  static let depth = 100
  static let levels = 10_000
  /// Variables in one interaction: its categories have 2ⁿ subsets.
  static let factors = 12
  /// Entries of a design matrix: 2 GiB of doubles.
  static let entries = 1 << 28
}
