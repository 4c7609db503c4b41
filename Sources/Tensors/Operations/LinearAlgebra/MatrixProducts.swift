import Kernels

/// Products of stacks of matrices: floats by the kernels (`products.c`), integers checked for overflow.
enum MatrixProducts {
  /// - Parameters:
  ///   - a, b: At least two axes; their leading axes broadcast to `batch`. Same dtype as `result`.
  ///   - adds: Adds the products, of floats, to what `result` holds.
  static func multiply(
    _ a: Tensor, _ b: Tensor, _ batch: Shape, into result: Tensor, adds: Bool = false
  ) throws(TensorError) {
    let sizes = (n: a.shape.dims[a.rank - 2], k: a.shape.dims[a.rank - 1], m: b.shape.dims[b.rank - 1])
    if result.count == 0 { return }
    if sizes.k == 0 { return adds ? () : clear(result) }
    guard max(sizes.n, sizes.k, sizes.m) <= Int(Int32.max) else { throw .tooManyElements(result.shape) }
    let left = try Operand(a), right = try Operand(b)
    // One right matrix for a whole stack of rows: a single product.
    if right.tensor.rank == 2, !left.isTransposed, left.tensor.isContiguous {
      let all = (n: batch.count * sizes.n, k: sizes.k, m: sizes.m)
      if all.n <= Int(Int32.max) { return try products(left, right, result, [0, 0, 0], all, adds) }
    }
    let x = left.tensor.broadcast(to: Shape(batch.dims + left.tensor.shape.dims.suffix(2)))
    let y = right.tensor.broadcast(to: Shape(batch.dims + right.tensor.shape.dims.suffix(2)))
    let steps = batch.contiguousStrides.map { $0 * sizes.n * sizes.m }
    var places: [Int] = []
    places.reserveCapacity(3 * batch.count)
    Strided.runs(batch, [Array(x.strides.dropLast(2)), Array(y.strides.dropLast(2)), steps]) {
      offsets, length, steps in
      for i in 0..<length { for j in 0..<3 { places.append(offsets[j] + i * steps[j]) } }
    }
    try products(left, right, result, places, sizes, adds)
  }

  /// Adds the products of a stack of rows, [n, k], and one matrix, [k, m], to [n, m]: gradients that meet.
  static func add(_ a: Tensor, _ b: Tensor, to total: Tensor) throws(TensorError) {
    try a.compute()
    try b.compute()
    try multiply(a, b, [], into: total, adds: true)
  }

  /// A matrix as the kernels take it: its rows or its columns each in one piece; anything else is copied.
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

  /// - Parameter places: where each product's operands and result start.
  private static func products(
    _ left: Operand, _ right: Operand, _ result: Tensor, _ places: [Int], _ sizes: (n: Int, k: Int, m: Int),
    _ adds: Bool
  ) throws(TensorError) {
    let (n, k, m) = sizes, count = places.count / 3
    let transA: Int32 = left.isTransposed ? 1 : 0, transB: Int32 = right.isTransposed ? 1 : 0
    switch result.dtype {
    case .f64:
      gradus_products_f64(
        count, places, n, k, m, left.tensor.pointer(Double.self), left.leading, transA,
        right.tensor.pointer(Double.self), right.leading, transB, result.pointer(Double.self), adds ? 1 : 0)
    case .f32:
      gradus_products_f32(
        count, places, n, k, m, left.tensor.pointer(Float.self), left.leading, transA,
        right.tensor.pointer(Float.self), right.leading, transB, result.pointer(Float.self), adds ? 1 : 0)
    default:
      for i in 0..<count {
        let start = (places[3 * i], places[3 * i + 1], places[3 * i + 2])
        guard integers(left, right, result, start, sizes) else { throw .overflow(operation: "@") }
      }
    }
    if gradus_interrupt_requested() { throw .interrupted }
  }

  /// False when a result does not fit.
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
