import Formatting
import Glibc

/// The labels of the multiples `j · step` of a step 1, 2 or 5 times a power of ten.
struct TickStep: Equatable {
  /// 1, 2 or 5.
  var mantissa: Int
  var exponent: Int

  var value: Double { Double(mantissa) * pow(10, Double(exponent)) }

  /// The decimal text of `j · step`: as many decimals as the step has, so that all labels of an
  /// axis agree, and commas in whole numbers from 10,000.
  func label(_ j: Int) -> String {
    if exponent >= 0 {
      let value = Double(j) * self.value
      return value.magnitude < 10_000 || value.magnitude > 1e15
        ? Numbers.fixed(value, 0) : Numbers.grouped(Int(value))
    }
    return Numbers.fixed(Double(j) * value, -exponent)
  }
}

enum Superscript {
  private static let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

  /// `10⁻³`, or `1e-3` in plain text.
  static func powerOfTen(_ exponent: Int, plain: Bool) -> String {
    if plain { return "1e\(exponent)" }
    let text = String(exponent.magnitude).compactMap { $0.wholeNumberValue.map { digits[$0] } }
    return "10" + (exponent < 0 ? "⁻" : "") + String(text)
  }

  /// `×10⁶`, or `x 1e6` in plain text.
  static func factor(_ exponent: Int, plain: Bool) -> String {
    (plain ? "x " : "×") + powerOfTen(exponent, plain: plain)
  }
}
