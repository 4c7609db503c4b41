/// Each example's features with mean 0 and variance 1, then scaled and moved (Ba et al. 2016).
struct LayerNorm: Callable {
  static let signature = Signature(
    "layer_norm", .tensor("x"), .init(.optionalTensor, "weight", default: Argument.none),
    .init(.optionalTensor, "bias", default: Argument.none), .init(.number, "eps", default: .number(1e-5)),
    family: "networks",
    summary: "the last axes (those of weight) with mean 0 and variance 1, times weight plus bias",
    shapes: "[…, n], [n], [n] → […, n]", example: "layer_norm([1.0, 3.0], [1.0, 1.0], [0.0, 0.0], eps=0)",
    gives: "[-1.,  1.]  f64[2]", section: "8.5.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), weight = a.optionalTensor(1)
    let covered = weight?.rank ?? 1
    guard x.rank >= covered, weight.map({ $0.shape.dims == Array(x.shape.dims.suffix(covered)) }) ?? true
    else {
      throw .mismatch(
        x.shape, weight?.shape ?? [], wanted: "a weight of the shape of the last axes",
        operation: "layer_norm")
    }
    let scaled = try x.standardized(Array(x.rank - covered..<x.rank), eps: a.number(3))
    return [try scaled.scaled(weight, a.optionalTensor(2))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Samples.row), .tensor(Tensor([0.1, 0.2, -0.3], [3])), .number(1e-5))
    ]
  }
}

extension Tensor {
  /// Mean 0 and variance 1 over axes; the variance is divided by n, and `eps` added to it.
  func standardized(_ axes: [Int], eps: Double) throws(TensorError) -> Tensor {
    let distance = try self - mean(axes, keepingDimensions: true)
    return try distance * apply(Rsqrt(), (distance * distance).mean(axes, keepingDimensions: true) + eps)
  }

  func scaled(_ weight: Tensor?, _ bias: Tensor?) throws(TensorError) -> Tensor {
    let product = try weight.map { (weight) throws(TensorError) in try self * weight } ?? self
    return try bias.map { (bias) throws(TensorError) in try product + bias } ?? product
  }
}
