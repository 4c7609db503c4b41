/// The means of windows that are made to fit, so that the result has the size wanted.
struct AdaptiveAveragePool2d: Callable {
  static let signature = Signature(
    "adaptive_avg_pool2d", .tensor("x"), .init(.ints, "size", default: Argument.none), family: "networks",
    summary:
      "means of windows made to fit, so that the result has the size wanted; 1 is the mean of the picture",
    shapes: "[n, c, h, w], (a, b) → [n, c, a, b]",
    example: "adaptive_avg_pool2d(reshape(arange(4.0), (1, 1, 2, 2)), 1)",
    gives: "[[[[1.5000]]]]  f64[1, 1, 1, 1]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try pooled(a, axes: 2, "adaptive_avg_pool2d")]
  }

  static func pooled(_ a: Arguments, axes: Int, _ name: String) throws(TensorError) -> Tensor {
    let call = try PoolingCall(a, axes: axes, name)
    let pooling = try call.adaptive(a, size: 1)
    let sizes = Tensor(
      pooling.sizes(withMargin: false), [pooling.rows.count, pooling.columns.count], call.x.dtype)
    return try call.finish(try apply(PoolSum(pooling: pooling), call.x) / sizes)
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + Samples.small.doubles(), [1, 2, 3, 3])
    return [.init(.tensor(picture), .ints([2, 1]))]
  }
}

/// The same for sequences.
struct AdaptiveAveragePool1d: Callable {
  static let signature = Signature(
    "adaptive_avg_pool1d", .tensor("x"), .init(.ints, "size"), family: "networks",
    summary: "means of windows made to fit, so that the result has the length wanted",
    shapes: "[n, c, l], k → [n, c, k]", example: "adaptive_avg_pool1d([[[1.0, 3.0, 5.0]]], 2)",
    gives: "[[[2., 4.]]]  f64[1, 1, 2]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try AdaptiveAveragePool2d.pooled(a, axes: 1, "adaptive_avg_pool1d")]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(3))] }
}
