import Kernels

/// Convolution of pictures with one group, in one pass over each: its windows become columns, a product, and the
/// bias is there before the product is added. `Columns` and `@` say the same in `readable`.
///
/// Inputs: pictures `[n, c, h, w]`, a kernel `[o, c, a, b]`, and perhaps a bias `[o]`.
struct Convolve: FusedOperation, ForgetsOutput {
  static let signature = Convolution2d.signature
  let windows: Windows
  let hasBias: Bool

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    [inputs[0].dims[0], inputs[1].dims[0], windows.rows.count, windows.columns.count]
  }

  /// Weight @ columns, the bias added.
  static func readable(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ windows: Windows
  ) throws(TensorError) -> Tensor {
    let outputs = weight.shape.dims[0]
    let columns = try apply(Columns(windows: windows), x)  // [n, c·kh·kw, h'·w']
    let product = try Tensor.matmul(try weight.reshaped([outputs, columns.shape.dims[1]]), columns)
    let result = try product.reshaped([x.shape.dims[0], outputs, windows.rows.count, windows.columns.count])
    return try bias.map { (bias) throws(TensorError) in try result + bias.reshaped([outputs, 1, 1]) }
      ?? result
  }

  private var plan: gradus_windows {
    let (rows, columns) = (windows.rows, windows.columns)
    return gradus_windows(
      channels: windows.picture.dims[1], height: rows.size, width: columns.size, kernel_rows: rows.kernel,
      kernel_columns: columns.kernel, rows: rows.count, columns: columns.count, row_stride: rows.stride,
      column_stride: columns.stride, row_dilation: rows.dilation, column_dilation: columns.dilation,
      row_before: rows.before, column_before: columns.before)
  }

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous(), weight = try inputs[1].contiguous()
    let bias = hasBias ? try inputs[2].contiguous() : nil
    let result = try Tensor(uninitialized: try shape(inputs.map(\.shape)), x.dtype)
    guard result.count > 0 else { return result }
    var plan = plan
    let pictures = x.shape.dims[0], outputs = weight.shape.dims[0]
    guard weight.count > 0, max(weight.count, windows.rows.count * windows.columns.count) <= Int(Int32.max)
    else {
      return try Self.readable(x, weight, bias, windows)
    }
    let isDone: Int32
    switch x.dtype {
    case .f64:
      isDone = gradus_convolution_f64(
        &plan, pictures, outputs, x.pointer(Double.self), weight.pointer(Double.self),
        bias?.pointer(Double.self), result.pointer(Double.self))
    case .f32:
      isDone = gradus_convolution_f32(
        &plan, pictures, outputs, x.pointer(Float.self), weight.pointer(Float.self),
        bias?.pointer(Float.self), result.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "conv2d")
    }
    if isDone == 0 { throw .memory(elements: windows.shape.count / max(1, pictures), dtype: x.dtype) }
    if gradus_interrupt_requested() { throw .interrupted }
    return result
  }

  /// With one matrix of columns for each picture: ∂L/∂W = Σ G·columnsᵀ, ∂L/∂columns = Wᵀ·G, ∂L/∂b = Σ G.
  func readableDerivative(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] {
    let (x, weight) = (inputs[0], inputs[1]), (n, outputs) = (g.shape.dims[0], g.shape.dims[1])
    let columns = try apply(Columns(windows: windows), x)
    let flat = try g.reshaped([n, outputs, windows.rows.count * windows.columns.count])
    let matrix = try weight.reshaped([outputs, columns.shape.dims[1]])
    let spread = try apply(ColumnSums(windows: windows), Tensor.matmul(matrix.transposed(), flat))
    let slopes = try Tensor.matmul(flat, columns.transposed()).sum([0]).reshaped(weight.shape)
    return [spread, slopes] + (hasBias ? [try g.sum([0, 2, 3])] : [])
  }

  func quickDerivative(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] {
    let x = try inputs[0].contiguous(), weight = try inputs[1].contiguous(), g = try g.contiguous()
    guard g.count > 0, weight.count > 0,
      max(weight.count, windows.rows.count * windows.columns.count) <= Int(Int32.max)
    else { return try readableDerivative(g, inputs, output) }
    var plan = plan
    let pictures = x.shape.dims[0], outputs = weight.shape.dims[0], dtype = x.dtype
    let dx = inputs[0].requiresGrad ? try Tensor(uninitialized: x.shape, dtype) : nil
    let dweight = inputs[1].requiresGrad ? try Tensor(uninitialized: weight.shape, dtype) : nil
    let dbias = hasBias && inputs[2].requiresGrad ? try Tensor(uninitialized: [outputs], dtype) : nil
    let isDone =
      dtype == .f64
      ? gradus_convolution_gradient_f64(
        &plan, pictures, outputs, g.pointer(Double.self), x.pointer(Double.self),
        weight.pointer(Double.self), dx?.pointer(Double.self), dweight?.pointer(Double.self),
        dbias?.pointer(Double.self))
      : gradus_convolution_gradient_f32(
        &plan, pictures, outputs, g.pointer(Float.self), x.pointer(Float.self), weight.pointer(Float.self),
        dx?.pointer(Float.self), dweight?.pointer(Float.self), dbias?.pointer(Float.self))
    if isDone == 0 { throw .memory(elements: 16 * weight.count, dtype: dtype) }
    if gradus_interrupt_requested() { throw .interrupted }
    return [dx, dweight] + (hasBias ? [dbias] : [])
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
