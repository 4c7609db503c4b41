import Kernels

/// Visits the elements of strided tensors, innermost axis as one run.
enum Strided {
  /// One number for each of up to four operands.
  typealias Places = SIMD4<Int>

  private struct Axis {
    var size: Int
    var steps: Places
  }

  /// Calls `body(offsets, length, steps)` for each innermost run; operands must have the shape given.
  /// Axes that all operands walk through in one piece are merged first.
  @inline(__always)
  static func runs(
    _ shape: Shape, _ strides: [[Int]], _ body: (_ offsets: Places, _ length: Int, _ steps: Places) -> Void
  ) {
    if shape.count == 0 { return }
    var axes = merge(shape, strides)
    guard let inner = axes.popLast() else { return body(.zero, 1, .zero) }
    var index = [Int](repeating: 0, count: axes.count)
    var offsets = Places.zero
    while true {
      body(offsets, inner.size, inner.steps)
      var axis = axes.count - 1
      while axis >= 0 {
        index[axis] += 1
        offsets &+= axes[axis].steps
        if index[axis] < axes[axis].size { break }
        offsets &-= axes[axis].steps &* Places(repeating: axes[axis].size)
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// Drops axes of size 1 and merges neighbours that every operand steps through evenly.
  private static func merge(_ shape: Shape, _ strides: [[Int]]) -> [Axis] {
    var axes: [Axis] = []
    for axis in 0..<shape.rank where shape.dims[axis] != 1 {
      let size = shape.dims[axis]
      var steps = Places.zero
      for k in strides.indices { steps[k] = strides[k][axis] }
      if let last = axes.last, last.steps == steps &* Places(repeating: size) {
        axes[axes.count - 1] = Axis(size: last.size * size, steps: steps)
      } else {
        axes.append(Axis(size: size, steps: steps))
      }
    }
    return axes
  }
}

enum Copying {
  /// Copies `source` into `target`, which has the same shape and dtype; any strides on both sides.
  static func copy(_ source: Tensor, to target: Tensor) {
    if source.isContiguous, target.isContiguous, source.byteCount < 1 << 18 {
      return target.address.copyMemory(from: source.address, byteCount: source.byteCount)
    }
    let (from, to) = (source.strides, target.strides)
    gradus_copy(
      Int32(source.dtype.size), source.rank, source.shape.dims, from, to, source.address, target.address)
  }

  /// The values in another dtype: floats lose their fraction towards zero, anything but 0 is true.
  /// - Throws: `TensorError.conversion` for a value that the dtype can't hold.
  static func convert(_ source: Tensor, to dtype: DType) throws(TensorError) -> Tensor {
    if source.dtype == dtype { return source.detached() }
    // Floats hold anything; what is cut off or too large for integers is found at once.
    if dtype.isFloat, source.dtype.isFloat || source.dtype == .bool, Fusion.waits(source.count),
      let result = try Fusion.pending(.convert, source, nil, nil, source.shape, dtype)
    {
      return result
    }
    let source = try source.contiguous()
    let result = try Tensor(uninitialized: source.shape, dtype)
    let failed = gradus_convert(
      Int32(source.dtype.rawValue), source.count, source.address, Int32(dtype.rawValue), result.address)
    if failed >= 0 { throw .conversion(source.scalar(at: failed), dtype) }
    return result
  }
}
