import Kernels

/// Binary kernels; raw values as in `kernels.h`.
enum BinaryKernel: Int32 {
  case add, subtract, multiply, divide, floorDivide, modulo, power, maximum, minimum, atan2
  /// A gradient times a function's slope.
  case sigmoidGradient, tanhGradient, reluGradient, siluGradient, geluGradient, geluTanhGradient

  /// As the reader wrote it.
  var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .floorDivide: "//"
    case .modulo: "%"
    case .power: "^"
    default: "\(self)"
    }
  }
}

/// Unary kernels; raw values as in `kernels.h`.
enum UnaryKernel: Int32 {
  case negate, abs, sign, square, sqrt, rsqrt, reciprocal, exp, exp2, expm1, log, log2, log10, log1p, sin,
    cos, tan
  case asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, floor, ceil, round, trunc, erf, erfc, lgamma
  case digamma, sigmoid, relu, softplus, silu, gelu, geluTanh
}

/// Runs the C kernels over tensors of any layout.
enum ElementwiseKernels {

  static func binary(_ kernel: BinaryKernel, _ a: Tensor, _ b: Tensor, _ shape: Shape) throws(TensorError)
    -> Tensor
  {
    let dtype = a.dtype
    if dtype.isFloat, !dtype.isStorageOnly, Fusion.waits(shape.count),
      let result = try Fusion.pending(.binary(kernel), a, b, nil, shape, dtype)
    {
      return result
    }
    let result = try Tensor(uninitialized: shape, dtype)
    switch dtype {
    case .f64:
      run(a, b, result, Double.self) { gradus_binary_f64(kernel.rawValue, $0, $1, $2, $3, $4, $5) }
    case .f32:
      run(a, b, result, Float.self) { gradus_binary_f32(kernel.rawValue, $0, $1, $2, $3, $4, $5) }
    case .i64:
      var overflow: Int32 = 0
      run(a, b, result, Int64.self) { overflow |= gradus_binary_i64(kernel.rawValue, $0, $1, $2, $3, $4, $5) }
      if overflow != 0 { throw .overflow(operation: kernel.symbol) }
    case .bool, .u8, .i32, .f16, .bf16:
      throw .dtype(dtype, wanted: "numbers to compute with", operation: "\(kernel)")
    }
    if gradus_interrupt_requested() { throw .interrupted }
    return result
  }

  /// Changes the elements of `target`, which lies row by row as `x` does, has its float dtype, and is seen by the
  /// caller only. The kernels read each element before they write it.
  static func update(_ target: Tensor, _ kernel: BinaryKernel, by x: Tensor) {
    let op = kernel.rawValue, count = target.count
    if x.dtype == .f32 {
      let to = target.pointer(Float.self)
      gradus_binary_f32(op, count, to, 1, x.pointer(Float.self), 1, to)
    } else {
      let to = target.pointer(Double.self)
      gradus_binary_f64(op, count, to, 1, x.pointer(Double.self), 1, to)
    }
  }

  /// Adds to the elements of `target`, a view of the same shape and float dtype that only the caller sees.
  static func add(_ x: Tensor, into target: Tensor) {
    if x.dtype == .f32 {
      add(x, target, Float.self) { gradus_binary_f32(BinaryKernel.add.rawValue, $0, $1, 1, $2, $3, $1) }
    } else {
      add(x, target, Double.self) { gradus_binary_f64(BinaryKernel.add.rawValue, $0, $1, 1, $2, $3, $1) }
    }
  }

  private static func add<T: FloatingPoint>(
    _ x: Tensor, _ target: Tensor, _: T.Type,
    _ body: (Int, UnsafeMutablePointer<T>, UnsafePointer<T>, Int) -> Void
  ) {
    let from = UnsafePointer(x.pointer(T.self)), to = target.pointer(T.self)
    Strided.runs(target.shape, [target.strides, x.strides]) { offsets, length, steps in
      let total = to + offsets[0], more = from + offsets[1]
      if steps[0] == 1 { return body(length, total, more, steps[1]) }
      for i in 0..<length { total[i * steps[0]] += more[i * steps[1]] }
    }
  }

  static func compare(
    _ comparison: Tensor.Comparison, _ a: Tensor, _ b: Tensor, _ shape: Shape
  ) throws(TensorError) -> Tensor {
    if a.dtype.isFloat, !a.dtype.isStorageOnly, Fusion.waits(shape.count),
      let result = try Fusion.pending(.compare(comparison), a, b, nil, shape, .bool)
    {
      return result
    }
    let result = try Tensor(uninitialized: shape, .bool)
    let op = comparison.rawValue
    switch a.dtype {
    case .f64: run(a, b, result, Double.self, UInt8.self) { gradus_compare_f64(op, $0, $1, $2, $3, $4, $5) }
    case .f32: run(a, b, result, Float.self, UInt8.self) { gradus_compare_f32(op, $0, $1, $2, $3, $4, $5) }
    case .i64:
      run(a, b, result, Int64.self, UInt8.self) { gradus_compare_i64(op, $0, $1, $2, $3, $4, $5) }
    case .bool, .u8, .i32, .f16, .bf16:
      throw .dtype(a.dtype, wanted: "numbers to compute with", operation: "\(comparison)")
    }
    return result
  }

  static func unary(_ kernel: UnaryKernel, _ x: Tensor) throws(TensorError) -> Tensor {
    if x.dtype.isFloat, !x.dtype.isStorageOnly, Fusion.waits(x.count),
      let result = try Fusion.pending(.unary(kernel), x, nil, nil, x.shape, x.dtype)
    {
      return result
    }
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    if x.isContiguous { return try contiguousUnary(kernel, x, result) }
    let strides = [x.strides, result.strides]
    switch x.dtype {
    case .f64:
      let from = x.pointer(Double.self), to = result.pointer(Double.self)
      Strided.runs(x.shape, strides) { offsets, length, steps in
        gradus_unary_f64(kernel.rawValue, length, from + offsets[0], steps[0], to + offsets[1])
      }
    case .f32:
      let from = x.pointer(Float.self), to = result.pointer(Float.self)
      Strided.runs(x.shape, strides) { offsets, length, steps in
        gradus_unary_f32(kernel.rawValue, length, from + offsets[0], steps[0], to + offsets[1])
      }
    default: throw .dtype(x.dtype, wanted: "floats", operation: "\(kernel)")
    }
    if gradus_interrupt_requested() { throw .interrupted }
    return result
  }

  private static func contiguousUnary(
    _ kernel: UnaryKernel, _ x: Tensor, _ result: Tensor
  ) throws(TensorError) -> Tensor {
    switch x.dtype {
    case .f64:
      gradus_unary_f64(kernel.rawValue, x.count, x.pointer(Double.self), 1, result.pointer(Double.self))
    case .f32:
      gradus_unary_f32(kernel.rawValue, x.count, x.pointer(Float.self), 1, result.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "\(kernel)")
    }
    if gradus_interrupt_requested() { throw .interrupted }
    return result
  }

  private static func run<T, R>(
    _ a: Tensor, _ b: Tensor, _ result: Tensor, _: T.Type, _: R.Type,
    _ body: (Int, UnsafePointer<T>, Int, UnsafePointer<T>, Int, UnsafeMutablePointer<R>) -> Void
  ) {
    let x = UnsafePointer(a.pointer(T.self)), y = UnsafePointer(b.pointer(T.self)),
      out = result.pointer(R.self)
    // Small and plain operands skip the general walk, whose set-up costs more than their arithmetic.
    if a.shape == b.shape, a.isContiguous, b.isContiguous { return body(result.count, x, 1, y, 1, out) }
    if a.isContiguous, a.shape == result.shape, b.body.view.isOnePlace {
      return body(result.count, x, 1, y, 0, out)
    }
    if b.isContiguous, b.shape == result.shape, a.body.view.isOnePlace {
      return body(result.count, x, 0, y, 1, out)
    }
    let left = a.broadcast(to: result.shape), right = b.broadcast(to: result.shape)
    Strided.runs(result.shape, [left.strides, right.strides, result.strides]) { offsets, length, steps in
      body(length, x + offsets[0], steps[0], y + offsets[1], steps[1], out + offsets[2])
    }
  }

  private static func run<T>(
    _ a: Tensor, _ b: Tensor, _ result: Tensor, _ type: T.Type,
    _ body: (Int, UnsafePointer<T>, Int, UnsafePointer<T>, Int, UnsafeMutablePointer<T>) -> Void
  ) {
    run(a, b, result, type, type, body)
  }
}
