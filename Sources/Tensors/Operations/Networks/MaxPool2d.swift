/// The largest element under each window.
struct MaxPool2d: Callable {
  static let signature = Signature(
    "max_pool2d", .tensor("x"), .init(.ints, "size"), .init(.ints, "stride", default: Argument.none),
    .init(.ints, "padding", default: .int(0)), .init(.ints, "dilation", default: .int(1)),
    .init(.flag, "ceil_mode", default: .flag(false)), .init(.flag, "return_indices", default: .flag(false)),
    family: "networks",
    summary:
      "the largest element under each window; stride is the window's size unless given; return_indices=true adds where in the plane it is",
    shapes: "[n, c, h, w] → [n, c, h', w'], h' = ⌊(h + 2·padding − dilation·(size − 1) − 1)/stride⌋ + 1",
    example: "max_pool2d(reshape(arange(4.0), (1, 1, 2, 2)), 2)", gives: "[[[[3.]]]]  f64[1, 1, 1, 1]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let call = try PoolingCall(a, axes: 2, "max_pool2d")
    let pooling = try call.windows(a, size: 1, stride: 2, padding: 3, dilation: 4, ceil: 5)
    return try Largest.pooled(call, pooling, withPositions: a.flag(6))
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + [0.33, -0.55, 0.11, 0.48], [1, 1, 4, 4])
    return [
      .init(.tensor(picture), .int(2), .none, .int(0), .int(1), .flag(false), .flag(false)),
      .init(.tensor(picture), .int(3), .int(2), .int(1), .int(1), .flag(true), .flag(false)),
      .init(.tensor(picture), .int(2), .int(1), .int(0), .ints([2, 1]), .flag(false), .flag(true)),
    ]
  }
}

/// The largest element under each window of sequences.
struct MaxPool1d: Callable {
  static let signature: Signature = {
    var signature = MaxPool2d.signature
    signature.name = "max_pool1d"
    signature.shapes = "[n, c, l] → [n, c, l'], l' = ⌊(l + 2·padding − dilation·(size − 1) − 1)/stride⌋ + 1"
    signature.example = "max_pool1d([[[1.0, 4.0, 2.0, 3.0]]], 2)"
    signature.gives = "[[[4., 3.]]]  f64[1, 1, 2]"
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let call = try PoolingCall(a, axes: 1, "max_pool1d")
    let pooling = try call.windows(a, size: 1, stride: 2, padding: 3, dilation: 4, ceil: 5)
    return try Largest.pooled(call, pooling, withPositions: a.flag(6))
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(2), .int(1), .int(1), .int(1), .flag(false), .flag(false))]
  }
}

/// The largest elements of windows that are made to fit.
struct AdaptiveMaxPool2d: Callable {
  static let signature = Signature(
    "adaptive_max_pool2d", .tensor("x"), .init(.ints, "size", default: Argument.none),
    .init(.flag, "return_indices", default: .flag(false)), family: "networks",
    summary: "largest elements of windows made to fit, so that the result has the size wanted",
    shapes: "[n, c, h, w], (a, b) → [n, c, a, b]",
    example: "adaptive_max_pool2d(reshape(arange(4.0), (1, 1, 2, 2)), (1, 2))",
    gives: "[[[[2., 3.]]]]  f64[1, 1, 1, 2]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let call = try PoolingCall(a, axes: 2, "adaptive_max_pool2d")
    return try Largest.pooled(call, try call.adaptive(a, size: 1), withPositions: a.flag(2))
  }
  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + [0.33, -0.55, 0.11, 0.48], [1, 1, 4, 4])
    return [.init(.tensor(picture), .ints([3, 2]), .flag(false))]
  }
}

/// The same for sequences.
struct AdaptiveMaxPool1d: Callable {
  static let signature = Signature(
    "adaptive_max_pool1d", .tensor("x"), .init(.ints, "size"),
    .init(.flag, "return_indices", default: .flag(false)), family: "networks",
    summary: "largest elements of windows made to fit, so that the result has the length wanted",
    shapes: "[n, c, l], k → [n, c, k]", example: "adaptive_max_pool1d([[[1.0, 3.0, 2.0]]], 2)",
    gives: "[[[3., 3.]]]  f64[1, 1, 2]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let call = try PoolingCall(a, axes: 1, "adaptive_max_pool1d")
    return try Largest.pooled(call, try call.adaptive(a, size: 1), withPositions: a.flag(2))
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(3), .flag(false))] }
}
