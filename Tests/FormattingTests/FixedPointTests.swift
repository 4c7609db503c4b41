import Glibc
import Testing

@testable import Formatting

@Suite("Fixed-point numbers")
struct FixedPointTests {
  private func printf(_ x: Double, _ decimals: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    _ = withVaList([Int32(decimals), x]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test("are what the C library writes: random bits, halves, and values beside powers of ten")
  func asInC() {
    var state: UInt64 = 1
    var values: [Double] = [
      0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, Double.leastNonzeroMagnitude, 9.5, 99.995, 1e15, 1e17, 9.99e17,
      1e18,
    ]
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Exponents from 2^-70 to 2^70, both signs.
      let exponent = 1023 - 70 + (state >> 40) % 141
      values.append(Double(bitPattern: state & 0x800F_FFFF_FFFF_FFFF | exponent << 52))
      values.append(Double(Int64(bitPattern: state) >> 40) / 8)
      values.append(Double(Int64(bitPattern: state) >> 44) / 1000)
    }
    for x in values {
      for decimals in [0, 1, 2, 3, 6, 10, 15] {
        let text = Numbers.fixed(x, decimals)
        if text != printf(x, decimals) { Issue.record("\(x) with \(decimals): \(text)") }
      }
    }
  }

  @Test("integers are written in full")
  func integers() {
    for n in [0, 7, -7, 10, 99, 100, -12345, Int.max, Int.min] {
      var bytes: [UInt8] = []
      Numbers.append(n, to: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == String(n))
    }
  }
}
