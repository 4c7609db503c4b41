/// Each group of an example's channels with mean 0 and variance 1, then scaled and moved (Wu & He 2018).
struct GroupNorm: Callable {
  static let signature = Signature(
    "group_norm", .tensor("x"), .init(.int, "groups"),
    .init(.optionalTensor, "weight", default: Argument.none),
    .init(.optionalTensor, "bias", default: Argument.none), .init(.number, "eps", default: .number(1e-5)),
    family: "networks",
    summary:
      "groups of neighbouring channels (axis 1), each with mean 0 and variance 1 in each example, times weight plus bias",
    shapes: "[n, c, …], [c], [c] → [n, c, …], groups a divisor of c",
    example: "group_norm([[1.0, 3.0, 2.0, 6.0]], 2, eps=0)", gives: "[[-1.,  1., -1.,  1.]]  f64[1, 4]",
    section: "8.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), groups = a.int(1)
    guard x.rank >= 2 else {
      throw .rank(x.shape, wanted: "a batch [n, channels, …]", operation: "group_norm")
    }
    let (n, channels) = (x.shape.dims[0], x.shape.dims[1])
    guard groups > 0, channels % groups == 0 else {
      throw .argument("\(channels) channels do not fall into \(groups) equal groups", operation: "group_norm")
    }
    let size = x.shape.dims[2...].reduce(channels / groups, &*)
    let even = try x.reshaped([n, groups, size]).standardized([2], eps: a.number(4)).reshaped(x.shape)
    return [try even.scaledPerChannel(a.optionalTensor(2), a.optionalTensor(3), "group_norm")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Tensor(Samples.cube.doubles(), [1, 4, 3])), .int(2),
        .tensor(Tensor([0.5, -1.1, 0.85, 0.2], [4])),
        .tensor(Tensor([0.1, 0.2, -0.3, 0.4], [4])), .number(1e-5))
    ]
  }
}
