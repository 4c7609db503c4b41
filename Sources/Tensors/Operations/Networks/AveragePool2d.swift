/// The mean of each window.
struct AveragePool2d: Callable {
  static let signature = Signature(
    "avg_pool2d", .tensor("x"), .init(.ints, "size"), .init(.ints, "stride", default: Argument.none),
    .init(.ints, "padding", default: .int(0)), .init(.flag, "ceil_mode", default: .flag(false)),
    .init(.flag, "count_include_pad", default: .flag(true)),
    .init(.int, "divisor_override", default: Argument.none), family: "networks",
    summary:
      "the mean of each window, zeros of the margin included; stride is the window's size unless given",
    shapes: "[n, c, h, w] → [n, c, h', w'], h' = ⌊(h + 2·padding − size)/stride⌋ + 1",
    example: "avg_pool2d(ones((1, 1, 2, 2)), 2)", gives: "[[[[1.]]]]  f64[1, 1, 1, 1]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try pooled(a, axes: 2, divisor: a.optionalInt(6), "avg_pool2d")]
  }

  static func pooled(_ a: Arguments, axes: Int, divisor: Int?, _ name: String) throws(TensorError) -> Tensor {
    let call = try PoolingCall(a, axes: axes, name)
    let pooling = try call.windows(a, size: 1, stride: 2, padding: 3, ceil: 4)
    let sums = try apply(PoolSum(pooling: pooling), call.x)
    if let divisor {
      guard divisor != 0 else { throw .argument("divisor_override can't be 0", operation: name) }
      return try call.finish(try sums / Double(divisor))
    }
    let sizes = Tensor(
      pooling.sizes(withMargin: a.flag(5)), [pooling.rows.count, pooling.columns.count], call.x.dtype)
    return try call.finish(try sums / sizes)
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + Samples.small.doubles(), [1, 2, 3, 3])
    return [
      .init(.tensor(picture), .int(2), .int(1), .int(1), .flag(false), .flag(true), .none),
      .init(.tensor(picture), .ints([2, 1]), .none, .int(0), .flag(true), .flag(false), .none),
    ]
  }
}

/// The mean of each window of sequences.
struct AveragePool1d: Callable {
  static let signature = Signature(
    "avg_pool1d", .tensor("x"), .init(.ints, "size"), .init(.ints, "stride", default: Argument.none),
    .init(.ints, "padding", default: .int(0)), .init(.flag, "ceil_mode", default: .flag(false)),
    .init(.flag, "count_include_pad", default: .flag(true)), family: "networks",
    summary:
      "the mean of each window, zeros of the margin included; stride is the window's size unless given",
    shapes: "[n, c, l] → [n, c, l'], l' = ⌊(l + 2·padding − size)/stride⌋ + 1",
    example: "avg_pool1d([[[1.0, 3.0, 5.0]]], 2, stride=1)", gives: "[[[2., 4.]]]  f64[1, 1, 2]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try AveragePool2d.pooled(a, axes: 1, divisor: nil, "avg_pool1d")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(2), .int(1), .int(1), .flag(false), .flag(false))]
  }
}
