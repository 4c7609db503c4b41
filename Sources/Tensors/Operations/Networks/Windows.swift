/// Where a kernel of some size is laid over a picture, step by step.
struct Windows: Sendable {
  /// Rows and columns, each.
  let kernel: (Int, Int)
  let stride: (Int, Int)
  let padding: (Int, Int)
  /// The picture `[n, c, h, w]`, and how many windows fit along h and w.
  let picture: Shape
  let fits: (Int, Int)

  init(
    _ picture: Shape, kernel: (Int, Int), stride: (Int, Int), padding: (Int, Int), _ operation: String
  ) throws(TensorError) {
    guard picture.rank == 4 else {
      throw .rank(picture, wanted: "pictures [n, channels, height, width]", operation: operation)
    }
    guard kernel.0 > 0, kernel.1 > 0, stride.0 > 0, stride.1 > 0 else {
      throw .argument("sizes and strides must be positive", operation: operation)
    }
    guard (0...1 << 30).contains(padding.0), (0...1 << 30).contains(padding.1) else {
      throw .argument("padding can't be negative or that large", operation: operation)
    }
    let room = (picture.dims[2] + 2 * padding.0, picture.dims[3] + 2 * padding.1)
    guard kernel.0 <= room.0, kernel.1 <= room.1 else {
      throw .mismatch(
        picture, [kernel.0, kernel.1], wanted: "a kernel no larger than the padded picture",
        operation: operation)
    }
    guard picture.dims[2] > 0, picture.dims[3] > 0 else {
      throw .rank(picture, wanted: "pictures of at least one pixel", operation: operation)
    }
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.picture = picture
    fits = ((room.0 - kernel.0) / stride.0 + 1, (room.1 - kernel.1) / stride.1 + 1)
    // Checked here, once: everything that is made of windows has at most this many elements.
    let all = try Shape([picture.dims[0], picture.dims[1], kernel.0, kernel.1, fits.0, fits.1]).checked()
    guard all.count <= MachineMemory.total / 8 else { throw .memory(elements: all.count, dtype: .f64) }
  }

  /// `[n, c·kh·kw, oh·ow]`
  var columns: Shape {
    [picture.dims[0], picture.dims[1] * kernel.0 * kernel.1, fits.0 * fits.1]
  }

  /// Calls `body` with the offset of each element in the columns, and of where it comes from in the picture;
  /// what lies in the margin is left out.
  @inline(__always)
  func forEach(_ body: (_ column: Int, _ element: Int) -> Void) {
    let (height, width) = (picture.dims[2], picture.dims[3])
    var column = 0
    for plane in 0..<picture.dims[0] * picture.dims[1] {
      for i in 0..<kernel.0 {
        for j in 0..<kernel.1 {
          for y in 0..<fits.0 {
            let row = y * stride.0 + i - padding.0
            guard row >= 0, row < height else {
              column += fits.1
              continue
            }
            let start = (plane * height + row) * width
            for x in 0..<fits.1 {
              let place = x * stride.1 + j - padding.1
              if place >= 0, place < width { body(column, start + place) }
              column += 1
            }
          }
        }
      }
    }
  }
}

/// The windows of a picture as columns, zeros in the margin: convolution becomes a matrix product.
struct Unfold: SingleOperation, ForgetsInputs {
  static let signature = Convolution2d.signature
  let windows: Windows
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { try windows.columns.checked() }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor.full(0, try windows.columns.checked(), x.dtype)
    switch x.dtype {
    case .f64: copy(x.pointer(Double.self), result.pointer(Double.self))
    case .f32: copy(x.pointer(Float.self), result.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "conv2d")
    }
    return result
  }
  private func copy<T>(_ from: UnsafeMutablePointer<T>, _ to: UnsafeMutablePointer<T>) {
    windows.forEach { to[$0] = from[$1] }
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(Fold(windows: windows), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// Columns added up where their windows lie in the picture: the adjoint of `Unfold`.
struct Fold: SingleOperation, ForgetsInputs {
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
    windows.forEach { to[$1] += from[$0] }
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(Unfold(windows: windows), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

extension Arguments {
  /// One number for rows and columns, or one for each; nil for `none`.
  func pair(_ i: Int, _ operation: String) throws(TensorError) -> (Int, Int)? {
    guard let given = ints(i) else { return nil }
    guard given.count == 1 || given.count == 2 else {
      throw .argument("one number or two are needed, for rows and columns", operation: operation)
    }
    return (given[0], given[given.count - 1])
  }
}
