/// Each feature with mean 0 and variance 1 over a batch, then scaled and moved (Ioffe & Szegedy 2015).
struct BatchNorm: Callable {
  static let signature = Signature(
    "batch_norm", .tensor("x"), .init(.optionalTensor, "weight", default: Argument.none),
    .init(.optionalTensor, "bias", default: Argument.none), .init(.number, "eps", default: .number(1e-5)),
    .init(.optionalTensor, "running_mean", default: Argument.none),
    .init(.optionalTensor, "running_var", default: Argument.none),
    .init(.flag, "training", default: .flag(false)), .init(.number, "momentum", default: .number(0.1)),
    family: "networks",
    summary:
      "each channel (axis 1) with mean 0 and variance 1 over the batch, times weight plus bias; with running "
      + "statistics those are taken instead, or in training returned a step further: (y, mean, var)",
    shapes: "[n, c, …], [c], [c] → [n, c, …]", example: "batch_norm([[1.0], [3.0]], eps=0)",
    gives: "[[-1.],\n [ 1.]]  f64[2, 1]", section: "8.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), name = "batch_norm", eps = a.number(3)
    guard x.rank >= 2 else { throw .rank(x.shape, wanted: "a batch [n, channels, …]", operation: name) }
    let running = (mean: a.optionalTensor(4), variance: a.optionalTensor(5))
    for statistic in [running.mean, running.variance].compactMap({ $0 }) {
      _ = try x.perChannel(statistic, name)
    }
    if !a.flag(6), let mean = running.mean, let variance = running.variance {
      let scale = try apply(Rsqrt(), try variance.detached() + eps)
      let even = try (x - x.perChannel(mean.detached(), name)) * x.perChannel(scale, name)
      return [try even.scaledPerChannel(a.optionalTensor(1), a.optionalTensor(2), name)]
    }
    if (running.mean == nil) != (running.variance == nil) {
      throw .argument("running_mean and running_var are given together, or neither", operation: name)
    }
    let axes = (0..<x.rank).filter { $0 != 1 }, each = axes.reduce(1) { $0 &* x.shape.dims[$1] }
    guard each != 1 else {
      throw .rank(x.shape, wanted: "more than one number in each channel", operation: name)
    }
    if x.rank > 2, x.count > 0 {
      return try pictures(
        x, a.optionalTensor(1), a.optionalTensor(2), running.mean, running.variance, eps,
        momentum: a.number(7))
    }
    let even = try x.standardized(axes, eps: eps)
    let y = try even.scaledPerChannel(a.optionalTensor(1), a.optionalTensor(2), name)
    guard let mean = running.mean, let variance = running.variance else { return [y] }
    if each == 0 { return [y, mean, variance] }
    let batch = try x.detached().moments(axes)
    let unbiased = try batch.variance * (Double(each) / Double(each - 1))
    return [y, try step(mean, batch.mean, a.number(7)), try step(variance, unbiased, a.number(7))]
  }

  /// Channels of more than one number in each example, in one pass.
  private static func pictures(
    _ x: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ mean: Tensor?, _ variance: Tensor?, _ eps: Double,
    momentum: Double
  ) throws(TensorError) -> [Tensor] {
    let dtype = [weight, bias].compactMap { $0?.dtype }.reduce(x.dtype, DType.promote)
    var inputs: [Tensor] = []
    for part in [x, weight, bias] {
      guard let part else { continue }
      if !inputs.isEmpty { _ = try x.perChannel(part, "batch_norm") }
      inputs.append(try part.converted(to: dtype))
    }
    let results = try apply(ChannelNorm(eps: eps, hasWeight: weight != nil, hasBias: bias != nil), inputs)
    guard let mean, let variance else { return [results[0]] }
    let each = Double(x.count / x.shape.dims[1])
    return [
      results[0], try step(mean, results[1].detached(), momentum),
      try step(variance, try results[2].detached() * (each / (each - 1)), momentum),
    ]
  }

  /// A running statistic, some way on to what a batch says; it is no part of a graph.
  private static func step(_ running: Tensor, _ new: Tensor, _ momentum: Double) throws(TensorError) -> Tensor
  {
    let dtype = running.dtype.isFloat ? running.dtype : new.dtype
    return try (running.detached() * (1 - momentum) + new * momentum).converted(to: dtype)
  }

  static var samples: [OperationEntry.Sample] {
    let pictures = Tensor(Samples.cube.doubles(), [2, 3, 2])
    let bias = Tensor([0.1, 0.2, -0.3], [3]), variance = Tensor([0.9, 1.4, 0.5], [3], .f32)
    return [
      .init(
        .tensor(Samples.cube), .tensor(Samples.row), .tensor(bias), .number(1e-5), .none, .none, .flag(false),
        .number(0.1)),
      .init(
        .tensor(pictures), .tensor(Samples.row), .tensor(bias), .number(1e-5), .none, .none, .flag(false),
        .number(0.1)),
      // Statistics get no gradients: 32 bits keep them out of what varies.
      .init(
        .tensor(Samples.cube), .tensor(Samples.row), .tensor(bias), .number(1e-5), .tensor(variance),
        .tensor(variance), .flag(false), .number(0.1)),
      .init(
        .tensor(Samples.cube), .tensor(Samples.row), .none, .number(1e-5), .tensor(variance),
        .tensor(variance),
        .flag(true), .number(0.1)),
    ]
  }
}

extension Tensor {
  /// Mean and variance over axes, the variance divided by n.
  fileprivate func moments(_ axes: [Int]) throws(TensorError) -> (mean: Tensor, variance: Tensor) {
    let distance = try self - mean(axes, keepingDimensions: true)
    return (try mean(axes), try (distance * distance).mean(axes))
  }
}
