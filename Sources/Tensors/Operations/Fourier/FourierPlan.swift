import Kernels

/// Discrete Fourier transforms of one length, y_k = Σ x_j e^(−2πi jk/n), in double precision.
///
/// A length made of small primes is done in one pass for each factor 4, 2, 3, 5, 7, 11 or 13, which also
/// leaves the result in order (Stockham); any other as a convolution of such a length (`Chirp`). Both take
/// O(n log n) steps. Several transforms run side by side, so that the innermost loop is over them.
struct FourierPlan {
  let length: Int
  private let factors: [Int]
  /// e^(−2πi k/n) for k < n, in pairs; empty where `chirp` does the work.
  private let roots: Tensor
  private let chirp: Chirp?

  init(_ length: Int) throws(TensorError) {
    self.length = length
    if let factors = Self.smallFactors(length) {
      self.factors = factors
      roots = try RootTable.roots(length, length)
      chirp = nil
    } else {
      factors = []
      roots = try Tensor(uninitialized: [0], .f64)
      chirp = try Chirp(length)
    }
  }

  /// Pairs of scratch memory for one transform.
  var scratchLength: Int { chirp.map { 3 * $0.plan.length } ?? length }

  /// Stores the transforms of `lanes` sequences in other memory. Element j of all sequences comes before
  /// element j + 1 of any: pair j·lanes + i is that of sequence i.
  func run(
    from: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    lanes: Int
  ) throws(TensorError) {
    if let chirp { return try chirp.run(from: from, to: to, scratch: scratch, lanes: lanes) }
    guard !factors.isEmpty else { return to.update(from: from, count: 2 * lanes) }
    // Passes go back and forth between two places, so that the last one ends where it should.
    var (source, target, other) = factors.count.isMultiple(of: 2) ? (from, scratch, to) : (from, to, scratch)
    var rest = length, stride = lanes
    for factor in factors {
      if gradus_interrupt_requested() { throw .interrupted }
      let pass = FourierPass(
        roots: roots.pointer(Double.self), from: source, to: target, rest: rest / factor, stride: stride,
        step: stride / lanes)
      switch factor {
      case 2: pass.two()
      case 3: pass.three()
      case 4: pass.four()
      case 5: pass.five()
      default: pass.any(factor, of: length)
      }
      source = UnsafePointer(target)
      swap(&target, &other)
      rest /= factor
      stride *= factor
    }
  }

  /// The factors of a length, fours first; nil where one is a prime beyond 13.
  private static func smallFactors(_ length: Int) -> [Int]? {
    var rest = length
    var factors: [Int] = []
    for factor in [4, 2, 3, 5, 7, 11, 13] {
      while rest % factor == 0 {
        factors.append(factor)
        rest /= factor
      }
    }
    return rest == 1 ? factors : nil
  }

  /// The smallest product of twos, threes and fives that is not below `length`.
  static func convenientLength(_ length: Int) -> Int {
    var best = Int.max
    var fives = 1
    while true {
      var odd = fives
      while true {
        var size = odd
        while size < length { size *= 2 }
        best = min(best, size)
        if odd >= length { break }
        odd *= 3
      }
      if fives >= length { break }
      fives *= 5
    }
    return best
  }
}
