import COpenBLAS

/// The factorisations p·l·u of a stack of matrices, with rows exchanged for the largest pivots.
struct LUFactors {
  /// l below the diagonal, where its own would be all ones, and u from the diagonal on.
  let factors: MatrixStack
  /// `i32` of shape […, k]: the row, counted from 1, that each row was exchanged with, in order.
  let pivots: Tensor
  /// For each matrix, whether a pivot is exactly zero.
  let isSingular: [Bool]

  init(_ a: Tensor, _ operation: String) throws(TensorError) {
    let stack = try MatrixStack(a, operation), k = min(stack.rows, stack.columns)
    let pivots = try Tensor(uninitialized: Shape(stack.batch.dims + [k]), .i32)
    var flags = [Bool](repeating: false, count: stack.count)
    try MatrixStack.walk(stack.count) { i in
      let exchanged = pivots.pointer(Int32.self) + i * k
      flags[i] = gradus_lu(Int32(stack.rows), Int32(stack.columns), stack.matrix(i), exchanged) > 0
    }
    (factors, self.pivots, isSingular) = (stack, pivots, flags)
  }

  /// How many pivots one matrix has.
  var size: Int { min(factors.rows, factors.columns) }

  func pivots(_ i: Int) -> UnsafeMutablePointer<Int32> { pivots.pointer(Int32.self) + i * size }

  /// The diagonal of one u, its sign changed wherever two rows changed places: the determinant's factors.
  func signedPivots(_ i: Int) -> [Double] {
    (0..<size).map { k in
      let pivot = factors.element(i, k, k)
      return Int(pivots(i)[k]) == k + 1 ? pivot : -pivot
    }
  }

  /// Replaces the columns of a matrix by the solution of a·x = b, for the `i`-th a.
  func solve(_ i: Int, _ right: UnsafeMutablePointer<Double>, columns: Int) {
    _ = gradus_lu_solve(Int32(factors.rows), Int32(columns), factors.matrix(i), pivots(i), right)
  }
}
