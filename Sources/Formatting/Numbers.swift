import Glibc

/// The one number formatter: every figure that Gradus prints goes through here.
public enum Numbers {
  /// `3.1 MB`
  public static func bytes(_ count: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var value = Double(count), unit = 0
    while value >= 999.5, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    return "\(general(value, 3)) \(units[unit])"
  }

  /// `x` with exactly `decimals` digits after the point, correctly rounded: `fixed(2.5, 3)` is `2.500`.
  /// Non-finite values are `nan`, `inf`, `-inf`.
  public static func fixed(_ x: Double, _ decimals: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    if appendFixed(x, decimals, to: &bytes) { return String(decoding: bytes, as: UTF8.self) }
    return format("%.*f", x, decimals)
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

  /// The shortest text that reads back as exactly `x`, laid out as Python's `repr` does:
  /// scientific below 1e-4 and from 1e16 (`shortest` switches at 2⁵³).
  static func python(_ x: Double) -> String {
    let text = shortest(x)
    guard x.isFinite, x.magnitude >= 9e15, x.magnitude < 1e16, let e = text.firstIndex(of: "e") else {
      return text
    }
    // Between the two: digits d.ddde+15 that are to be written out.
    let digits = text[..<e].filter { $0.isNumber }
    let sign = x < 0 ? "-" : ""
    return sign + digits + String(repeating: "0", count: max(0, 16 - digits.count)) + ".0"
  }

  static func fixed(_ x: Double, _ decimals: Int, alternate: Bool) -> String {
    alternate ? format("%#.*f", x, decimals) : fixed(x, decimals)
  }

  static func scientific(_ x: Double, _ decimals: Int, alternate: Bool) -> String {
    format(alternate ? "%#.*e" : "%.*e", x, decimals)
  }

  /// `digits` significant digits: fixed while the decimal exponent lies from −4 to below `limit`,
  /// scientific otherwise. Zeros at the end of the fraction go, unless `alternate`.
  ///
  /// Not C's `%#g`, of which glibc loses the zeros when rounding reaches the next power of ten.
  static func significant(_ x: Double, _ digits: Int, below limit: Int, alternate: Bool) -> String {
    let scientific = scientific(x, digits - 1, alternate: alternate)
    guard let e = scientific.firstIndex(of: "e"),
      let exponent = Int(scientific[scientific.index(after: e)...])
    else { return scientific }
    if exponent < -4 || exponent >= limit {
      return (alternate ? String(scientific[..<e]) : withoutZeros(scientific[..<e])) + scientific[e...]
    }
    let text = fixed(x, digits - 1 - exponent, alternate: alternate)
    return alternate ? text : withoutZeros(text[...])
  }

  /// `text` without zeros at the end of its fraction, and without a point that nothing follows.
  private static func withoutZeros(_ text: Substring) -> String {
    guard text.contains(".") else { return String(text) }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return String(text)
  }

  private static func format(_ pattern: String, _ x: Double, _ precision: Int) -> String {
    guard x.isFinite else { return shortest(x) }
    // %f of 1e308 needs 309 digits before the point.
    let precision = min(max(precision, 0), 400)
    var buffer = [CChar](repeating: 0, count: 800)
    let length = withVaList([Int32(precision), x]) { vsnprintf(&buffer, buffer.count, pattern, $0) }
    let bytes = buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }
    return String(decoding: withPoint(bytes), as: UTF8.self)
  }

  /// C writes the decimal point of the process's locale, maybe in several bytes; we always write `.`.
  private static func withPoint(_ bytes: [UInt8]) -> [UInt8] {
    // Whatever is no digit, no sign and no `e` can only be the point.
    func isPoint(_ byte: UInt8) -> Bool {
      !(0x30...0x39).contains(byte) && byte != 0x2B && byte != 0x2D && byte != 0x65
    }
    guard let first = bytes.firstIndex(where: isPoint) else { return bytes }
    let end = bytes[first...].firstIndex { !isPoint($0) } ?? bytes.endIndex
    return bytes[..<first] + [0x2E] + bytes[end...]
  }
}
