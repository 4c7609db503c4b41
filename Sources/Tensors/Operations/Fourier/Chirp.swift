/// The transform of a length with a large prime factor, as a convolution (Bluestein 1970): since
/// jk = (j² + k² − (k − j)²)/2, y_k = w_k Σ (x_j w_j) conj(w_(k−j)) with w_k = e^(−πi k²/n).
final class Chirp: Sendable {
  private let length: Int
  /// Of the convolution: at least 2n − 1, made of small primes.
  let plan: FourierPlan
  /// w_k for k < n, in pairs.
  private let chirp: Tensor
  /// The transform of conj(w), over the plan's length, so that the way back needs no scaling.
  private let filter: Tensor

  init(_ length: Int) throws(TensorError) {
    guard length < Int.max / 64 else { throw .memory(elements: length, dtype: .f64) }
    self.length = length
    chirp = try Tensor(uninitialized: [length, 2], .f64)
    let w = chirp.pointer(Double.self), roots = RootTable(2 * length)
    var square = 0  // k² modulo 2n: the angle stays exact
    for k in 0..<length {
      (w[2 * k], w[2 * k + 1]) = roots[square]
      square = (square + 2 * k + 1) % (2 * length)
    }
    let size = FourierPlan.convenientLength(2 * length - 1)
    plan = try FourierPlan(size)
    filter = try Tensor.full(0, [size, 2], .f64)
    let scratch = try Tensor(uninitialized: [size, 2], .f64), b = filter.pointer(Double.self)
    for k in 0..<length {
      for place in [k, k == 0 ? 0 : size - k] {
        b[2 * place] = w[2 * k] / Double(size)
        b[2 * place + 1] = -w[2 * k + 1] / Double(size)
      }
    }
    let raw = try Tensor(uninitialized: [size, 2], .f64)
    raw.pointer(Double.self).update(from: b, count: 2 * size)
    try plan.run(from: raw.pointer(Double.self), to: b, scratch: scratch.pointer(Double.self), lanes: 1)
  }

  /// As `FourierPlan.run`.
  func run(
    from: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    lanes: Int
  ) throws(TensorError) {
    let size = plan.length, w = chirp.pointer(Double.self), b = filter.pointer(Double.self)
    let (first, second) = (scratch, scratch + 2 * size * lanes), third = second + 2 * size * lanes
    for j in 0..<length {
      for i in j * lanes..<(j + 1) * lanes { Self.multiply(from, i, w, j, into: first, i) }
    }
    (first + 2 * length * lanes).update(repeating: 0, count: 2 * (size - length) * lanes)
    try plan.run(from: first, to: second, scratch: third, lanes: lanes)
    for j in 0..<size {
      for i in j * lanes..<(j + 1) * lanes { Self.multiply(second, i, b, j, into: first, i) }
    }
    try plan.run(from: first, to: second, scratch: third, lanes: lanes)
    // The same transform twice goes back to the beginning, in reverse.
    for k in 0..<length {
      let place = (k == 0 ? 0 : size - k) * lanes
      for i in 0..<lanes { Self.multiply(second, place + i, w, k, into: to, k * lanes + i) }
    }
  }

  @inline(__always)
  private static func multiply(
    _ a: UnsafePointer<Double>, _ i: Int, _ b: UnsafePointer<Double>, _ j: Int,
    into out: UnsafeMutablePointer<Double>, _ k: Int
  ) {
    let (ar, ai, br, bi) = (a[2 &* i], a[2 &* i &+ 1], b[2 &* j], b[2 &* j &+ 1])
    out[2 &* k] = ar * br - ai * bi
    out[2 &* k &+ 1] = ar * bi + ai * br
  }
}
