import Glibc

/// A stream of random numbers: the Mersenne Twister MT19937 (Matsumoto & Nishimura 1998), with the
/// distributions drawn from it as PyTorch draws them on the CPU.
///
/// A value: a copy continues the stream on its own.
public struct Generator: Sendable {
  private var state = [UInt32](repeating: 0, count: 624)
  private var position = 624
  /// The second of a pair of normal numbers, for single draws.
  private var spare: Double?

  public init(seed: UInt64) { self.seed(seed) }

  /// Starts the stream anew. Only the low 32 bits count, as in PyTorch.
  public mutating func seed(_ seed: UInt64) {
    state[0] = UInt32(truncatingIfNeeded: seed)
    for i in 1..<624 { state[i] = 1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i) }
    position = 624
    spare = nil
  }

  /// 32 random bits.
  mutating func next() -> UInt32 {
    if position == 624 { twist() }
    var y = state[position]
    position += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    return y ^ (y >> 18)
  }

  private mutating func twist() {
    for i in 0..<624 {
      let y = (state[i] & 0x8000_0000) | (state[(i + 1) % 624] & 0x7FFF_FFFF)
      state[i] = state[(i + 397) % 624] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    position = 0
  }

  mutating func next64() -> UInt64 {
    let high = UInt64(next())
    return high << 32 | UInt64(next())
  }

  /// Uniform in [0, 1): 53 bits.
  mutating func double() -> Double { Double(next64() & (1 << 53 - 1)) * 0x1p-53 }
  /// Uniform in [0, 1): 24 bits.
  mutating func float() -> Float { Float(next() & (1 << 24 - 1)) * 0x1p-24 }

  mutating func integer(below range: Int) -> Int {
    range <= 1 << 32 ? Int(UInt64(next()) % UInt64(range)) : Int(next64() % UInt64(range))
  }

  // MARK: Tensors

  mutating func fillUniform(_ tensor: Tensor) throws(TensorError) {
    switch tensor.dtype {
    case .f64:
      let out = tensor.pointer(Double.self)
      for i in 0..<tensor.count { out[i] = double() }
    case .f32:
      let out = tensor.pointer(Float.self)
      for i in 0..<tensor.count { out[i] = float() }
    case .f16, .bf16:
      let wide = try Tensor(uninitialized: tensor.shape, .f32)
      try fillUniform(wide)
      Copying.copy(try Copying.convert(wide, to: tensor.dtype), to: tensor)
    default: throw .dtype(tensor.dtype, wanted: "a float dtype", operation: "rand")
    }
  }

  /// Fewer than 16 numbers are drawn one by one; more in blocks of 16 by the Box–Muller transform, the
  /// last block drawn again so that it ends with the tensor.
  mutating func fillNormal(_ tensor: Tensor) throws(TensorError) {
    guard tensor.dtype.isFloat else {
      throw .dtype(tensor.dtype, wanted: "a float dtype", operation: "randn")
    }
    if tensor.dtype.isStorageOnly {
      let wide = try Tensor(uninitialized: tensor.shape, .f32)
      try fillNormal(wide)
      return Copying.copy(try Copying.convert(wide, to: tensor.dtype), to: tensor)
    }
    let n = tensor.count
    if n < 16 {
      var values: [Double] = []
      for _ in 0..<n { values.append(normal()) }
      return Copying.copy(Tensor(values, tensor.shape, tensor.dtype), to: tensor)
    }
    try fillUniform(tensor)
    if tensor.dtype == .f64 {
      let out = tensor.pointer(Double.self)
      for start in stride(from: 0, through: n - 16, by: 16) { Self.boxMuller(out + start) }
      if n % 16 != 0 {
        for i in n - 16..<n { out[i] = double() }
        Self.boxMuller(out + (n - 16))
      }
    } else {
      let out = tensor.pointer(Float.self)
      for start in stride(from: 0, through: n - 16, by: 16) { Self.boxMuller(out + start) }
      if n % 16 != 0 {
        for i in n - 16..<n { out[i] = float() }
        Self.boxMuller(out + (n - 16))
      }
    }
  }

  private static func boxMuller(_ block: UnsafeMutablePointer<Double>) {
    for j in 0..<8 {
      let radius = sqrt(-2 * log(1 - block[j])), angle = 2 * Double.pi * block[j + 8]
      block[j] = radius * cos(angle)
      block[j + 8] = radius * sin(angle)
    }
  }

  private static func boxMuller(_ block: UnsafeMutablePointer<Float>) {
    for j in 0..<8 {
      let radius = sqrtf(-2 * logf(1 - block[j])), angle = 2 * Float.pi * block[j + 8]
      block[j] = radius * cosf(angle)
      block[j + 8] = radius * sinf(angle)
    }
  }

  private mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    let angle = 2 * Double.pi * double(), radius = sqrt(-2 * log1p(-double()))
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  // MARK: Sessions

  /// Everything that the stream's continuation depends on.
  public var words: [UInt64] {
    state.map { UInt64($0) } + [UInt64(position), spare == nil ? 0 : 1, spare?.bitPattern ?? 0]
  }

  /// A stream from its `words`; nil when they are not those of one.
  public init?(words: [UInt64]) {
    guard words.count == 627, words[..<624].allSatisfy({ $0 <= UInt64(UInt32.max) }), words[624] <= 624 else {
      return nil
    }
    state = words[..<624].map { UInt32($0) }
    position = Int(words[624])
    spare = words[625] == 0 ? nil : Double(bitPattern: words[626])
  }
}
