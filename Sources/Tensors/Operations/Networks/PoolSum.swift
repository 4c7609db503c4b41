/// The sum of what each place of a pooled picture looks at.
struct PoolSum: SingleOperation, ForgetsInputs, ForgetsOutput {
  static let signature = AveragePool2d.signature
  let pooling: Pooling
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { try pooling.result.checked() }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor(uninitialized: pooling.result, x.dtype)
    switch x.dtype {
    case .f64: add(x.pointer(Double.self), result.pointer(Double.self))
    case .f32: add(x.pointer(Float.self), result.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "avg_pool2d")
    }
    return result
  }
  private func add<T: BinaryFloatingPoint>(_ x: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>) {
    let rows = pooling.rows, columns = pooling.columns, width = columns.size
    var place = 0
    for plane in 0..<pooling.planes {
      let picture = x + plane * rows.size * width
      for y in 0..<rows.count {
        for z in 0..<columns.count {
          var total: T = 0
          for row in rows.starts[y]..<rows.ends[y] {
            for column in columns.starts[z]..<columns.ends[z] { total += picture[row * width + column] }
          }
          out[place] = total
          place += 1
        }
      }
    }
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(PoolSpread(pooling: pooling), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// Each place's value added to all that it looks at: the adjoint of `PoolSum`.
struct PoolSpread: SingleOperation, ForgetsInputs {
  static let signature = AveragePool2d.signature
  let pooling: Pooling
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { pooling.picture }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let g = try inputs[0].contiguous()
    let result = try Tensor.full(0, pooling.picture, g.dtype)
    switch g.dtype {
    case .f64: spread(g.pointer(Double.self), result.pointer(Double.self))
    case .f32: spread(g.pointer(Float.self), result.pointer(Float.self))
    default: throw .dtype(g.dtype, wanted: "floats", operation: "avg_pool2d")
    }
    return result
  }
  private func spread<T: BinaryFloatingPoint>(_ g: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>) {
    let rows = pooling.rows, columns = pooling.columns, width = columns.size
    var place = 0
    for plane in 0..<pooling.planes {
      let picture = out + plane * rows.size * width
      for y in 0..<rows.count {
        for z in 0..<columns.count {
          let value = g[place]
          place += 1
          for row in rows.starts[y]..<rows.ends[y] {
            for column in columns.starts[z]..<columns.ends[z] { picture[row * width + column] += value }
          }
        }
      }
    }
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(PoolSum(pooling: pooling), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
