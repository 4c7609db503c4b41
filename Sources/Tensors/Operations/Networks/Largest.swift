import Kernels

/// What the layers share that keep the largest element of each window.
enum Largest {
  /// Largest elements, and perhaps where they are in their planes.
  static func pooled(
    _ call: PoolingCall, _ pooling: Pooling, withPositions: Bool
  ) throws(TensorError) -> [Tensor] {
    let x = try call.x.contiguous(recorded: true)
    let places = try Tensor(uninitialized: pooling.result, .i64)
    // Row by row over all planes, as `Take` counts.
    let positions = try Tensor(uninitialized: places.shape, .i64)
    let searched = try Copying.convert(x, to: x.dtype.computing)
    find(searched, pooling, places.pointer(Int.self), positions.pointer(Int.self))
    if gradus_interrupt_requested() { throw .interrupted }
    let values = try call.finish(try apply(Take(positions: positions, target: pooling.result), x))
    return withPositions ? [values, try call.finish(places)] : [values]
  }

  /// For each window, where its first largest element is in its plane and among all; nan counts as the largest.
  private static func find(
    _ x: Tensor, _ pooling: Pooling, _ inPlane: UnsafeMutablePointer<Int>, _ inAll: UnsafeMutablePointer<Int>
  ) {
    func with(_ axis: PoolAxis, _ body: (gradus_pool_axis) -> Void) {
      axis.starts.withUnsafeBufferPointer { starts in
        axis.ends.withUnsafeBufferPointer { ends in
          body(
            gradus_pool_axis(
              size: axis.size, step: axis.step, count: axis.count, starts: starts.baseAddress,
              ends: ends.baseAddress))
        }
      }
    }
    with(pooling.rows) { rows in
      with(pooling.columns) { columns in
        if x.dtype == .f64 {
          gradus_largest_f64(pooling.planes, rows, columns, x.pointer(Double.self), inPlane, inAll)
        } else {
          gradus_largest_f32(pooling.planes, rows, columns, x.pointer(Float.self), inPlane, inAll)
        }
      }
    }
  }
}
