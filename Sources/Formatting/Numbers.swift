import Glibc

/// The one number formatter: every figure that Gradus prints goes through here.
public enum Numbers {
  /// `x` with exactly `decimals` digits after the point, correctly rounded: `fixed(2.5, 3)` is `2.500`.
  /// Non-finite values are `nan`, `inf`, `-inf`.
  public static func fixed(_ x: Double, _ decimals: Int) -> String {
    format("%.*f", x, decimals)
  }

  /// `x` in scientific notation with `decimals` digits after the point: `scientific(1234, 2)` is `1.23e+03`.
  public static func scientific(_ x: Double, _ decimals: Int) -> String {
    format("%.*e", x, decimals)
  }

  /// `x` with `digits` significant digits, in whichever of fixed and scientific notation is shorter (C's `%g`).
  public static func general(_ x: Double, _ digits: Int) -> String {
    format("%.*g", x, digits)
  }

  /// Like `general`, but with exactly `digits` significant digits: `significant(0.71, 3)` is `0.710`.
  public static func significant(_ x: Double, _ digits: Int) -> String {
    let text = format("%#.*g", x, digits)
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// The shortest text that reads back as exactly `x`: `0.1`, `3.0`, `1e-05`, `nan`, `-inf`.
  public static func shortest(_ x: Double) -> String {
    if x.isFinite { return "\(x)" }
    return x.isNaN ? "nan" : x < 0 ? "-inf" : "inf"
  }

  /// `n` with a comma between groups of three digits: `32,561`.
  public static func grouped(_ n: Int) -> String {
    let digits = Array(String(n.magnitude))
    var text = n < 0 ? "-" : ""
    for (i, digit) in digits.enumerated() {
      if i > 0 && (digits.count - i) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  private static func format(_ pattern: String, _ x: Double, _ precision: Int) -> String {
    guard x.isFinite else { return shortest(x) }
    // %f of 1e308 needs 309 digits before the point.
    let precision = min(max(precision, 0), 400)
    var buffer = [CChar](repeating: 0, count: 800)
    let length = withVaList([Int32(precision), x]) { vsnprintf(&buffer, buffer.count, pattern, $0) }
    return String(decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
