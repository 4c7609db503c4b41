import Glibc
import Tables

extension Expression {
  /// The expression's value in every row: the column itself for a name, real numbers or booleans otherwise.
  func column(in table: Table, _ source: String) throws(FormulaError) -> Column {
    switch self {
    case .column(let name, let range), .quoted(let name, _, let range):
      guard let column = table[name] else {
        throw FormulaError(.unknownColumn(name, names: table.names), in: source, at: range)
      }
      return column
    case .group(let inner), .call("I", let inner, _): return try inner.column(in: table, source)
    case .binary(let symbol, let a, let b) where Self.comparisons.contains(symbol):
      let x = try a.values(table, source), y = try b.values(table, source)
      let missing = MissingMask(zip(x, y).map { $0.isNaN || $1.isNaN })
      return .bool(zip(x, y).map { Self.compare(symbol, $0, $1) }, missing: missing)
    default: return .f64(try values(table, source))
    }
  }

  private static let comparisons = ["<", "<=", ">", ">=", "==", "!="]

  private static func compare(_ symbol: String, _ x: Double, _ y: Double) -> Bool {
    switch symbol {
    case "<": x < y
    case "<=": x <= y
    case ">": x > y
    case ">=": x >= y
    case "==": x == y
    default: x != y
    }
  }

  private func values(_ table: Table, _ source: String) throws(FormulaError) -> [Double] {
    switch self {
    case .number(let x): return [Double](repeating: x, count: table.rowCount)
    case .column(let name, let range), .quoted(let name, _, let range):
      guard let values = try column(in: table, source).doubles else {
        throw FormulaError(.notNumeric(name), in: source, at: range)
      }
      return values
    case .negative(let inner): return try inner.values(table, source).map { -$0 }
    case .group(let inner): return try inner.values(table, source)
    case .binary(let symbol, let a, let b):
      if Self.comparisons.contains(symbol) { return try column(in: table, source).doubles ?? [] }
      return try Self.combine(symbol, a.values(table, source), b.values(table, source))
    case .call(let name, let argument, _):
      return try Self.apply(FormulaFunction.plain(name), argument.values(table, source))
    }
  }

  private static func combine(_ symbol: String, _ x: [Double], _ y: [Double]) -> [Double] {
    switch symbol {
    case "+": zip(x, y).map { $0 + $1 }
    case "-": zip(x, y).map { $0 - $1 }
    case "*": zip(x, y).map { $0 * $1 }
    case "/": zip(x, y).map { $0 / $1 }
    default: zip(x, y).map { $1 == 2 ? $0 * $0 : pow($0, $1) }
    }
  }

  private static func apply(_ function: String, _ x: [Double]) -> [Double] {
    switch function {
    case "log": x.map { log($0) }
    case "log2": x.map { log2($0) }
    case "log10": x.map { log10($0) }
    case "log1p": x.map { log1p($0) }
    case "exp": x.map { exp($0) }
    case "expm1": x.map { expm1($0) }
    case "sqrt": x.map { $0.squareRoot() }
    case "abs": x.map { abs($0) }
    case "sin": x.map { sin($0) }
    case "cos": x.map { cos($0) }
    case "tanh": x.map { tanh($0) }
    default: x
    }
  }
}
