/// Where a kernel is laid over pictures `[n, c, h, w]`: along their rows and along their columns.
struct Windows: Sendable {
  let picture: Shape
  let rows: WindowAxis
  let columns: WindowAxis

  /// - Throws: for windows that have more elements than fit into memory, even where their number is none.
  init(_ picture: Shape, rows: WindowAxis, columns: WindowAxis) throws(TensorError) {
    self.picture = picture
    self.rows = rows
    self.columns = columns
    // Checked here, once: everything that is made of windows has at most this many elements.
    let all = try Shape(picture.dims.prefix(2) + [rows.kernel, columns.kernel, rows.count, columns.count])
      .checked()
    guard all.count <= MachineMemory.total / 8 else { throw .memory(elements: all.count, dtype: .f64) }
  }

  /// `[n, c·kh·kw, oh·ow]`
  var shape: Shape {
    [picture.dims[0], picture.dims[1] * rows.kernel * columns.kernel, rows.count * columns.count]
  }

  /// Calls `body` with each run of elements: where it starts among the columns, where in the picture, and how
  /// many there are. Neighbours are one apart among the columns and a stride apart in the picture. What lies
  /// in the margin is left out.
  @inline(__always)
  func forEachRun(_ body: (_ column: Int, _ element: Int, _ length: Int) -> Void) {
    let (height, width) = (rows.size, columns.size)
    let insideRows = (0..<rows.kernel).map(rows.inside),
      insideColumns = (0..<columns.kernel).map(columns.inside)
    var start = 0
    for plane in 0..<picture.dims[0] * picture.dims[1] {
      for i in 0..<rows.kernel {
        for j in 0..<columns.kernel {
          let across = insideColumns[j]
          if !across.isEmpty {
            for y in insideRows[i] {
              let row = plane * height + rows.place(y, i)
              body(
                start + y * columns.count + across.lowerBound,
                row * width + columns.place(across.lowerBound, j), across.count)
            }
          }
          start += rows.count * columns.count
        }
      }
    }
  }
}

/// The windows of pictures as columns, zeros in the margin: convolution becomes a matrix product.
struct Columns: SingleOperation, ForgetsInputs, ForgetsOutput {
  static let signature = Convolution2d.signature
  let windows: Windows
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { windows.shape }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor.full(0, windows.shape, x.dtype)
    switch x.dtype {
    case .f64: copy(x.pointer(Double.self), result.pointer(Double.self))
    case .f32: copy(x.pointer(Float.self), result.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "conv2d")
    }
    return result
  }
  private func copy<T>(_ from: UnsafeMutablePointer<T>, _ to: UnsafeMutablePointer<T>) {
    let stride = windows.columns.stride
    windows.forEachRun { column, element, length in
      if stride == 1 {
        (to + column).update(from: from + element, count: length)
      } else {
        for i in 0..<length { to[column + i] = from[element + i * stride] }
      }
    }
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(ColumnSums(windows: windows), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// Columns added up where their windows lie in the pictures: the adjoint of `Columns`.
struct ColumnSums: SingleOperation, ForgetsInputs {
  static let signature = Convolution2d.signature
  let windows: Windows
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { windows.picture }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let g = try inputs[0].contiguous()
    let result = try Tensor.full(0, windows.picture, g.dtype)
    switch g.dtype {
    case .f64: add(g.pointer(Double.self), result.pointer(Double.self))
    case .f32: add(g.pointer(Float.self), result.pointer(Float.self))
    default: throw .dtype(g.dtype, wanted: "floats", operation: "conv2d")
    }
    return result
  }
  private func add<T: AdditiveArithmetic>(_ from: UnsafeMutablePointer<T>, _ to: UnsafeMutablePointer<T>) {
    let stride = windows.columns.stride
    windows.forEachRun { column, element, length in
      for i in 0..<length { to[element + i * stride] += from[column + i] }
    }
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(Columns(windows: windows), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
