import Glibc

extension Generator {
  /// Fills a contiguous float tensor from the uniform distribution on [low, high).
  mutating func fillUniform(
    _ tensor: Tensor, low: Double = 0, high: Double = 1, _ operation: String
  ) throws(TensorError) {
    guard low.isFinite, high.isFinite, (high - low).isFinite, low <= high else {
      throw .argument(
        "the bounds have to be finite and in order, and these are \(low) and \(high)", operation: operation)
    }
    switch tensor.dtype {
    case .f64:
      let out = tensor.pointer(Double.self), width = high - low
      try Self.inPieces(tensor.count) {
        for i in $0 {
          let value = low.addingProduct(double(), width)
          // Rounding may reach the end that is left out.
          out[i] = value == high ? low : value
        }
      }
    case .f32:
      let out = tensor.pointer(Float.self), low = Float(low), high = Float(high), width = high - low
      try Self.inPieces(tensor.count) {
        for i in $0 {
          let value = low.addingProduct(float(), width)
          out[i] = value == high ? low : value
        }
      }
    case .f16, .bf16: try fillNarrowUniform(tensor, low, high, operation)
    default: throw .dtype(tensor.dtype, wanted: "a float dtype", operation: operation)
    }
  }

  /// 16-bit floats are drawn as `f32` and rounded once.
  private mutating func fillNarrowUniform(
    _ tensor: Tensor, _ low: Double, _ high: Double, _ operation: String
  ) throws(TensorError) {
    let wide = try Tensor(uninitialized: tensor.shape, .f32)
    try fillUniform(wide, low: low, high: high, operation)
    let limits = try Copying.convert(Tensor([low, high], [2]), to: tensor.dtype)
    let rounded = try Copying.convert(wide, to: tensor.dtype)
    let out = tensor.pointer(UInt16.self), from = rounded.pointer(UInt16.self),
      ends = limits.pointer(UInt16.self)
    for i in 0..<tensor.count { out[i] = from[i] == ends[1] ? ends[0] : from[i] }
  }

  /// Fills a contiguous float tensor from the exponential distribution.
  mutating func fillExponential(
    _ tensor: Tensor, rate: Double = 1, _ operation: String
  ) throws(TensorError) {
    guard rate > 0, rate.isFinite else {
      throw .argument("the rate is \(rate), and it has to be above 0", operation: operation)
    }
    let wide = tensor.dtype == .f64 ? tensor : try Tensor(uninitialized: tensor.shape, .f64)
    let out = wide.pointer(Double.self)
    try Self.inPieces(wide.count) { for i in $0 { out[i] = -1 / rate * log1p(-double()) } }
    if tensor.dtype != .f64 { Copying.copy(try Copying.convert(wide, to: tensor.dtype), to: tensor) }
  }
}
