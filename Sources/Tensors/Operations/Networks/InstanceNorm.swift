/// Each channel of each example with mean 0 and variance 1, then scaled and moved (Ulyanov et al. 2016).
struct InstanceNorm: Callable {
  static let signature = Signature(
    "instance_norm", .tensor("x"), .init(.optionalTensor, "weight", default: Argument.none),
    .init(.optionalTensor, "bias", default: Argument.none), .init(.number, "eps", default: .number(1e-5)),
    family: "networks",
    summary: "each channel (axis 1) of each example with mean 0 and variance 1, times weight plus bias",
    shapes: "[n, c, …], [c], [c] → [n, c, …]", example: "instance_norm([[[1.0, 3.0], [2.0, 8.0]]], eps=0)",
    gives: "[[[-1.,  1.],\n  [-1.,  1.]]]  f64[1, 2, 2]", section: "8.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    guard x.rank >= 3, x.shape.dims[2...].reduce(1, &*) != 1 else {
      throw .rank(
        x.shape, wanted: "a batch [n, channels, …] with more than one number in each channel",
        operation: "instance_norm")
    }
    let even = try x.standardized(Array(2..<x.rank), eps: a.number(3))
    return [try even.scaledPerChannel(a.optionalTensor(1), a.optionalTensor(2), "instance_norm")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      // Of two numbers the variance says nothing but which is larger; three have more to tell.
      .init(
        .tensor(Tensor(Samples.cube.doubles(), [2, 2, 3])), .tensor(Tensor([0.5, -1.1], [2])),
        .tensor(Tensor([0.1, 0.2], [2])), .number(1e-5))
    ]
  }
}
