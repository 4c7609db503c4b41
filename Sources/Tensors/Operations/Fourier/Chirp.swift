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
    let w = chirp.pointer(Double.self)
    var square = 0  // k² modulo 2n: the angle stays exact
    for k in 0..<length {
      (w[2 * k], w[2 * k + 1]) = FourierPlan.root(square, 2 * length)
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
    try plan.run(b, scratch: scratch.pointer(Double.self), lanes: 1)
  }

  /// As `FourierPlan.run`; the first half of the scratch memory holds the convolution.
  func run(
    _ data: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>, lanes: Int
  ) throws(TensorError) {
    let size = plan.length, w = chirp.pointer(Double.self), b = filter.pointer(Double.self)
    let rest = scratch + 2 * size * lanes
    for j in 0..<length {
      for i in j * lanes..<(j + 1) * lanes { Self.multiply(data, i, w, j, into: scratch) }
    }
    (scratch + 2 * length * lanes).update(repeating: 0, count: 2 * (size - length) * lanes)
    try plan.run(scratch, scratch: rest, lanes: lanes)
    // With real and imaginary parts exchanged, the same transform goes the way back.
    for j in 0..<size {
      for i in j * lanes..<(j + 1) * lanes {
        Self.multiply(scratch, i, b, j, into: scratch)
        (scratch[2 * i], scratch[2 * i + 1]) = (scratch[2 * i + 1], scratch[2 * i])
      }
    }
    try plan.run(scratch, scratch: rest, lanes: lanes)
    for k in 0..<length {
      for i in k * lanes..<(k + 1) * lanes {
        (scratch[2 * i], scratch[2 * i + 1]) = (scratch[2 * i + 1], scratch[2 * i])
        Self.multiply(scratch, i, w, k, into: data)
      }
    }
  }

  @inline(__always)
  private static func multiply(
    _ a: UnsafeMutablePointer<Double>, _ i: Int, _ b: UnsafeMutablePointer<Double>, _ j: Int,
    into out: UnsafeMutablePointer<Double>
  ) {
    let (ar, ai, br, bi) = (a[2 * i], a[2 * i + 1], b[2 * j], b[2 * j + 1])
    out[2 * i] = ar * br - ai * bi
    out[2 * i + 1] = ar * bi + ai * br
  }
}
