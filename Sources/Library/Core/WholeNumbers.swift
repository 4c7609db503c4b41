import Language

/// Arithmetic of whole numbers: division with remainder, common divisors, roots.
enum WholeNumbers {
  static var all: [BuiltIn] { [divmod, gcd, lcm, isqrt, factorial, comb] }

  private static func isWhole(_ value: Value) -> Bool {
    if case .int = value { true } else { false }
  }

  private static var overflow: Diagnostic {
    Diagnostic(
      .overflow, "O01", "the result is larger than a 64-bit integer can hold",
      hints: ["compute with floats: 2.0 ^ 64"])
  }

  private static var divmod: BuiltIn {
    BuiltIn(
      "divmod", "a, b", family: "mathematics",
      summary: "(a // b, a % b): the quotient rounded down and the rest",
      example: "divmod(-7, 3)", gives: "(-3, 2)"
    ) { (call: inout Call) throws(Diagnostic) in
      .list([
        try call.interpreter.binary(.floorDivide, call[0], call[1]),
        try call.interpreter.binary(.modulo, call[0], call[1]),
      ])
    }
  }

  private static var gcd: BuiltIn {
    ofPlainNumbers(
      "gcd", summary: "the greatest common divisor of integers", example: "gcd(12, 18)", gives: "6"
    ) { (call: inout Call) throws(Diagnostic) in
      var result: UInt = 0
      for number in try integers(call) { result = divisor(result, number.magnitude) }
      return .int(try signed(result))
    }
  }

  private static var lcm: BuiltIn {
    ofPlainNumbers(
      "lcm", summary: "the least common multiple of integers", example: "lcm(4, 6)", gives: "12"
    ) { (call: inout Call) throws(Diagnostic) in
      var result: UInt = 1
      for number in try integers(call) {
        if number == 0 { return .int(0) }
        let (product, isTooLarge) = result.multipliedReportingOverflow(
          by: number.magnitude / divisor(result, number.magnitude))
        if isTooLarge { throw overflow }
        result = product
      }
      return .int(try signed(result))
    }
  }

  /// A function of any number of integers, beside the tensor operation of the same name.
  private static func ofPlainNumbers(
    _ name: String, summary: String, example: String, gives: String,
    _ body: @escaping (inout Call) throws(Diagnostic) -> Value
  ) -> BuiltIn {
    let builtIn = BuiltIn(
      name, "*numbers", family: "mathematics", summary: summary, example: example, gives: gives,
      accepts: { $0.tensor == nil }, body)
    builtIn.acceptsAll = { $0.allSatisfy { $0.tensor == nil } }
    return builtIn
  }

  private static func integers(_ call: Call) throws(Diagnostic) -> [Int] {
    var numbers: [Int] = []
    for value in try call.list(0) {
      guard let number = value.integer else { throw call.mismatch(0, "integers") }
      numbers.append(number)
    }
    return numbers
  }

  private static func divisor(_ a: UInt, _ b: UInt) -> UInt {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  private static func signed(_ number: UInt) throws(Diagnostic) -> Int {
    guard let result = Int(exactly: number) else { throw overflow }
    return result
  }

  private static var isqrt: BuiltIn {
    BuiltIn(
      "isqrt", "n", family: "mathematics", summary: "the square root of an integer, rounded down exactly",
      example: "isqrt(17)", gives: "4"
    ) { (call: inout Call) throws(Diagnostic) in
      let n = try natural(call, 0)
      var root = Int(Double(n).squareRoot())
      while root.multipliedReportingOverflow(by: root).overflow || root * root > n { root -= 1 }
      while case let (square, isTooLarge) = (root + 1).multipliedReportingOverflow(by: root + 1),
        !isTooLarge, square <= n
      { root += 1 }
      return .int(root)
    }
  }

  private static func natural(_ call: Call, _ index: Int) throws(Diagnostic) -> Int {
    let n = try call.int(index)
    guard n >= 0 else {
      throw Diagnostic(
        .value, "V20", "`\(call.builtIn.name)` needs no negative number, and got \(n)", argument: index)
    }
    return n
  }

  private static var factorial: BuiltIn {
    BuiltIn(
      "factorial", "n", family: "mathematics", summary: "1 · 2 · … · n, exactly; up to 20",
      example: "factorial(5)", gives: "120"
    ) { (call: inout Call) throws(Diagnostic) in
      let n = try natural(call, 0)
      guard n <= 20 else { throw overflow }
      return .int((0..<n).reduce(1) { $0 * ($1 + 1) })
    }
  }

  private static var comb: BuiltIn {
    BuiltIn(
      "comb", "n, k", family: "mathematics", summary: "in how many ways k of n things can be chosen",
      example: "comb(5, 2)", gives: "10"
    ) { (call: inout Call) throws(Diagnostic) in
      let n = try natural(call, 0), k = try natural(call, 1)
      guard k <= n else { return .int(0) }
      var result: UInt = 1
      for i in 0..<UInt(min(k, n - k)) {
        // The division is exact: i + 1 numbers in a row have a multiple of i + 1 among them.
        let common = divisor(result, i + 1)
        let (product, isTooLarge) = (result / common).multipliedReportingOverflow(
          by: (UInt(n) - i) / ((i + 1) / common))
        if isTooLarge || product > UInt(Int.max) { throw overflow }
        result = product
      }
      return .int(Int(result))
    }
  }
}
