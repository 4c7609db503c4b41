import Formatting

/// Compares a recorded output with a new one, the way a careful reader would: numbers by value, errors
/// by their code, everything else letter by letter.
public struct OutputComparison: Sendable {
  /// The first difference.
  public struct Difference: Sendable {
    /// 1-based line of the recorded output.
    public var line: Int
    public var recorded: String
    public var new: String
  }

  /// Relative difference that two numbers may have. Digits that were not printed may differ in any case.
  public var tolerance: Double
  public init(tolerance: Double? = nil) { self.tolerance = tolerance ?? 1e-9 }

  /// nil when a cell's recorded output agrees with a new one. Plots are compared by what they show, not by how they
  /// are drawn, where the recorded output says what that was.
  public func difference(_ cell: CodeCell, _ output: CellOutput) -> Difference? {
    guard let recorded = cell.digest, let digest = FigureDigest(output), digest.lines.count > 0 else {
      return difference(cell.output ?? "", output.text)
    }
    if let difference = difference(recorded, digest.text) {
      return Difference(
        line: (digest.lines.first?.lowerBound ?? 0) + 1, recorded: "a plot of \(difference.recorded)",
        new: "a plot of \(difference.new)")
    }
    let left = Self.lines(cell.output ?? ""), right = Self.lines(output.text)
    // The drawings may even be of another size: then what stands before the first one is compared.
    let end = left.count == right.count ? right.count : digest.lines.first?.lowerBound ?? 0
    let compared = (0..<end).filter { line in !digest.lines.contains { $0.contains(line) } }
    for line in compared where line >= left.count || !agrees(left[line], right[line]) {
      return Difference(
        line: line + 1, recorded: line < left.count ? left[line] : "(nothing)", new: right[line])
    }
    return nil
  }

  /// nil when the outputs agree.
  public func difference(_ recorded: String, _ new: String) -> Difference? {
    if recorded == new { return nil }
    if let a = Self.errorCode(recorded), let b = Self.errorCode(new), a == b { return nil }
    let left = Self.lines(recorded), right = Self.lines(new)
    for i in 0..<max(left.count, right.count) {
      let a = i < left.count ? left[i] : "(nothing)", b = i < right.count ? right[i] : "(nothing)"
      if i >= left.count || i >= right.count || !agrees(a, b) {
        return Difference(line: i + 1, recorded: a, new: b)
      }
    }
    return nil
  }

  /// Lines without white space at their ends.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last?.isWhitespace ?? false { line.removeLast() }
      return String(line)
    }
  }

  /// `S01` of a text that starts with `error[S01]`.
  private static func errorCode(_ text: String) -> Substring? {
    guard text.hasPrefix("error[") else { return nil }
    return text.dropFirst(6).prefix { $0 != "]" }
  }

  private func agrees(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let left = Token.split(a), right = Token.split(b)
    guard left.count == right.count else { return false }
    return zip(left, right).allSatisfy { x, y in
      if x.text == y.text { return true }
      guard let p = x.number, let q = y.number else { return false }
      if p.isNaN || q.isNaN || p.isInfinite || q.isInfinite { return p == q || p.isNaN && q.isNaN }
      // One unit in the last printed digit: rounding may tip either way.
      let unit = max(x.unit, y.unit)
      return abs(p - q) <= max(tolerance * max(abs(p), abs(q)), x.isWhole && y.isWhole ? 0 : unit * 1.0001)
    }
  }

  /// A number, or a run of anything else but white space.
  private struct Token {
    var text: Substring
    var number: Double?
    /// The value of one unit in the last digit.
    var unit = 0.0
    var isWhole = false

    static func split(_ line: String) -> [Token] {
      var tokens: [Token] = []
      var rest = line[...]
      while let first = rest.first {
        if first.isWhitespace {
          rest.removeFirst()
          continue
        }
        let number = Token.number(rest)
        let text = number.isEmpty ? rest.prefix(1) : number
        rest = rest[text.endIndex...]
        tokens.append(Token(text, isNumber: !number.isEmpty))
      }
      return tokens
    }

    private init(_ text: Substring, isNumber: Bool) {
      self.text = text
      guard isNumber else { return }
      let plain = text.filter { $0 != "," }
      number = Double(plain)
      let mantissa = plain.prefix { $0 != "e" && $0 != "E" }
      let decimals =
        mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0
      let exponent = Int(plain.dropFirst(mantissa.count).dropFirst()) ?? 0
      isWhole = !plain.contains(".") && exponent == 0
      unit = 1
      for _ in 0..<min(abs(exponent - decimals), 400) { unit *= exponent < decimals ? 0.1 : 10 }
    }

    /// The number at the start of a text, if there is one.
    private static func number(_ text: Substring) -> Substring {
      var end = text.startIndex
      func digits() -> Int {
        let start = end
        while end < text.endIndex, text[end].isASCII, text[end].isNumber { end = text.index(after: end) }
        return text.distance(from: start, to: end)
      }
      if end < text.endIndex, text[end] == "-" || text[end] == "+" { end = text.index(after: end) }
      var count = digits()
      if end < text.endIndex, text[end] == "." {
        end = text.index(after: end)
        count += digits()
      }
      guard count > 0 else { return text[..<text.startIndex] }
      let beforeExponent = end
      if end < text.endIndex, text[end] == "e" || text[end] == "E" {
        end = text.index(after: end)
        if end < text.endIndex, text[end] == "-" || text[end] == "+" { end = text.index(after: end) }
        if digits() == 0 { end = beforeExponent }
      }
      return text[..<end]
    }
  }
}
