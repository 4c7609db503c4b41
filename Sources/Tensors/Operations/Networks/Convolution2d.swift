/// Convolution of pictures: each output channel is a sum of kernels laid over the channels of its group.
struct Convolution2d: Callable {
  static let signature = Signature(
    "conv2d", .tensor("x"), .tensor("weight"), .init(.optionalTensor, "bias", default: Argument.none),
    .init(.ints, "stride", default: .int(1)), .init(.integersOrText, "padding", default: .int(0)),
    .init(.ints, "dilation", default: .int(1)), .init(.int, "groups", default: .int(1)), family: "networks",
    summary:
      "convolution of pictures (cross-correlation, as everywhere in deep learning); padding=\"same\" keeps their size",
    shapes:
      "[n, c, h, w], [o, c/groups, a, b], [o] → [n, o, h', w'], h' = ⌊(h + 2·padding − dilation·(a − 1) − 1)/stride⌋ + 1",
    example: "conv2d(ones((1, 1, 3, 3)), ones((1, 1, 2, 2)))",
    gives: "[[[[4., 4.],\n   [4., 4.]]]]  f64[1, 1, 2, 2]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try convolved(a, axes: 2, "conv2d")]
  }

  static func convolved(_ a: Arguments, axes: Int, _ name: String) throws(TensorError) -> Tensor {
    let c = try Convolving(a, axes: axes, stride: 3, dilation: 5, groups: 6, name)
    let (n, channels, outputs) = (c.x.shape.dims[0], c.x.shape.dims[1], c.weight.shape.dims[0])
    guard c.weight.shape.dims[1] == channels / c.groups else {
      throw .mismatch(
        c.given.x, c.given.weight,
        wanted:
          "a kernel [outputs, \(channels / c.groups), …] for \(channels) channels and groups=\(c.groups)",
        operation: name)
    }
    let windows = try c.windows(try c.margins(a, 4))
    if c.groups == 1 {
      let dtype = [c.x, c.weight, c.bias ?? c.x].reduce(DType.bool) { DType.promote($0, $1.dtype) }
      var inputs = [try c.x.converted(to: dtype), try c.weight.converted(to: dtype)]
      if let bias = try c.checkedBias(outputs) { inputs.append(try bias.converted(to: dtype)) }
      return try c.shaped(try apply(Convolve(windows: windows, hasBias: inputs.count > 2), inputs)[0])
    }
    let columns = try apply(Columns(windows: windows), c.x)  // [n, c·kh·kw, h'·w']
    let depth = windows.shape.dims[1] / c.groups, places = windows.shape.dims[2]
    let product = try Tensor.matmul(
      try c.weight.reshaped([c.groups, outputs / c.groups, depth]),
      try columns.reshaped([n, c.groups, depth, places]))
    return try c.finish(try product.reshaped([n, outputs, windows.rows.count, windows.columns.count]))
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + Samples.small.doubles(), [1, 2, 3, 3])
    let weight = Tensor(Samples.cube.doubles() + Samples.row.doubles() + [0.1], [2, 2, 2, 2])
    let bias = Tensor([0.3, -0.2], [2])
    let depthwise = Tensor(Samples.other.doubles() + [0.25, -0.4], [2, 1, 2, 2])
    return [
      .init(.tensor(picture), .tensor(weight), .tensor(bias), .int(1), .int(0), .int(1), .int(1)),
      .init(.tensor(picture), .tensor(weight), .none, .ints([2, 1]), .ints([1, 2]), .int(1), .int(1)),
      .init(
        .tensor(picture), .tensor(depthwise), .tensor(bias), .int(1), .text("same"), .ints([2, 1]), .int(2)),
    ]
  }
}
