/// Convolution of sequences: that of pictures one row high.
struct Convolution1d: Callable {
  static let signature = Signature(
    "conv1d", .tensor("x"), .tensor("weight"), .init(.optionalTensor, "bias", default: Argument.none),
    .init(.int, "stride", default: .int(1)), .init(.int, "padding", default: .int(0)), family: "networks",
    summary: "convolution of sequences",
    shapes: "[n, c, l], [o, c, k], [o] → [n, o, l'], l' = ⌊(l + 2·padding − k)/stride⌋ + 1",
    example: "conv1d([[[1.0, 2.0, 3.0]]], [[[1.0, 1.0]]])", gives: "[[[3., 5.]]]  f64[1, 1, 2]",
    section: "16.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), weight = try a.float(1)
    guard x.rank == 3, weight.rank == 3 else {
      throw .mismatch(
        x.shape, weight.shape, wanted: "[n, channels, length] and a weight [outputs, channels, k]",
        operation: "conv1d")
    }
    let (d, k) = (x.shape.dims, weight.shape.dims)
    let result = try Convolution2d.apply(
      try x.reshaped([d[0], d[1], 1, d[2]]), try weight.reshaped([k[0], k[1], 1, k[2]]), a.optionalTensor(2),
      (1, a.int(3)), (0, a.int(4)), "conv1d")
    return [try result.reshaped([result.shape.dims[0], result.shape.dims[1], result.shape.dims[3]])]
  }
  static var samples: [OperationEntry.Sample] {
    let sequence = Tensor(Samples.cube.doubles(), [1, 2, 6]),
      weight = Tensor(Samples.positive.doubles(), [1, 2, 3])
    return [.init(.tensor(sequence), .tensor(weight), .tensor(Tensor([0.2], [1])), .int(2), .int(1))]
  }
}
