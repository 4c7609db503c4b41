/// The adjoint of `conv1d` with the same kernel: every element of x spreads a kernel over a longer sequence.
struct TransposedConvolution1d: Callable {
  static let signature = Signature(
    "conv_transpose1d", .tensor("x"), .tensor("weight"),
    .init(.optionalTensor, "bias", default: Argument.none),
    .init(.ints, "stride", default: .int(1)), .init(.ints, "padding", default: .int(0)),
    .init(.ints, "output_padding", default: .int(0)), .init(.int, "groups", default: .int(1)),
    .init(.ints, "dilation", default: .int(1)), family: "networks",
    summary: "the transpose of conv1d: each element spreads a kernel over a longer sequence",
    shapes:
      "[n, c, l], [c, o/groups, k], [o] → [n, o, l'], l' = (l − 1)·stride − 2·padding + dilation·(k − 1) + output_padding + 1",
    example: "conv_transpose1d([[[1.0, 2.0]]], [[[1.0, 1.0]]], stride=2)",
    gives: "[[[1., 1., 2., 2.]]]  f64[1, 1, 4]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try TransposedConvolution2d.convolved(a, axes: 1, "conv_transpose1d")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Tensor(Samples.small.doubles(), [1, 2, 3])),
        .tensor(Tensor(Samples.cube.doubles(), [2, 3, 2])),
        .none, .int(2), .int(1), .int(1), .int(1), .int(2))
    ]
  }
}
