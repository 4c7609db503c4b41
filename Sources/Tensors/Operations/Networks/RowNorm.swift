import Kernels

/// Rows with mean 0 and variance 1, times a weight plus a bias for each column: the heart of layer norm and its
/// relatives, in one pass. Without `centers` the mean stays, and rows are divided by their root mean square.
///
/// Inputs: x, then the weight and the bias where there are any, each with the shape of the last axes.
struct RowNorm: FusedOperation, ForgetsOutput {
  static let signature = LayerNorm.signature
  /// How many of the last axes are one row.
  let axes: Int
  let eps: Double
  let hasWeight: Bool
  let hasBias: Bool
  var centers = true

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }

  private func weight(_ inputs: [Tensor]) -> Tensor? { hasWeight ? inputs[1] : nil }
  private func bias(_ inputs: [Tensor]) -> Tensor? { hasBias ? inputs[hasWeight ? 2 : 1] : nil }
  private func width(_ x: Tensor) -> Int { x.shape.dims.suffix(axes).reduce(1, &*) }

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous(), n = width(x)
    let weight = try weight(inputs)?.contiguous(), bias = try bias(inputs)?.contiguous()
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    if x.count == 0 { return result }
    switch x.dtype {
    case .f64:
      gradus_norm_f64(
        centers ? 1 : 0, x.count / n, n, x.pointer(Double.self), weight?.pointer(Double.self),
        bias?.pointer(Double.self), eps, result.pointer(Double.self))
    case .f32:
      gradus_norm_f32(
        centers ? 1 : 0, x.count / n, n, x.pointer(Float.self), weight?.pointer(Float.self),
        bias?.pointer(Float.self), eps, result.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "layer_norm")
    }
    return result
  }

  /// With y the rows before weight and bias, and h = g ⊙ w: ∂L/∂x = (h − mean h − y mean(h ⊙ y)) / deviation.
  func readableDerivative(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] {
    let x = inputs[0], last = Array(x.rank - axes..<x.rank), others = Array(0..<x.rank - axes)
    let distance = centers ? try x - x.mean(last, keepingDimensions: true) : x
    let scale = try apply(Rsqrt(), (distance * distance).mean(last, keepingDimensions: true) + eps)
    let y = try distance * scale
    let h = try weight(inputs).map { (w) throws(TensorError) in try g * w } ?? g
    var dx = try h - y * (h * y).mean(last, keepingDimensions: true)
    if centers { dx = try dx - h.mean(last, keepingDimensions: true) }
    return [try dx * scale] + (hasWeight ? [try (g * y).sum(others)] : [])
      + (hasBias ? [try g.sum(others)] : [])
  }

  func quickDerivative(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] {
    let x = try inputs[0].contiguous(), g = try g.contiguous(), n = width(x)
    if x.count == 0 { return try readableDerivative(g, inputs, output) }
    let weight = try weight(inputs)?.contiguous()
    let dx = inputs[0].requiresGrad ? try Tensor(uninitialized: x.shape, x.dtype) : nil
    let row = Shape(Array(x.shape.dims.suffix(axes)))
    let dweight = hasWeight ? try Tensor(uninitialized: row, x.dtype) : nil
    let dbias = hasBias ? try Tensor(uninitialized: row, x.dtype) : nil
    let isDone =
      x.dtype == .f64
      ? gradus_norm_gradient_f64(
        centers ? 1 : 0, x.count / n, n, g.pointer(Double.self), x.pointer(Double.self),
        weight?.pointer(Double.self), eps, dx?.pointer(Double.self), dweight?.pointer(Double.self),
        dbias?.pointer(Double.self))
      : gradus_norm_gradient_f32(
        centers ? 1 : 0, x.count / n, n, g.pointer(Float.self), x.pointer(Float.self),
        weight?.pointer(Float.self), eps, dx?.pointer(Float.self), dweight?.pointer(Float.self),
        dbias?.pointer(Float.self))
    if isDone == 0 { throw .memory(elements: 64 * n, dtype: x.dtype) }
    return [dx] + (hasWeight ? [dweight] : []) + (hasBias ? [dbias] : [])
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

extension Tensor {
  /// The last `axes` axes as rows of a norm.
  func rowNorm(
    _ axes: Int, _ weight: Tensor? = nil, _ bias: Tensor? = nil, eps: Double, centers: Bool = true
  ) throws(TensorError) -> Tensor {
    let dtype = [self, weight, bias].compactMap { $0?.dtype }.reduce(self.dtype, DType.promote)
    var inputs: [Tensor] = []
    for part in [self, weight, bias] { if let part { inputs.append(try part.converted(to: dtype)) } }
    return try apply(
      RowNorm(axes: axes, eps: eps, hasWeight: weight != nil, hasBias: bias != nil, centers: centers), inputs)[
        0]
  }
}
