import Kernels

/// What softmax and its logarithm share: rows along one axis, each done in one pass while it is in the cache.
enum RowSoftmax {
  /// The axis last, and the elements row by row.
  private static func rows(_ x: Tensor, _ axis: Int) throws(TensorError) -> Tensor {
    guard axis < x.rank - 1 else { return try x.contiguous() }
    return try x.detached().moved(axis).contiguous()
  }

  static func value(_ x: Tensor, _ axis: Int, logarithm: Bool) throws(TensorError) -> Tensor {
    let x = x.detached()
    if x.count == 0 { return x }
    let rows = try rows(x, axis), n = x.rank == 0 ? 1 : x.shape.dims[axis]
    let result = try Tensor(uninitialized: rows.shape, x.dtype)
    let kind: Int32 = logarithm ? 1 : 0
    switch x.dtype {
    case .f64:
      gradus_softmax_f64(kind, rows.count / n, n, rows.pointer(Double.self), result.pointer(Double.self))
    case .f32:
      gradus_softmax_f32(kind, rows.count / n, n, rows.pointer(Float.self), result.pointer(Float.self))
    default: throw .dtype(x.dtype, wanted: "floats", operation: "softmax")
    }
    return try result.movedBack(axis)
  }

  static func gradient(
    _ g: Tensor, _ y: Tensor, _ axis: Int, logarithm: Bool
  ) throws(TensorError) -> Tensor {
    if y.count == 0 { return g }
    let y = try rows(y, axis), g = try rows(g, axis), n = y.rank == 0 ? 1 : y.shape.dims[y.rank - 1]
    let result = try Tensor(uninitialized: y.shape, y.dtype)
    let kind: Int32 = logarithm ? 1 : 0
    if y.dtype == .f64 {
      gradus_softmax_gradient_f64(
        kind, y.count / n, n, g.pointer(Double.self), y.pointer(Double.self), result.pointer(Double.self))
    } else {
      gradus_softmax_gradient_f32(
        kind, y.count / n, n, g.pointer(Float.self), y.pointer(Float.self), result.pointer(Float.self))
    }
    return try result.movedBack(axis)
  }
}

extension Tensor {
  /// An axis at the end, the others in their order.
  fileprivate func moved(_ axis: Int) throws(TensorError) -> Tensor {
    try permuted((0..<rank).filter { $0 != axis } + [axis])
  }
  /// The last axis where it was before `moved`.
  fileprivate func movedBack(_ axis: Int) throws(TensorError) -> Tensor {
    guard axis < rank - 1 else { return self }
    var order = Array(0..<rank - 1)
    order.insert(rank - 1, at: axis)
    return try permuted(order).contiguous()
  }
}
