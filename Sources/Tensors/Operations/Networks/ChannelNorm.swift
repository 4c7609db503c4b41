import Kernels

/// Each channel of `[n, c, size]` with mean 0 and variance 1 over the batch, times its weight plus its bias: batch
/// norm in training, each channel while it is in the cache. `standardized` and `scaledPerChannel` say the same.
///
/// Inputs: x, then weight and bias where there are any. Results: y, and the mean and the variance of each channel,
/// through which no gradient flows.
struct ChannelNorm: Operation {
  static let signature = BatchNorm.signature
  let eps: Double
  let hasWeight: Bool
  let hasBias: Bool

  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    [inputs[0], [inputs[0].dims[1]], [inputs[0].dims[1]]]
  }

  private func weight(_ inputs: [Tensor]) -> Tensor? { hasWeight ? inputs[1] : nil }
  private func bias(_ inputs: [Tensor]) -> Tensor? { hasBias ? inputs[hasWeight ? 2 : 1] : nil }

  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let x = try inputs[0].contiguous(), (n, channels) = (x.shape.dims[0], x.shape.dims[1])
    let size = x.count / (n * channels)
    let weight = try weight(inputs)?.contiguous(), bias = try bias(inputs)?.contiguous()
    let y = try Tensor(uninitialized: x.shape, x.dtype)
    let mean = try Tensor(uninitialized: [channels], x.dtype)
    let variance = try Tensor(uninitialized: [channels], x.dtype)
    switch x.dtype {
    case .f64:
      gradus_batch_norm_f64(
        n, channels, size, x.pointer(Double.self), weight?.pointer(Double.self), bias?.pointer(Double.self),
        eps, y.pointer(Double.self), mean.pointer(Double.self), variance.pointer(Double.self))
    case .f32:
      gradus_batch_norm_f32(
        n, channels, size, x.pointer(Float.self), weight?.pointer(Float.self), bias?.pointer(Float.self), eps,
        y.pointer(Float.self), mean.pointer(Float.self), variance.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "batch_norm")
    }
    return [y, mean, variance]
  }

  /// With y before weight and bias, and h = g ⊙ w: ∂L/∂x = (h − mean h − y mean(h ⊙ y)) / deviation.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    guard let given = gradients[0] else { return inputs.map { _ in nil } }
    let x = try inputs[0].contiguous(), dtype = x.dtype
    guard !inputs.contains(where: { $0.body.tape?.isRecording ?? false }), given.dtype == dtype,
      dtype == .f32 || dtype == .f64, inputs.allSatisfy({ $0.dtype == dtype })
    else { return try readableDerivative(given, inputs) }
    let g = try given.contiguous(), (n, channels) = (x.shape.dims[0], x.shape.dims[1])
    let size = x.count / (n * channels), weight = try weight(inputs)?.contiguous()
    let dx = inputs[0].requiresGrad ? try Tensor(uninitialized: x.shape, dtype) : nil
    let dweight = hasWeight ? try Tensor(uninitialized: [channels], dtype) : nil
    let dbias = hasBias ? try Tensor(uninitialized: [channels], dtype) : nil
    if dtype == .f64 {
      gradus_batch_norm_gradient_f64(
        n, channels, size, g.pointer(Double.self), x.pointer(Double.self), weight?.pointer(Double.self), eps,
        dx?.pointer(Double.self), dweight?.pointer(Double.self), dbias?.pointer(Double.self))
    } else {
      gradus_batch_norm_gradient_f32(
        n, channels, size, g.pointer(Float.self), x.pointer(Float.self), weight?.pointer(Float.self), eps,
        dx?.pointer(Float.self), dweight?.pointer(Float.self), dbias?.pointer(Float.self))
    }
    return [dx] + (hasWeight ? [dweight] : []) + (hasBias ? [dbias] : [])
  }

  private func readableDerivative(_ g: Tensor, _ inputs: [Tensor]) throws(TensorError) -> [Tensor?] {
    let x = inputs[0], axes = (0..<x.rank).filter { $0 != 1 }
    let distance = try x - x.mean(axes, keepingDimensions: true)
    let scale = try apply(Rsqrt(), (distance * distance).mean(axes, keepingDimensions: true) + eps)
    let y = try distance * scale
    let h = try weight(inputs).map { (w) throws(TensorError) in try g * x.perChannel(w, "batch_norm") } ?? g
    let dx =
      try (h - h.mean(axes, keepingDimensions: true) - y * (h * y).mean(axes, keepingDimensions: true))
      * scale
    return [dx] + (hasWeight ? [try (g * y).sum(axes)] : []) + (hasBias ? [try g.sum(axes)] : [])
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
