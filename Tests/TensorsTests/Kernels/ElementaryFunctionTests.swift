import Glibc
import Kernels
import Testing

@testable import Tensors

/// The vector functions beside libm's, which are within one unit in the last place.
struct ElementaryFunctionTests {
  struct Function: Sendable, CustomTestStringConvertible {
    let name: String
    let kernel: UnaryKernel
    let range: ClosedRange<Double>
    /// In units in the last place, libm's own rounding included.
    var limit = 4.5
    let exact: @Sendable (Double) -> Double
    var testDescription: String { name }
  }

  static let functions: [Function] = [
    .init(name: "exp", kernel: .exp, range: -744...709.7) { exp($0) },
    .init(name: "exp2", kernel: .exp2, range: -1073...1023.9) { exp2($0) },
    .init(name: "expm1", kernel: .expm1, range: -50...709.7) { expm1($0) },
    .init(name: "log", kernel: .log, range: 0x1p-1060...20) { log($0) },
    .init(name: "log2", kernel: .log2, range: 0x1p-1060...20) { log2($0) },
    .init(name: "log10", kernel: .log10, range: 0x1p-1060...20) { log10($0) },
    .init(name: "log1p", kernel: .log1p, range: -0.9999...20) { log1p($0) },
    .init(name: "sin", kernel: .sin, range: -1e4...1e4) { sin($0) },
    .init(name: "cos", kernel: .cos, range: -1e4...1e4) { cos($0) },
    .init(name: "tan", kernel: .tan, range: -1e4...1e4) { tan($0) },
    .init(name: "sin of large numbers", kernel: .sin, range: 1e6...1e18) { sin($0) },
    .init(name: "atan", kernel: .atan, range: -20...20) { atan($0) },
    .init(name: "sinh", kernel: .sinh, range: -710...710) { sinh($0) },
    .init(name: "cosh", kernel: .cosh, range: -710...710) { cosh($0) },
    .init(name: "tanh", kernel: .tanh, range: -25...25) { tanh($0) },
    .init(name: "erf", kernel: .erf, range: -7...7) { erf($0) },
    .init(name: "erfc", kernel: .erfc, range: -7...26) { erfc($0) },
    .init(name: "sqrt", kernel: .sqrt, range: 0...1e300) { sqrt($0) },
    .init(name: "rsqrt", kernel: .rsqrt, range: 1e-300...1e3) { 1 / sqrt($0) },
    // The references of these round two or three times themselves.
    .init(name: "sigmoid", kernel: .sigmoid, range: -700...700, limit: 6) {
      $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0))
    },
    .init(name: "softplus", kernel: .softplus, range: -700...700, limit: 6) {
      max($0, 0) + log1p(exp(-abs($0)))
    },
    .init(name: "gelu", kernel: .gelu, range: -3...10, limit: 24) { $0 / 2 * erfc(-$0 * 0.5.squareRoot()) },
  ]

  private static let count = 40_000

  /// Evenly over the range, with as many more close to 0 where most functions bend.
  private static func points(_ range: ClosedRange<Double>) -> [Double] {
    let even = (0..<count).map {
      range.lowerBound + (Double($0) + 0.5) / Double(count) * (range.upperBound - range.lowerBound)
    }
    let near = (0..<count).map { pow(2, (Double($0) / Double(count) - 0.75) * 40) * ($0 % 2 == 0 ? 1 : -1) }
    return even + near.filter { range.contains($0) }
  }

  private static func distance<T: BinaryFloatingPoint>(_ value: T, _ exact: T) -> Double {
    if value == exact || value.isNaN && exact.isNaN { return 0 }
    return abs(Double(value - exact) / Double(exact.ulp))
  }

  @Test("f64 functions are within 4 units in the last place", arguments: functions)
  func doubles(_ function: Function) {
    let x = Self.points(function.range)
    var y = [Double](repeating: 0, count: x.count)
    gradus_unary_f64(function.kernel.rawValue, x.count, x, 1, &y)
    let worst = zip(x, y).map { (Self.distance($1, function.exact($0)), $0) }.max { $0.0 < $1.0 } ?? (0, 0)
    #expect(worst.0 <= function.limit, "at \(worst.1)")
  }

  @Test("f32 functions are within 4 units in the last place", arguments: functions)
  func floats(_ function: Function) {
    let low = max(function.range.lowerBound, -1e38), high = min(function.range.upperBound, 1e38)
    let x = Self.points(low...high).map { Float($0) }
    var y = [Float](repeating: 0, count: x.count)
    gradus_unary_f32(function.kernel.rawValue, x.count, x, 1, &y)
    let worst =
      zip(x, y).map { (Self.distance($1, Float(function.exact(Double($0)))), $0) }
      .max { $0.0 < $1.0 } ?? (0, 0)
    #expect(worst.0 <= function.limit, "at \(worst.1)")
  }

  @Test("zeros keep their sign, infinities give limits, nan stays nan", arguments: functions)
  func edges(_ function: Function) {
    for x in [0.0, -0.0, .infinity, -.infinity, .nan] where function.name != "gelu" {
      var wide = 0.0, narrow: Float = 0
      gradus_unary_f64(function.kernel.rawValue, 1, [x], 1, &wide)
      gradus_unary_f32(function.kernel.rawValue, 1, [Float(x)], 1, &narrow)
      let exact = function.exact(x)
      // The references of sigmoid and softplus do not reach the ends.
      if exact.isNaN && !x.isNaN && function.limit > 5 { continue }
      #expect(
        exact.isNaN ? wide.isNaN : wide.bitPattern == exact.bitPattern || Self.distance(wide, exact) < 2)
      #expect(exact.isNaN ? narrow.isNaN : Self.distance(narrow, Float(exact)) < 2)
    }
  }

  @Test("f32 powers agree with libm's, signs and special cases included")
  func powers() {
    let special: [Float] = [
      0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, .infinity, -.infinity, .nan, 0x1p-133, 7.25,
    ]
    for x in special {
      for y in special {
        for step in [0, 1] {
          var z: Float = 0
          gradus_binary_f32(BinaryKernel.power.rawValue, 1, [x], 1, [y], step, &z)
          let exact = powf(x, y)
          #expect(exact.isNaN ? z.isNaN : Self.distance(z, exact) < 2 && z.sign == exact.sign, "\(x)^\(y)")
        }
      }
    }
  }

  @Test("any steps, any length and the operand itself as the result give the same numbers")
  func layouts() {
    for n in [1, 15, 512, 513, 5000] {
      let x = (0..<3 * n).map { Float($0) * 0.01 - 3 }
      for step in [1, 3] {
        let picked = (0..<n).map { x[$0 * step] }
        var plain = [Float](repeating: 0, count: n), stepped = plain, inPlace = picked
        gradus_unary_f32(UnaryKernel.tanh.rawValue, n, picked, 1, &plain)
        gradus_unary_f32(UnaryKernel.tanh.rawValue, n, x, step, &stepped)
        inPlace.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          gradus_unary_f32(UnaryKernel.tanh.rawValue, n, base, 1, base)
        }
        #expect(plain == stepped && plain == inPlace)
        var product = plain
        gradus_binary_f32(BinaryKernel.multiply.rawValue, n, x, step, x, 2, &product)
        #expect(product == (0..<n).map { x[$0 * step] * x[$0 * 2] })
      }
    }
  }
}
