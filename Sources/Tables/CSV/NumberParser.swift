/// Numbers straight from bytes, without a `String` each.
enum NumberParser {
  /// A decimal integer with an optional sign, spaces around it allowed (as pandas does);
  /// nil when it is something else or does not fit 64 bits.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let (first, end, isNegative) = trimmed(bytes), first < end else { return nil }
    var value = 0
    for i in first..<end {
      let digit = Int(bytes[i]) - 0x30
      guard digit >= 0, digit <= 9 else { return nil }
      if end - first <= 18 {
        value = value &* 10 &+ digit
      } else {
        // Counted downwards: the smallest integer has no positive twin.
        let (product, overflows) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflowsToo) = product.subtractingReportingOverflow(digit)
        if overflows || overflowsToo { return nil }
        value = sum
      }
    }
    if end - first <= 18 { return isNegative ? -value : value }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// A decimal number, `inf`, `infinity` or `nan`, with spaces around it allowed; nil when it is something else.
  /// Correctly rounded.
  static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let (first, end, isNegative) = trimmed(bytes), first < end else { return nil }
    var i = first
    var mantissa: UInt64 = 0, significant = 0, digits = 0, exponent = 0, afterPoint = false
    scan: while i < end {
      switch bytes[i] {
      case 0x30...0x39:
        digits += 1
        if significant > 0 || bytes[i] != 0x30 { significant += 1 }
        // 19 digits always fit; a number with more takes the slow road below.
        if significant <= 19 { mantissa = mantissa &* 10 &+ UInt64(bytes[i] &- 0x30) }
        if afterPoint { exponent -= 1 }
      case UInt8(ascii: "."):
        if afterPoint { return nil }
        afterPoint = true
      default: break scan
      }
      i += 1
    }
    if digits == 0 { return named(bytes, first, end, isNegative) }
    if i < end {
      guard let power = self.exponent(bytes, i, end) else { return nil }
      exponent += power
    }
    if mantissa == 0 { return isNegative ? -0.0 : 0 }
    // Exact in one rounding (Clinger 1990): both factors are doubles without error.
    if significant <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let value = Double(mantissa)
      let scaled = exponent < 0 ? value / powersOfTen[-exponent] : value * powersOfTen[exponent]
      return isNegative ? -scaled : scaled
    }
    guard let exact = Double(String(decoding: bytes[first..<end], as: UTF8.self)) else { return nil }
    return isNegative ? -exact : exact
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  /// The range inside surrounding spaces and after the sign.
  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> (
    first: Int, end: Int, isNegative: Bool
  )? {
    var first = 0, end = bytes.count
    while first < end, bytes[first] == 0x20 { first += 1 }
    while end > first, bytes[end - 1] == 0x20 { end -= 1 }
    guard first < end else { return nil }
    let sign = bytes[first]
    if sign == UInt8(ascii: "-") { return (first + 1, end, true) }
    return (sign == UInt8(ascii: "+") ? first + 1 : first, end, false)
  }

  /// `e-12` up to the end; beyond ±9999 every number is zero or infinite anyway.
  private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var i = start + 1
    let isNegative = i < end && bytes[i] == UInt8(ascii: "-")
    if i < end, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") { i += 1 }
    guard i < end else { return nil }
    var value = 0
    while i < end {
      guard (0x30...0x39).contains(bytes[i]) else { return nil }
      value = min(9999, value * 10 + Int(bytes[i] - 0x30))
      i += 1
    }
    return isNegative ? -value : value
  }

  private static func named(
    _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int, _ isNegative: Bool
  ) -> Double? {
    guard end - first <= 8 else { return nil }
    switch String(decoding: bytes[first..<end].map { $0 | 0x20 }, as: UTF8.self) {
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    case "nan": return .nan
    default: return nil
    }
  }
}
