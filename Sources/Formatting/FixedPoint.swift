/// Fixed-point text of numbers without the C library: exact, and without an allocation.
extension Numbers {
  /// Appends `n` in decimal.
  public static func append(_ n: Int, to bytes: inout [UInt8]) {
    if n < 0 { bytes.append(0x2D) }
    append(n.magnitude, to: &bytes)
  }

  /// Appends `x` with `decimals` digits after the point, rounded as C rounds: to the nearest, and what lies
  /// exactly in the middle to the even digit. False, with nothing appended, where the digits don't fit in 64
  /// bits; the C library then has to do it.
  public static func appendFixed(_ x: Double, _ decimals: Int, to bytes: inout [UInt8]) -> Bool {
    guard decimals >= 0, decimals <= 15, let scaled = scaled(x.magnitude, decimals) else { return false }
    if x.sign == .minus { bytes.append(0x2D) }
    let unit = powersOfTen[decimals]
    append(scaled / unit, to: &bytes)
    guard decimals > 0 else { return true }
    bytes.append(0x2E)
    append(scaled % unit, to: &bytes, digits: decimals)
    return true
  }

  /// `x · 10^decimals` rounded to an integer; nil when that has more than 64 bits.
  ///
  /// A double is `m · 2^e` with 53 bits in `m`: its product with a power of ten up to 10^15 has 103 bits at
  /// most, so that the one rounding is the last shift.
  private static func scaled(_ x: Double, _ decimals: Int) -> UInt? {
    guard x.isFinite, x < 1e18 else { return nil }
    if x == 0 { return 0 }
    let exponent = Int(x.exponentBitPattern)
    let isNormal = exponent > 0
    let mantissa = UInt128(x.significandBitPattern | (isNormal ? 1 << 52 : 0))
    let product = mantissa * UInt128(powersOfTen[decimals])
    let shift = 1075 - (isNormal ? exponent : 1)
    let result: UInt128
    if shift <= 0 {
      guard -shift <= product.leadingZeroBitCount else { return nil }
      result = product << UInt128(-shift)
    } else if shift >= 128 {
      // Less than half: the product has fewer than 104 bits.
      result = 0
    } else {
      let whole = product >> UInt128(shift)
      let rest = product & ((1 << UInt128(shift)) - 1), half: UInt128 = 1 << UInt128(shift - 1)
      result = rest > half || rest == half && whole & 1 == 1 ? whole + 1 : whole
    }
    return UInt(exactly: result)
  }

  private static func append(_ n: UInt, to bytes: inout [UInt8], digits: Int = 1) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
      var first = 24, rest = n
      repeat {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        first -= 1
        buffer[first] = 0x30 + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      } while rest > 0 || 24 - first < digits
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[first..<24]))
    }
  }

  private static let powersOfTen: [UInt] = (0..<20).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
