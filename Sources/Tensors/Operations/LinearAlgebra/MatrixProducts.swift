import COpenBLAS

/// Products of stacks of matrices through BLAS.
enum MatrixProducts {
  /// - Parameters a, b: at least two axes; their leading axes broadcast to `batch`. Same dtype as `result`.
  static func multiply(_ a: Tensor, _ b: Tensor, _ batch: Shape, into result: Tensor) throws(TensorError) {
    let sizes = (n: a.shape.dims[a.rank - 2], k: a.shape.dims[a.rank - 1], m: b.shape.dims[b.rank - 1])
    if result.count == 0 { return }
    if sizes.k == 0 { return clear(result) }
    guard max(sizes.n, sizes.k, sizes.m) <= Int(Int32.max) else { throw .tooManyElements(result.shape) }
    let left = try Operand(a), right = try Operand(b)
    let x = left.tensor.broadcast(to: Shape(batch.dims + left.tensor.shape.dims.suffix(2)))
    let y = right.tensor.broadcast(to: Shape(batch.dims + right.tensor.shape.dims.suffix(2)))
    let steps = batch.contiguousStrides.map { $0 * sizes.n * sizes.m }
    var fits = true
    Strided.runs(batch, [Array(x.strides.dropLast(2)), Array(y.strides.dropLast(2)), steps]) {
      offsets, length, steps in
      for i in 0..<length {
        let places = (offsets[0] + i * steps[0], offsets[1] + i * steps[1], offsets[2] + i * steps[2])
        fits = product(left, right, result, places, sizes) && fits
      }
    }
    if !fits { throw .overflow(operation: "@") }
  }

  /// A matrix as BLAS takes it: its rows or its columns each in one piece; anything else is copied.
  private struct Operand {
    let tensor: Tensor
    let isTransposed: Bool
    let leading: Int

    init(_ x: Tensor) throws(TensorError) {
      let (rows, columns) = (x.shape.dims[x.rank - 2], x.shape.dims[x.rank - 1])
      let (down, across) = (x.strides[x.rank - 2], x.strides[x.rank - 1])
      if (across == 1 || columns == 1), down >= columns || rows == 1, down <= Int(Int32.max) {
        (tensor, isTransposed, leading) = (x, false, rows == 1 ? columns : down)
      } else if down == 1 || rows == 1, across >= rows, across <= Int(Int32.max) {
        (tensor, isTransposed, leading) = (x, true, across)
      } else {
        (tensor, isTransposed, leading) = (try x.contiguous(), false, columns)
      }
    }
  }

  private static func clear(_ result: Tensor) {
    let start = result.body.storage.memory + result.body.offset * result.dtype.size
    start.initializeMemory(as: UInt8.self, repeating: 0, count: result.byteCount)
  }

  /// One product of a batch; false when an integer result does not fit.
  private static func product(
    _ left: Operand, _ right: Operand, _ result: Tensor, _ places: (Int, Int, Int),
    _ sizes: (n: Int, k: Int, m: Int)
  ) -> Bool {
    let transA = left.isTransposed ? CblasTrans : CblasNoTrans
    let transB = right.isTransposed ? CblasTrans : CblasNoTrans
    let (n, k, m) = (Int32(sizes.n), Int32(sizes.k), Int32(sizes.m))
    let (lda, ldb) = (Int32(left.leading), Int32(right.leading))
    switch result.dtype {
    case .f64:
      cblas_dgemm(
        CblasRowMajor, transA, transB, n, m, k, 1, left.tensor.pointer(Double.self) + places.0, lda,
        right.tensor.pointer(Double.self) + places.1, ldb, 0, result.pointer(Double.self) + places.2, m)
    case .f32:
      cblas_sgemm(
        CblasRowMajor, transA, transB, n, m, k, 1, left.tensor.pointer(Float.self) + places.0, lda,
        right.tensor.pointer(Float.self) + places.1, ldb, 0, result.pointer(Float.self) + places.2, m)
    default:
      return integers(left, right, result, places, sizes)
    }
    return true
  }

  private static func integers(
    _ left: Operand, _ right: Operand, _ result: Tensor, _ places: (Int, Int, Int),
    _ sizes: (n: Int, k: Int, m: Int)
  ) -> Bool {
    let x = left.tensor.pointer(Int.self) + places.0, y = right.tensor.pointer(Int.self) + places.1
    let out = result.pointer(Int.self) + places.2
    let (xRow, xColumn) = left.isTransposed ? (1, left.leading) : (left.leading, 1)
    let (yRow, yColumn) = right.isTransposed ? (1, right.leading) : (right.leading, 1)
    for i in 0..<sizes.n {
      for j in 0..<sizes.m {
        var sum = 0
        for t in 0..<sizes.k {
          let (product, tooLarge) = x[i * xRow + t * xColumn].multipliedReportingOverflow(
            by: y[t * yRow + j * yColumn])
          let (total, overflow) = sum.addingReportingOverflow(product)
          if tooLarge || overflow { return false }
          sum = total
        }
        out[i * sizes.m + j] = sum
      }
    }
    return true
  }
}
