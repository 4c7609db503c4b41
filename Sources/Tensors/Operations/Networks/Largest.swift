/// What the layers share that keep the largest element of each window.
enum Largest {
  /// Largest elements, and perhaps where they are in their planes.
  static func pooled(
    _ call: PoolingCall, _ pooling: Pooling, withPositions: Bool
  ) throws(TensorError) -> [Tensor] {
    let x = try call.x.contiguous(recorded: true)
    let places = try Tensor(uninitialized: pooling.result, .i64)
    let searched = try Copying.convert(x, to: x.dtype.computing)
    if searched.dtype == .f64 {
      find(searched.pointer(Double.self), pooling, places.pointer(Int.self))
    } else {
      find(searched.pointer(Float.self), pooling, places.pointer(Int.self))
    }
    // Row by row over all planes, as `Take` counts.
    let positions = try Tensor(uninitialized: places.shape, .i64)
    let from = places.pointer(Int.self), to = positions.pointer(Int.self)
    let each = pooling.rows.count * pooling.columns.count, plane = pooling.rows.size * pooling.columns.size
    for i in 0..<places.count { to[i] = from[i] + i / each * plane }
    let values = try call.finish(try apply(Take(positions: positions, target: pooling.result), x))
    return withPositions ? [values, try call.finish(places)] : [values]
  }

  /// For each window, where its first largest element is in its plane; nan counts as the largest.
  private static func find<T: BinaryFloatingPoint>(
    _ x: UnsafeMutablePointer<T>, _ pooling: Pooling, _ out: UnsafeMutablePointer<Int>
  ) {
    let rows = pooling.rows, columns = pooling.columns, width = columns.size
    var place = 0
    for plane in 0..<pooling.planes {
      let picture = x + plane * rows.size * width
      for y in 0..<rows.count {
        for z in 0..<columns.count {
          var best = rows.starts[y] * width + columns.starts[z]
          var largest = picture[best]
          var row = rows.starts[y]
          while row < rows.ends[y] {
            var column = columns.starts[z]
            while column < columns.ends[z] {
              let value = picture[row * width + column]
              if value > largest || value != value {
                largest = value
                best = row * width + column
              }
              column += columns.step
            }
            row += rows.step
          }
          out[place] = best
          place += 1
        }
      }
    }
  }
}
