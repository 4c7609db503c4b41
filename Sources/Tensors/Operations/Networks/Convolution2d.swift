/// Convolution of pictures: each output channel is a sum of kernels laid over all input channels.
struct Convolution2d: Callable {
  static let signature = Signature(
    "conv2d", .tensor("x"), .tensor("weight"), .init(.optionalTensor, "bias", default: Argument.none),
    .init(.ints, "stride", default: .int(1)), .init(.ints, "padding", default: .int(0)), family: "networks",
    summary: "convolution of pictures (cross-correlation, as everywhere in deep learning)",
    shapes: "[n, c, h, w], [o, c, a, b], [o] → [n, o, h', w'], h' = ⌊(h + 2·padding − a)/stride⌋ + 1",
    example: "conv2d(ones((1, 1, 3, 3)), ones((1, 1, 2, 2)))",
    gives: "[[[[4., 4.],\n   [4., 4.]]]]  f64[1, 1, 2, 2]",
    section: "7.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let stride = try a.pair(3, "conv2d") ?? (1, 1), padding = try a.pair(4, "conv2d") ?? (0, 0)
    return [try apply(try a.float(0), try a.float(1), a.optionalTensor(2), stride, padding, "conv2d")]
  }

  static func apply(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ stride: (Int, Int), _ padding: (Int, Int),
    _ operation: String
  ) throws(TensorError) -> Tensor {
    guard weight.rank == 4, x.rank == 4, weight.shape.dims[1] == x.shape.dims[1] else {
      throw .mismatch(
        x.shape, weight.shape, wanted: "[n, channels, …] and a weight [outputs, channels, …]",
        operation: operation)
    }
    let windows = try Windows(
      x.shape, kernel: (weight.shape.dims[2], weight.shape.dims[3]), stride: stride, padding: padding,
      operation)
    let outputs = weight.shape.dims[0]
    let columns = try Tensors.apply(Unfold(windows: windows), x)
    let rows = try weight.reshaped([outputs, columns.shape.dims[1]])
    let product = try Tensor.matmul(rows, columns)  // [n, o, h'·w']
    let result = try product.reshaped([x.shape.dims[0], outputs, windows.fits.0, windows.fits.1])
    guard let bias else { return result }
    guard bias.shape == [outputs] else {
      throw .mismatch(weight.shape, bias.shape, wanted: "one bias for each output", operation: operation)
    }
    return try result + bias.reshaped([outputs, 1, 1])
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + Samples.small.doubles(), [1, 2, 3, 3])
    let weight = Tensor(Samples.cube.doubles() + Samples.row.doubles() + [0.1], [2, 2, 2, 2])
    let bias = Tensor([0.3, -0.2], [2])
    return [
      .init(.tensor(picture), .tensor(weight), .tensor(bias), .int(1), .int(0)),
      .init(.tensor(picture), .tensor(weight), .none, .ints([2, 1]), .ints([1, 2])),
    ]
  }
}
