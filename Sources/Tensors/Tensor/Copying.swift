import Kernels

/// Visits the elements of strided tensors, innermost axis as one run.
enum Strided {
  /// Calls `body(offsetA, offsetB, …)` for each innermost run; operands must have the shape given.
  /// Axes that all operands walk through in one piece are merged first.
  @inline(__always)
  static func runs(
    _ shape: Shape, _ strides: [[Int]], _ body: (_ offsets: [Int], _ length: Int, _ steps: [Int]) -> Void
  ) {
    if shape.count == 0 { return }
    let (dims, merged) = merge(shape, strides)
    let operands = strides.count
    guard let length = dims.last else {
      return body([Int](repeating: 0, count: operands), 1, [Int](repeating: 0, count: operands))
    }
    let steps = merged.map { $0[dims.count - 1] }
    let outer = dims.count - 1
    var index = [Int](repeating: 0, count: outer)
    var offsets = [Int](repeating: 0, count: operands)
    while true {
      body(offsets, length, steps)
      var axis = outer - 1
      while axis >= 0 {
        index[axis] += 1
        for k in 0..<operands { offsets[k] += merged[k][axis] }
        if index[axis] < dims[axis] { break }
        for k in 0..<operands { offsets[k] -= merged[k][axis] * dims[axis] }
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// Drops axes of size 1 and merges neighbours that every operand steps through evenly.
  private static func merge(_ shape: Shape, _ strides: [[Int]]) -> ([Int], [[Int]]) {
    var dims: [Int] = []
    var merged = [[Int]](repeating: [], count: strides.count)
    for axis in 0..<shape.rank where shape.dims[axis] != 1 {
      let size = shape.dims[axis]
      let fits =
        !dims.isEmpty && strides.indices.allSatisfy { merged[$0][dims.count - 1] == strides[$0][axis] * size }
      if fits {
        dims[dims.count - 1] *= size
        for k in strides.indices { merged[k][dims.count - 1] = strides[k][axis] }
      } else {
        dims.append(size)
        for k in strides.indices { merged[k].append(strides[k][axis]) }
      }
    }
    return (dims, merged)
  }
}

enum Copying {
  /// Copies `source` into `target`, which has the same shape and dtype; any strides on both sides.
  static func copy(_ source: Tensor, to target: Tensor) {
    // Only the size of an element matters to a copy.
    switch source.dtype.size {
    case 1: copy(source, target, UInt8.self)
    case 2: copy(source, target, UInt16.self)
    case 4: copy(source, target, UInt32.self)
    default: copy(source, target, UInt64.self)
    }
  }

  private static func copy<T>(_ source: Tensor, _ target: Tensor, _: T.Type) {
    let from = source.pointer(T.self), to = target.pointer(T.self)
    if source.isContiguous, target.isContiguous { return to.update(from: from, count: source.count) }
    Strided.runs(source.shape, [source.strides, target.strides]) { offsets, length, steps in
      let a = from + offsets[0], b = to + offsets[1]
      if steps[0] == 1 && steps[1] == 1 {
        b.update(from: a, count: length)
      } else {
        for i in 0..<length { b[i * steps[1]] = a[i * steps[0]] }
      }
    }
  }

  /// The values in another dtype: floats lose their fraction towards zero, anything but 0 is true.
  /// - Throws: `TensorError.conversion` for a value that the dtype can't hold.
  static func convert(_ source: Tensor, to dtype: DType) throws(TensorError) -> Tensor {
    if source.dtype == dtype { return source.detached() }
    let source = try source.contiguous()
    let result = try Tensor(uninitialized: source.shape, dtype)
    let failed = gradus_convert(
      Int32(source.dtype.rawValue), source.count, source.address, Int32(dtype.rawValue), result.address)
    if failed >= 0 { throw .conversion(source.scalar(at: failed), dtype) }
    return result
  }
}
