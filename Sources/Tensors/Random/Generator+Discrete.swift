extension Generator {
  /// Fills a contiguous `i64` tensor with integers from `low` on, `range` of them possible.
  mutating func fillIntegers(_ tensor: Tensor, low: Int, range: UInt64) throws(TensorError) {
    let out = tensor.pointer(Int.self)
    try Self.inPieces(tensor.count) { for i in $0 { out[i] = low &+ integer(below: range) } }
  }

  /// The integers below `count` in random order: each place exchanges its number with one further on.
  mutating func permutation(_ count: Int) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: [count], .i64)
    let out = result.pointer(Int.self)
    for i in 0..<count { out[i] = i }
    // Above this PyTorch takes 64 bits, so that the remainders stay even.
    let isLong = count >= Int(UInt32.max) / 20
    try Self.inPieces(max(0, count - 1)) {
      for i in $0 {
        let other = i + Int((isLong ? bits64() : UInt64(bits())) % UInt64(count - i))
        (out[i], out[other]) = (out[other], out[i])
      }
    }
    return result
  }

  /// Fills a contiguous tensor with ones, at the rate of one probability, and zeros.
  mutating func fillBernoulli(_ tensor: Tensor, probability: Double, _ operation: String) throws(TensorError)
  {
    try checkProbability(probability, operation)
    let flags = try Tensor(uninitialized: tensor.shape, .bool)
    let out = flags.pointer(Bool.self)
    try Self.inPieces(flags.count) { for i in $0 { out[i] = double() < probability } }
    Copying.copy(try Copying.convert(flags, to: tensor.dtype), to: tensor)
  }

  /// Ones and zeros, each at the rate of its own probability.
  mutating func bernoulli(_ probabilities: Tensor, _ operation: String) throws(TensorError) -> Tensor {
    let values = probabilities.doubles()
    for value in values { try checkProbability(value, operation) }
    let flags = try Tensor(uninitialized: probabilities.shape, .bool)
    let out = flags.pointer(Bool.self)
    // The probabilities' dtype decides how many bits are compared.
    if probabilities.dtype == .f64 {
      for i in values.indices { out[i] = double() < values[i] }
    } else {
      for i in values.indices { out[i] = Double(float()) < values[i] }
    }
    return try Copying.convert(flags, to: probabilities.dtype)
  }

  private func checkProbability(_ value: Double, _ operation: String) throws(TensorError) {
    guard value >= 0, value <= 1 else {
      throw .argument("\(value) is no probability, which lies between 0 and 1", operation: operation)
    }
  }
}
