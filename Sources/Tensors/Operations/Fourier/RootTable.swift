import Glibc

/// e^(−2πi k/n) for any 0 ≤ k < n as the product of two numbers from short tables: some √n sines and cosines
/// instead of n, and still exact to the last bit or two.
struct RootTable {
  /// Roots k = 0, 1, …, 2^shift − 1, and those a multiple of 2^shift, in pairs.
  private let fine: [Double]
  private let coarse: [Double]
  private let shift: Int

  init(_ n: Int) {
    shift = (Int.bitWidth - n.leadingZeroBitCount) / 2
    let step = 1 << shift
    fine = (0..<min(step, n)).flatMap { Self.root($0, n) }
    coarse = (0..<(n + step - 1) / step).flatMap { Self.root($0 * step, n) }
  }

  @inline(__always)
  subscript(_ k: Int) -> (re: Double, im: Double) {
    let i = 2 * (k & (1 << shift - 1)), j = 2 * (k >> shift)
    let (a, b, c, d) = (fine[i], fine[i + 1], coarse[j], coarse[j + 1])
    return (a * c - b * d, a * d + b * c)
  }

  /// The roots k < count, in pairs.
  /// - Throws: `TensorError.memory`.
  static func roots(_ count: Int, _ n: Int) throws(TensorError) -> Tensor {
    let roots = try Tensor(uninitialized: [count, 2], .f64), out = roots.pointer(Double.self)
    if count == 0 { return roots }
    let table = RootTable(n)
    for k in 0..<count { (out[2 * k], out[2 * k + 1]) = table[k] }
    return roots
  }

  /// One root. The angle is brought into an eighth of a turn first, where sine and cosine lose nothing.
  private static func root(_ k: Int, _ n: Int) -> [Double] {
    let (eighth, rest) = (8 * k).quotientAndRemainder(dividingBy: n)
    let isOdd = eighth & 1 == 1
    let angle = Double.pi / 4 * (Double(isOdd ? n - rest : rest) / Double(n))
    let (c, s) = isOdd ? (sin(angle), cos(angle)) : (cos(angle), sin(angle))
    switch eighth / 2 {
    case 0: return [c, -s]
    case 1: return [-s, -c]
    case 2: return [-c, s]
    default: return [s, c]
    }
  }
}
