import Kernels

/// A session's random streams: the one that every tensor operation draws from, number for number as
/// PyTorch's generator on the CPU, and NumPy's, for the functions that reproduce NumPy and scikit-learn.
///
/// A value: a copy continues the streams on its own.
public struct Generator: Sendable {
  private var twister: MersenneTwister
  /// The second of a pair of normal numbers, for single draws.
  private var spare: Double?
  /// The session's legacy NumPy stream; `seed` leaves it alone, as `torch.manual_seed` does.
  public var numpy = RandomState(seed: 0)

  /// Only the low 32 bits of a seed count, as in PyTorch.
  public init(seed: UInt64) { twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed)) }

  /// Starts PyTorch's stream anew.
  public mutating func seed(_ seed: UInt64) {
    twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
    spare = nil
  }

  // MARK: Single draws

  @inline(__always)
  mutating func bits() -> UInt32 { twister.next() }
  @inline(__always)
  mutating func bits64() -> UInt64 { twister.next64() }

  /// Uniform in [0, 1): 53 bits.
  @inline(__always)
  mutating func double() -> Double { Double(twister.next64() & (1 << 53 - 1)) * 0x1p-53 }

  /// Uniform in [0, 1): 24 bits.
  @inline(__always)
  mutating func float() -> Float { Float(twister.next() & (1 << 24 - 1)) * 0x1p-24 }

  /// Standard normal; the Box–Muller transform gives two, the second is kept for the next call.
  mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    let pair = BoxMuller.pair(angle: double(), radius: double())
    spare = pair.second
    return pair.first
  }

  /// From 0 up to `range`, which is left out. Like PyTorch, a remainder: 64 bits from 2^28 up keep its
  /// preference for small numbers below 5 %.
  @inline(__always)
  mutating func integer(below range: UInt64) -> Int {
    Int(bitPattern: UInt(range >= 1 << 28 ? twister.next64() % range : UInt64(twister.next()) % range))
  }

  /// What PyTorch takes as the seed of a generator of its own: 63 bits.
  mutating func seedForAnother() -> UInt64 { twister.next64() & (1 << 63 - 1) }

  /// Goes through the positions below `count` in pieces, between which a long draw can be interrupted.
  /// Pieces are whole blocks of the Box–Muller transform.
  static func inPieces(_ count: Int, _ body: (Range<Int>) -> Void) throws(TensorError) {
    let piece = 1 << 16
    for start in stride(from: 0, to: count, by: piece) {
      if gradus_interrupt_requested() { throw .interrupted }
      body(start..<min(start + piece, count))
    }
  }

  // MARK: Sessions

  /// Everything that the continuation of both streams depends on.
  public var words: [UInt64] {
    twister.words + [spare == nil ? 0 : 1, spare?.bitPattern ?? 0] + numpy.words
  }

  /// Streams from their `words`; nil when they are not those of any.
  public init?(words: [UInt64]) {
    let own = MersenneTwister.wordCount + 2
    guard words.count >= own, let twister = MersenneTwister(words: words[..<MersenneTwister.wordCount]) else {
      return nil
    }
    self.twister = twister
    spare = words[own - 2] == 0 ? nil : Double(bitPattern: words[own - 1])
    // Sessions of the first version have no NumPy stream.
    if words.count == own { return }
    guard let numpy = RandomState(words: Array(words[own...])) else { return nil }
    self.numpy = numpy
  }
}
