/// Each example's features with mean 0 and variance 1, then scaled and moved (Ba et al. 2016).
struct LayerNorm: Callable {
  static let signature = Signature(
    "layer_norm", .tensor("x"), .init(.optionalTensor, "weight", default: Argument.none),
    .init(.optionalTensor, "bias", default: Argument.none), .init(.number, "eps", default: .number(1e-5)),
    .init(.shape, "normalized_shape", default: Argument.none), family: "networks",
    summary:
      "the last axes (normalized_shape, or those of weight) with mean 0 and variance 1, times weight plus bias",
    shapes: "[…, n], [n], [n] → […, n]", example: "layer_norm([1.0, 3.0], [1.0, 1.0], [0.0, 0.0], eps=0)",
    gives: "[-1.,  1.]  f64[2]", section: "8.5.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), weight = a.optionalTensor(1), bias = a.optionalTensor(2)
    let axes = try a.normalizedAxes(of: x, shape: 4, weight, bias, "layer_norm")
    return [try x.rowNorm(axes.count, weight, bias, eps: a.number(3))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Samples.row), .tensor(Tensor([0.1, 0.2, -0.3], [3])), .number(1e-5),
        .none),
      .init(.tensor(Samples.cube), .none, .none, .number(1e-5), .ints([3, 2])),
    ]
  }
}
