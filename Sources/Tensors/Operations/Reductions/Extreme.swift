/// What `max`, `min`, `argmax` and `argmin` share.
enum Extreme {
  static func value(
    _ x: Tensor, _ axes: [Int], _ shape: Shape, _ name: String, wantsLargest: Bool
  ) throws(TensorError) -> Tensor {
    let lanes = try Lanes(x, axes)
    if lanes.length == 0 { throw .emptyReduction(name, x.shape) }
    let result = try Tensor(uninitialized: shape, x.dtype)
    switch x.dtype {
    case .f64: try pick(lanes, result, Double.self, wantsLargest)
    case .f32: try pick(lanes, result, Float.self, wantsLargest)
    case .i64: try pick(lanes, result, Int.self, wantsLargest)
    case .bool: try pick(lanes, result, UInt8.self, wantsLargest)
    case .u8, .i32, .f16, .bf16: throw .dtype(x.dtype, wanted: "numbers to compute with", operation: name)
    }
    return result
  }

  private static func pick<T: Comparable>(
    _ lanes: Lanes, _ result: Tensor, _: T.Type, _ wantsLargest: Bool
  ) throws(TensorError) {
    let out = result.pointer(T.self), n = lanes.length
    try lanes.forEach(T.self) { lane, x in out[lane] = x[position(x, n, wantsLargest)] }
  }

  /// Where the extreme element of each lane is.
  static func positions(_ lanes: Lanes, _ result: Tensor, wantsLargest: Bool) throws(TensorError) {
    switch lanes.tensor.dtype {
    case .f64: try positions(lanes, result, Double.self, wantsLargest)
    case .f32: try positions(lanes, result, Float.self, wantsLargest)
    case .i64: try positions(lanes, result, Int.self, wantsLargest)
    default: try positions(lanes, result, UInt8.self, wantsLargest)
    }
  }

  private static func positions<T: Comparable>(
    _ lanes: Lanes, _ result: Tensor, _: T.Type, _ wantsLargest: Bool
  ) throws(TensorError) {
    let out = result.pointer(Int.self)
    try lanes.forEach(T.self) { out[$0] = position($1, lanes.length, wantsLargest) }
  }

  /// The first extreme element; the first nan if there is one.
  @inline(__always)
  static func position<T: Comparable>(_ x: UnsafeMutablePointer<T>, _ n: Int, _ wantsLargest: Bool) -> Int {
    var best = 0
    for i in 0..<n {
      if x[i] != x[i] { return i }
      if wantsLargest ? x[i] > x[best] : x[i] < x[best] { best = i }
    }
    return best
  }

  static func derivative(
    _ operation: some ReductionOperation, _ g: Tensor, _ x: Tensor, _ output: Tensor
  ) throws(TensorError) -> Tensor {
    let (elements, extreme) = (x.detached(), try operation.spread(output.detached(), like: x))
    var mask = try Tensor.compare(.equal, elements, extreme)
    // nan is the extreme where there is one, and equals nothing.
    if try Tensor.compare(.notEqual, output.detached(), output.detached()).bools().contains(true) {
      mask = try Tensor.logicalOr(mask, try Tensor.compare(.notEqual, elements, elements))
    }
    let chosen = try mask.converted(to: g.dtype)
    let ties = try chosen.sum(operation.axes, keepingDimensions: operation.keepsDimensions)
    return try operation.spread(try g / ties, like: x) * chosen
  }
}
