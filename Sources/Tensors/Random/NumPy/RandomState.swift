import Glibc

/// NumPy's legacy generator (`numpy.random.RandomState`): the same Mersenne Twister as PyTorch's, drawn from
/// in other ways. Its streams are frozen by NumPy, number for number, so that old results stay reproducible.
///
/// A value: a copy continues the stream on its own.
public struct RandomState: Sendable {
  var twister: MersenneTwister
  /// The second of a pair of normal numbers, for the next draw.
  private var spare: Double?

  public init(seed: UInt32) { twister = MersenneTwister(seed: seed) }

  // MARK: Single draws

  /// Uniform in [0, 1): 53 bits, 27 from one word and 26 from the next.
  @inline(__always)
  mutating func uniform() -> Double {
    let high = twister.next() >> 5, low = twister.next() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// Standard normal by Marsaglia's polar method; the other number of the pair is kept.
  mutating func gauss() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    var x = 0.0, y = 0.0, square = 0.0
    repeat {
      x = 2 * uniform() - 1
      y = 2 * uniform() - 1
      square = x * x + y * y
    } while square >= 1 || square == 0
    let scale = sqrt(-2 * log(square) / square)
    spare = scale * x
    return scale * y
  }

  /// Exponential with mean 1.
  mutating func exponential() -> Double { -log(1 - uniform()) }

  /// From 0 to `limit`, both included: bits are masked to the size of the limit until they do not exceed it.
  mutating func integer(upTo limit: UInt64) -> UInt64 {
    if limit == 0 { return 0 }
    let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
    while true {
      let value = mask & (limit <= UInt64(UInt32.max) ? UInt64(twister.next()) : twister.next64())
      if value <= limit { return value }
    }
  }

  // MARK: Sessions

  /// Everything that the stream's continuation depends on.
  public var words: [UInt64] { twister.words + [spare == nil ? 0 : 1, spare?.bitPattern ?? 0] }

  /// A stream from its `words`; nil when they are not those of one.
  public init?(words: [UInt64]) {
    let own = MersenneTwister.wordCount
    guard words.count == own + 2, let twister = MersenneTwister(words: words[..<own]) else { return nil }
    self.twister = twister
    spare = words[own] == 0 ? nil : Double(bitPattern: words[own + 1])
  }
}
