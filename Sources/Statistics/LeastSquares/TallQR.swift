import COpenBLAS

/// The triangle R of a QR decomposition of a tall matrix, by LAPACK, a block of rows at a time: each block is
/// stacked under the R so far and decomposed while it is in the cache.
///
/// With the right-hand sides as further columns, R holds Qᵀ b too and Q is never formed.
enum TallQR {
  /// - Parameters:
  ///   - x: n × p, row-major. - sides: further columns of n entries.
  ///   - scales: factors of the p columns.
  static func factors(_ x: Matrix, sides: [[Double]], scales: [Double]) -> QRFactors {
    let p = x.columns, width = p + sides.count
    let block = max(256, 8 * width)
    var leading = Int32(width + block), work = [Double](repeating: 0, count: 64 * width)
    var stack = [Double](repeating: 0, count: Int(leading) * width)
    var tau = [Double](repeating: 0, count: width)
    var columns = Int32(width), workLength = Int32(work.count), info: Int32 = 0
    var start = 0
    while start < x.rows {
      let count = min(block, x.rows - start)
      fill(&stack, Int(leading), x, sides, scales, rows: start..<start + count)
      var rows = Int32(width + count)
      dgeqrf_(&rows, &columns, &stack, &leading, &tau, &work, &workLength, &info)
      // Below the diagonal lie the reflectors, which are not needed.
      for j in 0..<width { for i in j + 1..<max(j + 1, width) { stack[j * Int(leading) + i] = 0 } }
      start += count
    }
    let triangle = (0..<width).map { j in (0...j).map { DoubleDouble(stack[j * Int(leading) + $0]) } }
    return QRFactors(triangle: Array(triangle.prefix(p)), rotated: Array(triangle.dropFirst(p)))
  }

  /// Copies rows of [X | sides] under the triangle.
  private static func fill(
    _ stack: inout [Double], _ leading: Int, _ x: Matrix, _ sides: [[Double]], _ scales: [Double],
    rows: Range<Int>
  ) {
    let p = x.columns, width = p + sides.count
    x.values.withUnsafeBufferPointer { values in
      for (k, row) in rows.enumerated() {
        for j in 0..<p { stack[j * leading + width + k] = values[row * p + j] * scales[j] }
      }
    }
    for (s, side) in sides.enumerated() {
      for (k, row) in rows.enumerated() { stack[(p + s) * leading + width + k] = side[row] }
    }
  }
}
