/// The adjoint of `conv2d` with the same kernel: every element of x spreads a kernel over a larger picture.
struct TransposedConvolution2d: Callable {
  static let signature = Signature(
    "conv_transpose2d", .tensor("x"), .tensor("weight"),
    .init(.optionalTensor, "bias", default: Argument.none),
    .init(.ints, "stride", default: .int(1)), .init(.ints, "padding", default: .int(0)),
    .init(.ints, "output_padding", default: .int(0)), .init(.int, "groups", default: .int(1)),
    .init(.ints, "dilation", default: .int(1)), family: "networks",
    summary: "the transpose of conv2d: each element spreads a kernel over a larger picture",
    shapes:
      "[n, c, h, w], [c, o/groups, a, b], [o] → [n, o, h', w'], h' = (h − 1)·stride − 2·padding + dilation·(a − 1) + output_padding + 1",
    example: "conv_transpose2d(ones((1, 1, 2, 2)), ones((1, 1, 2, 2)))",
    gives: "[[[[1., 2., 1.],\n   [2., 4., 2.],\n   [1., 2., 1.]]]]  f64[1, 1, 3, 3]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try convolved(a, axes: 2, "conv_transpose2d")]
  }

  static func convolved(_ a: Arguments, axes: Int, _ name: String) throws(TensorError) -> Tensor {
    let c = try Convolving(a, axes: axes, stride: 3, dilation: 7, groups: 6, name)
    guard c.weight.shape.dims[0] == c.x.shape.dims[1] else {
      throw .mismatch(
        c.given.x, c.given.weight, wanted: "a kernel [channels, outputs/groups, …]", operation: name)
    }
    let padding = try Convolving.pair(a, 4, axes, still: 0, name)
    let extra = try Convolving.pair(a, 5, axes, still: 0, name)
    let rows = try axis(c, 2, c.stride.0, c.dilation.0, padding.0, extra.0)
    let columns = try axis(c, 3, c.stride.1, c.dilation.1, padding.1, extra.1)
    let (n, channels) = (c.x.shape.dims[0], c.x.shape.dims[1])
    let each = c.weight.shape.dims[1], field = rows.kernel * columns.kernel
    let target = try Shape([n, each, c.groups, rows.size, columns.size]).checked()
    let windows = try Windows(
      [n, each * c.groups, rows.size, columns.size], rows: rows, columns: columns)
    guard target.count <= MachineMemory.total / 8 else {
      throw .memory(elements: target.count, dtype: c.x.dtype)
    }
    let kernels = try c.weight.reshaped([c.groups, channels / c.groups, each * field]).transposed()
    let inputs = try c.x.reshaped([n, c.groups, channels / c.groups, rows.count * columns.count])
    let spread = try Tensor.matmul(kernels, inputs).reshaped(windows.shape)
    return try c.finish(try apply(ColumnSums(windows: windows), spread))
  }

  /// The windows of the larger picture, one for each element of x.
  private static func axis(
    _ c: Convolving, _ i: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ extra: Int
  ) throws(TensorError) -> WindowAxis {
    let count = c.x.shape.dims[i], kernel = c.weight.shape.dims[i]
    try WindowAxis.check(
      size: count, kernel: kernel, stride: stride, dilation: dilation, (padding, padding), c.given.x, c.name)
    guard extra >= 0, extra < max(stride, dilation) else {
      throw .argument(
        "output_padding must be smaller than the stride or the dilation, and is \(extra)", operation: c.name)
    }
    let size = (count - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1
    guard size > 0 else {
      throw .mismatch(
        c.given.x, c.given.weight, wanted: "a padding smaller than the picture that it is taken from",
        operation: c.name)
    }
    return WindowAxis(
      size: size, kernel: kernel, stride: stride, dilation: dilation, before: padding, count: count)
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles().dropLast(4), [1, 2, 2, 2])
    let weight = Tensor(Samples.cube.doubles() + Samples.row.doubles() + [0.1], [2, 2, 2, 2])
    let grouped = Tensor(Samples.other.doubles() + [0.25, -0.4], [2, 1, 2, 2])
    let bias = Tensor([0.3, -0.2], [2])
    return [
      .init(
        .tensor(picture), .tensor(weight), .tensor(bias), .int(2), .int(1), .int(1), .int(1), .int(1)),
      .init(
        .tensor(picture), .tensor(grouped), .none, .ints([1, 2]), .int(0), .ints([0, 1]), .int(2),
        .ints([2, 1])),
    ]
  }
}
