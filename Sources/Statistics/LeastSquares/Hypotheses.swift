/// Linear constraints on coefficients, such as `x = 1, 2*a - b = 0`: weights · b = value, one row each.
struct Hypotheses {
  /// One row of p weights for each constraint.
  let weights: [[Double]]
  let values: [Double]

  /// Reads constraints separated by commas; without `=` an expression is compared with 0, and `a = b = c` is
  /// two constraints. `const` and `Intercept` mean the same unless both are columns.
  /// - Throws: `.hypothesis` with the place of the mistake.
  init(_ source: String, names: [String]) throws(StatisticsError) {
    do throws(FormulaError) {
      var parser = HypothesisParser(source, names, try FormulaLexer.tokens(source, knownNames: names))
      var rows: [LinearForm] = []
      repeat { rows += try parser.constraint() } while parser.cursor.take(",")
      if parser.cursor.token.kind != .end { throw parser.cursor.unexpected("`,`, `=` or an operator") }
      weights = rows.map(\.weights)
      values = rows.map { -$0.constant }
    } catch {
      throw .hypothesis(error)
    }
  }
}

/// weights · b + constant.
private struct LinearForm {
  var weights: [Double]
  var constant: Double

  var isConstant: Bool { weights.allSatisfy { $0 == 0 } }

  func scaled(by factor: Double) -> LinearForm {
    LinearForm(weights: weights.map { $0 * factor }, constant: constant * factor)
  }

  static func + (a: LinearForm, b: LinearForm) -> LinearForm {
    LinearForm(weights: zip(a.weights, b.weights).map { $0 + $1 }, constant: a.constant + b.constant)
  }
}

private struct HypothesisParser {
  var cursor: FormulaCursor
  private let names: [String]

  init(_ source: String, _ names: [String], _ tokens: [FormulaToken]) {
    cursor = FormulaCursor(source, tokens)
    self.names = names
  }

  /// One constraint, or several for a chain of `=`; each form equals 0.
  mutating func constraint() throws(FormulaError) -> [LinearForm] {
    let start = cursor.token.range
    var left = try sum(), result: [LinearForm] = []
    while cursor.take("=") || cursor.take("==") {
      let right = try sum()
      result.append(left + right.scaled(by: -1))
      left = right
    }
    if result.isEmpty { result = [left] }
    if result.contains(where: \.isConstant) {
      throw FormulaError(
        .syntax(expected: "a coefficient", found: "a constraint without one"), in: cursor.source,
        at: start.lowerBound..<cursor.token.range.lowerBound)
    }
    return result
  }

  private mutating func sum() throws(FormulaError) -> LinearForm {
    var left = try product()
    while true {
      if cursor.take("+") {
        left = left + (try product())
      } else if cursor.take("-") {
        left = left + (try product()).scaled(by: -1)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(FormulaError) -> LinearForm {
    var left = try unary()
    while true {
      let range = cursor.token.range
      if cursor.take("*") {
        let right = try unary()
        if left.isConstant {
          left = right.scaled(by: left.constant)
        } else if right.isConstant {
          left = left.scaled(by: right.constant)
        } else {
          throw FormulaError(.notLinear, in: cursor.source, at: range)
        }
      } else if cursor.take("/") {
        let right = try unary()
        guard right.isConstant, right.constant != 0 else {
          throw FormulaError(.notLinear, in: cursor.source, at: range)
        }
        left = left.scaled(by: 1 / right.constant)
      } else {
        return left
      }
    }
  }

  private mutating func unary() throws(FormulaError) -> LinearForm {
    var sign = 1.0
    while true {
      if cursor.take("-") { sign = -sign } else if !cursor.take("+") { break }
    }
    return try atom().scaled(by: sign)
  }

  private mutating func atom() throws(FormulaError) -> LinearForm {
    let token = cursor.token
    switch token.kind {
    case .number(let x) where x.isFinite:
      cursor.advance()
      return LinearForm(weights: names.map { _ in 0 }, constant: x)
    case .name(let name):
      cursor.advance()
      guard let index = index(of: name) else {
        throw FormulaError(.unknownColumn(name, names: names), in: cursor.source, at: token.range)
      }
      return LinearForm(weights: names.indices.map { $0 == index ? 1 : 0 }, constant: 0)
    case .symbol("("):
      cursor.advance()
      // `self` is captured whole: nesting is counted here rather than by the cursor.
      depth += 1
      guard depth <= FormulaLimits.depth else {
        throw FormulaError(.tooDeep, in: cursor.source, at: token.range)
      }
      let inner = try sum()
      depth -= 1
      try cursor.expect(")")
      return inner
    default: throw cursor.unexpected("a coefficient or a number")
    }
  }

  private var depth = 0

  private func index(of name: String) -> Int? {
    if let index = names.firstIndex(of: name) { return index }
    switch name {
    case "const": return names.firstIndex(of: "Intercept")
    case "Intercept": return names.firstIndex(of: "const")
    default: return nil
    }
  }
}
