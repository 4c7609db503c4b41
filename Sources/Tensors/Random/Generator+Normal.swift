extension Generator {
  /// Fills a contiguous float tensor from a normal distribution.
  ///
  /// Fewer than 16 numbers are drawn one by one, in double precision; more in blocks of 16, the last block
  /// drawn again so that it ends with the tensor.
  mutating func fillNormal(
    _ tensor: Tensor, mean: Double = 0, deviation: Double = 1, _ operation: String
  ) throws(TensorError) {
    guard mean.isFinite, deviation.isFinite, deviation >= 0 else {
      throw .argument(
        "a normal distribution needs a finite mean and a standard deviation of at least 0",
        operation: operation
      )
    }
    guard tensor.dtype.isFloat else {
      throw .dtype(tensor.dtype, wanted: "a float dtype", operation: operation)
    }
    let count = tensor.count
    guard count >= BoxMuller.block else {
      var values: [Double] = []
      for _ in 0..<count { values.append(normal() * deviation + mean) }
      return Copying.copy(Tensor(values, tensor.shape, tensor.dtype), to: tensor)
    }
    switch tensor.dtype {
    case .f64: try fillBlocks(tensor.pointer(Double.self), count, mean, deviation)
    case .f32: try fillBlocks(tensor.pointer(Float.self), count, Float(mean), Float(deviation))
    case .f16, .bf16:
      let wide = try Tensor(uninitialized: tensor.shape, .f32)
      // Narrow floats are drawn block by block, so nothing is drawn for what the last block replaces.
      try fillBlocks(
        wide.pointer(Float.self), count, Float(mean), Float(deviation), drawn: count - count % BoxMuller.block
      )
      Copying.copy(try Copying.convert(wide, to: tensor.dtype), to: tensor)
    default: throw .dtype(tensor.dtype, wanted: "a float dtype", operation: operation)
    }
  }

  private mutating func fillBlocks(
    _ out: UnsafeMutablePointer<Double>, _ count: Int, _ mean: Double, _ deviation: Double
  ) throws(TensorError) {
    try Self.inPieces(count) { for i in $0 { out[i] = double() } }
    try Self.inPieces(count) { piece in
      for start in stride(
        from: piece.lowerBound, through: piece.upperBound - BoxMuller.block, by: BoxMuller.block)
      {
        BoxMuller.transform(out + start, mean: mean, deviation: deviation)
      }
    }
    guard count % BoxMuller.block != 0 else { return }
    for i in count - BoxMuller.block..<count { out[i] = double() }
    BoxMuller.transform(out + (count - BoxMuller.block), mean: mean, deviation: deviation)
  }

  private mutating func fillBlocks(
    _ out: UnsafeMutablePointer<Float>, _ count: Int, _ mean: Float, _ deviation: Float, drawn: Int? = nil
  ) throws(TensorError) {
    try Self.inPieces(drawn ?? count) { for i in $0 { out[i] = float() } }
    try Self.inPieces(count) { piece in
      for start in stride(
        from: piece.lowerBound, through: piece.upperBound - BoxMuller.block, by: BoxMuller.block)
      {
        BoxMuller.transform(out + start, mean: mean, deviation: deviation)
      }
    }
    guard count % BoxMuller.block != 0 else { return }
    for i in count - BoxMuller.block..<count { out[i] = float() }
    BoxMuller.transform(out + (count - BoxMuller.block), mean: mean, deviation: deviation)
  }
}
