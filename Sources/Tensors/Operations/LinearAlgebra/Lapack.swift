import COpenBLAS

/// Column-major copies of matrices and the LAPACK calls on them; all in double precision.
enum Lapack {
  /// A matrix's elements column by column.
  struct Columns {
    var values: [Double]
    var rows: Int32
    var columns: Int32
  }

  static func columns(_ x: Tensor, _ operation: String) throws(TensorError) -> Columns {
    guard x.rank == 2 else { throw .rank(x.shape, wanted: "a matrix", operation: operation) }
    guard let rows = Int32(exactly: x.shape.dims[0]), let columns = Int32(exactly: x.shape.dims[1]) else {
      throw .tooManyElements(x.shape)
    }
    let values = x.view([x.shape.dims[1], x.shape.dims[0]], [x.strides[1], x.strides[0]]).doubles()
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(operation: operation) }
    return Columns(values: values, rows: rows, columns: columns)
  }

  /// A row-major tensor of a column-major matrix with leading dimension `leading`.
  static func tensor(_ values: [Double], _ rows: Int, _ columns: Int, leading: Int, _ dtype: DType) -> Tensor
  {
    var out: [Double] = []
    out.reserveCapacity(rows * columns)
    for i in 0..<rows { for j in 0..<columns { out.append(values[j * leading + i]) } }
    return Tensor(out, [rows, columns], dtype)
  }

  static func square(_ shape: Shape, _ operation: String) throws(TensorError) {
    guard shape.rank == 2, shape.dims[0] == shape.dims[1] else {
      throw .rank(shape, wanted: "a square matrix", operation: operation)
    }
  }

  /// The minimum-norm least-squares solution by singular values (dgelsd).
  static func leastSquares(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    var matrix = try columns(a, "lstsq")
    let right = try columns(b, "lstsq")
    var (m, n, k) = (matrix.rows, matrix.columns, right.columns)
    if m == 0 || n == 0 || k == 0 { return try Tensor.full(0, [Int(n), Int(k)], a.dtype) }
    var lda = m, leading = max(m, n), rcond = -1.0, info: Int32 = 0, rank: Int32 = 0
    var solution = [Double](repeating: 0, count: Int(leading) * Int(k))
    for j in 0..<Int(k) {
      for i in 0..<Int(m) { solution[j * Int(leading) + i] = right.values[j * Int(m) + i] }
    }
    var singular = [Double](repeating: 0, count: Int(min(m, n)))
    // The first call only asks how much room the second one needs.
    var workSize: Int32 = -1, work = [0.0], integers: [Int32] = [0]
    dgelsd_(
      &m, &n, &k, &matrix.values, &lda, &solution, &leading, &singular, &rcond, &rank, &work, &workSize,
      &integers,
      &info)
    workSize = Int32(work[0])
    work = [Double](repeating: 0, count: max(1, Int(workSize)))
    integers = [Int32](repeating: 0, count: max(1, Int(integers[0])))
    dgelsd_(
      &m, &n, &k, &matrix.values, &lda, &solution, &leading, &singular, &rcond, &rank, &work, &workSize,
      &integers,
      &info)
    guard info == 0 else { throw .noConvergence(operation: "lstsq") }
    return tensor(solution, Int(n), Int(k), leading: Int(leading), a.dtype)
  }

  /// The LU factorisation with row exchanges (dgetrf), column by column; `isSingular` where a pivot is exactly zero.
  static func lu(
    _ a: Tensor, _ operation: String
  ) throws(TensorError) -> (values: [Double], pivots: [Int32], isSingular: Bool) {
    try square(a.shape, operation)
    var matrix = try columns(a, operation)
    var n = matrix.rows, m = matrix.columns, info: Int32 = 0, leading = max(n, 1)
    var pivots = [Int32](repeating: 0, count: Int(n))
    if n > 0 { dgetrf_(&n, &m, &matrix.values, &leading, &pivots, &info) }
    return (matrix.values, pivots, info > 0)
  }
}
