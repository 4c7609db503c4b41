/// What the normalizing layers share.
extension Tensor {
  /// Mean 0 and variance 1 over axes; the variance is divided by n, and `eps` added to it.
  func standardized(_ axes: [Int], eps: Double) throws(TensorError) -> Tensor {
    if axes.sorted() == Array(rank - axes.count..<rank), !axes.isEmpty {
      return try rowNorm(axes.count, eps: eps)
    }
    let distance = try self - mean(axes, keepingDimensions: true)
    return try distance * apply(Rsqrt(), (distance * distance).mean(axes, keepingDimensions: true) + eps)
  }

  func scaled(_ weight: Tensor?, _ bias: Tensor?) throws(TensorError) -> Tensor {
    let product = try weight.map { (weight) throws(TensorError) in try self * weight } ?? self
    return try bias.map { (bias) throws(TensorError) in try product + bias } ?? product
  }

  /// Times a weight for each channel, plus a bias for each.
  func scaledPerChannel(_ weight: Tensor?, _ bias: Tensor?, _ operation: String) throws(TensorError) -> Tensor
  {
    try scaled(
      try weight.map { (x) throws(TensorError) in try perChannel(x, operation) },
      try bias.map { (x) throws(TensorError) in try perChannel(x, operation) })
  }

  /// A vector `[c]` as `[c, 1, …]`, so that it lies along the channels of this tensor, `[n, c, …]`.
  func perChannel(_ vector: Tensor, _ operation: String) throws(TensorError) -> Tensor {
    guard vector.shape == [shape.dims[1]] else {
      throw .mismatch(shape, vector.shape, wanted: "one number for each channel", operation: operation)
    }
    return try vector.reshaped(Shape([shape.dims[1]] + [Int](repeating: 1, count: rank - 2)))
  }
}

extension Arguments {
  /// The last axes of x, which a layer normalizes together: those of a shape that was given, of the weight or
  /// the bias, otherwise the last one alone.
  func normalizedAxes(
    of x: Tensor, shape: Int, _ weight: Tensor?, _ bias: Tensor?, _ operation: String
  ) throws(TensorError) -> [Int] {
    let given = ints(shape).map { Shape($0) } ?? weight?.shape ?? bias?.shape ?? Shape(x.shape.dims.suffix(1))
    for part in [given, weight?.shape ?? given, bias?.shape ?? given] {
      guard part == given, part.rank > 0, Array(x.shape.dims.suffix(part.rank)) == part.dims else {
        throw .mismatch(x.shape, part, wanted: "the shape of the last axes", operation: operation)
      }
    }
    return Array(x.rank - given.rank..<x.rank)
  }
}
