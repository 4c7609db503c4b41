/// The Mersenne Twister MT19937 (Matsumoto & Nishimura 1998): 32 random bits at a time, period 2^19937 − 1.
///
/// PyTorch's CPU generator and NumPy's legacy one are both made of it; they differ in what they draw from
/// the bits. A value: a copy continues the stream on its own.
struct MersenneTwister: Sendable {
  private static let size = 624
  private static let distance = 397
  private var state: [UInt32]
  /// Words of the state that have been given out.
  private var position = size

  init(seed: UInt32) {
    state = [UInt32](repeating: seed, count: Self.size)
    for i in 1..<Self.size {
      state[i] = 1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i)
    }
  }

  /// 32 random bits.
  @inline(__always)
  mutating func next() -> UInt32 {
    if position == Self.size { twist() }
    var y = state[position]
    position += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    return y ^ (y >> 18)
  }

  /// 64 random bits, the first 32 of them high.
  @inline(__always)
  mutating func next64() -> UInt64 {
    let high = UInt64(next())
    return high << 32 | UInt64(next())
  }

  @inline(never)
  private mutating func twist() {
    let size = Self.size, distance = Self.distance
    func mix(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
      let y = (upper & 0x8000_0000) | (lower & 0x7FFF_FFFF)
      return (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    state.withUnsafeMutableBufferPointer { state in
      for i in 0..<size - distance { state[i] = state[i + distance] ^ mix(state[i], state[i + 1]) }
      for i in size - distance..<size - 1 {
        state[i] = state[i + distance - size] ^ mix(state[i], state[i + 1])
      }
      state[size - 1] = state[distance - 1] ^ mix(state[size - 1], state[0])
    }
    position = 0
  }

  // MARK: Sessions

  /// How many words a stored stream has.
  static let wordCount = size + 1

  /// Everything that the stream's continuation depends on.
  var words: [UInt64] { state.map { UInt64($0) } + [UInt64(position)] }

  /// A stream from its `words`; nil when they are not those of one.
  init?(words: ArraySlice<UInt64>) {
    let words = Array(words)
    guard words.count == Self.wordCount, words[..<Self.size].allSatisfy({ $0 <= UInt64(UInt32.max) }),
      words[Self.size] <= UInt64(Self.size)
    else { return nil }
    state = words[..<Self.size].map { UInt32($0) }
    position = Int(words[Self.size])
  }
}
