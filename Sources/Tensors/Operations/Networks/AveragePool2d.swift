/// The mean of each window, its margin of zeros included.
struct AveragePool2d: Callable {
  static let signature = Signature(
    "avg_pool2d", .tensor("x"), .init(.ints, "size"), .init(.ints, "stride", default: Argument.none),
    .init(.ints, "padding", default: .int(0)), family: "networks",
    summary: "the mean of each window; stride is the window's size unless given",
    shapes: "[n, c, h, w] → [n, c, h', w']", example: "avg_pool2d(ones((1, 1, 2, 2)), 2)",
    gives: "[[[[1.]]]]  f64[1, 1, 1, 1]", section: "7.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), size = try a.pair(1, "avg_pool2d") ?? (1, 1)
    guard x.rank == 4 else {
      throw .rank(x.shape, wanted: "pictures [n, channels, height, width]", operation: "avg_pool2d")
    }
    let d = x.shape.dims
    let planes = try x.reshaped([d[0] * d[1], 1, d[2], d[3]])
    let windows = try Windows(
      planes.shape, kernel: size, stride: try a.pair(2, "avg_pool2d") ?? size,
      padding: try a.pair(3, "avg_pool2d") ?? (0, 0), "avg_pool2d")
    let means = try apply(Unfold(windows: windows), planes).mean([1])
    return [try means.reshaped([d[0], d[1], windows.fits.0, windows.fits.1])]
  }
  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + Samples.small.doubles(), [1, 2, 3, 3])
    return [.init(.tensor(picture), .int(2), .int(1), .int(1))]
  }
}
