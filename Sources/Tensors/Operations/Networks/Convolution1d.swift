/// Convolution of sequences.
struct Convolution1d: Callable {
  static let signature = Signature(
    "conv1d", .tensor("x"), .tensor("weight"), .init(.optionalTensor, "bias", default: Argument.none),
    .init(.ints, "stride", default: .int(1)), .init(.integersOrText, "padding", default: .int(0)),
    .init(.ints, "dilation", default: .int(1)), .init(.int, "groups", default: .int(1)), family: "networks",
    summary: "convolution of sequences; padding=\"same\" keeps their length",
    shapes:
      "[n, c, l], [o, c/groups, k], [o] → [n, o, l'], l' = ⌊(l + 2·padding − dilation·(k − 1) − 1)/stride⌋ + 1",
    example: "conv1d([[[1.0, 2.0, 3.0]]], [[[1.0, 1.0]]])", gives: "[[[3., 5.]]]  f64[1, 1, 2]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Convolution2d.convolved(a, axes: 1, "conv1d")]
  }
  static var samples: [OperationEntry.Sample] {
    let sequence = Tensor(Samples.cube.doubles(), [1, 2, 6]),
      weight = Tensor(Samples.positive.doubles(), [1, 2, 3])
    let bias = Tensor([0.2], [1])
    return [
      .init(.tensor(sequence), .tensor(weight), .tensor(bias), .int(2), .int(1), .int(1), .int(1)),
      .init(.tensor(sequence), .tensor(weight), .none, .int(1), .text("same"), .int(2), .int(1)),
    ]
  }
}
