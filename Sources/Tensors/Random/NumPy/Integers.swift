/// Uniform whole numbers.
extension RandomState {
  /// How the integers are stored in NumPy: narrow ones are cut from 32 random bits, several from one word.
  public enum IntegerWidth: String, Sendable, CaseIterable {
    case bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64

    /// The smallest and largest of them that `Int` has.
    var limits: ClosedRange<Int> {
      switch self {
      case .bool: 0...1
      case .int8: -128...127
      case .uint8: 0...255
      case .int16: -32768...32767
      case .uint16: 0...65535
      case .int32: Int(Int32.min)...Int(Int32.max)
      case .uint32: 0...Int(UInt32.max)
      case .int64: Int.min...Int.max
      case .uint64: 0...Int.max
      }
    }

    /// Bits of one number where several share a word; nil for wider ones.
    fileprivate var sharedBits: Int? {
      switch self {
      case .bool: 1
      case .int8, .uint8: 8
      case .int16, .uint16: 16
      default: nil
      }
    }
  }

  /// Integers from `low` to `high`, both included, by masked rejection.
  public mutating func integers(
    _ low: Int, through high: Int, _ width: IntegerWidth = .int64, _ shape: Shape
  ) throws(TensorError) -> Tensor {
    guard low <= high else {
      throw .argument("there is no integer from \(low) up to \(high &+ 1)", operation: "randint")
    }
    guard width.limits.contains(low), width.limits.contains(high) else {
      throw .argument("integers from \(low) to \(high) do not fit \(width.rawValue)", operation: "randint")
    }
    let result = try Tensor(uninitialized: shape, .i64), out = result.pointer(Int.self)
    let range = UInt64(bitPattern: Int64(high &- low))
    if range == 0 {
      for i in 0..<result.count { out[i] = low }
    } else if let bits = width.sharedBits {
      var words = SharedWord(bits: bits, limit: UInt32(range))
      try Generator.inPieces(result.count) { for i in $0 { out[i] = low + Int(words.next(&twister)) } }
    } else {
      try Generator.inPieces(result.count) {
        for i in $0 { out[i] = low &+ Int(truncatingIfNeeded: integer(upTo: range)) }
      }
    }
    return result
  }
}

/// Cuts numbers of a few bits from 32 random ones, the lowest first.
private struct SharedWord {
  let bits: Int
  let limit: UInt32
  private let mask: UInt32
  private var word: UInt32 = 0
  private var left = 0

  init(bits: Int, limit: UInt32) {
    self.bits = bits
    self.limit = limit
    mask = UInt32.max >> UInt32(limit.leadingZeroBitCount)
  }

  mutating func next(_ twister: inout MersenneTwister) -> UInt32 {
    while true {
      if left == 0 {
        word = twister.next()
        left = 32 / bits
      } else {
        word >>= UInt32(bits)
      }
      left -= 1
      let value = word & mask
      if value <= limit { return value }
    }
  }
}
