/// The factorisation of a square matrix in the compact form that `lu_solve` takes.
struct LUFactor: Callable {
  static let signature = Signature(
    "lu_factor", .tensor("a"), family: "linear algebra",
    summary:
      "l and u of lu(a) in one matrix (l’s ones left out), and the row, counted from 1, that each row was exchanged with",
    shapes: "[…, n, m] → […, n, m], […, k] with k = min(n, m)",
    example: "lu_factor([[0.0, 2.0], [4.0, 2.0]])[1]", gives: "[2, 2]  i32[2]", section: "2.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), pivots = try LUFactors(x.detached(), "lu_factor").pivots
    let parts = try apply(LU(), [x])
    let (n, m) = try x.shape.matrix("lu_factor")
    // Both triangles padded to the matrix's shape.
    let l = try parts[1].triangle(upper: false, offset: -1).padded([0, m - min(n, m)], with: 0)
    return [try l + parts[2].padded([0, 0, 0, n - min(n, m)], with: 0), pivots]
  }
  static var samples: [OperationEntry.Sample] {
    let tall = Tensor(Samples.cube.doubles(), [4, 3]), wide = Tensor(Samples.cube.doubles(), [3, 4])
    return [Samples.squares, tall, wide].map { .init(.tensor($0)) }
  }
}

/// The solution of a·x = b, when a's factors are known: an exchange of rows and two substitutions.
struct LUSolve: Callable {
  static let signature = Signature(
    "lu_solve", .tensor("lu"), .tensor("pivots"), .tensor("b"), family: "linear algebra",
    summary: "the x with a @ x = b from what lu_factor(a) gives; faster than solve for the same a again",
    shapes: "[…, n, n], […, n], […, n, k] → […, n, k]; batches broadcast",
    example: "(f, p) = lu_factor([[0.0, 2.0], [4.0, 2.0]]); lu_solve(f, p, [[2.0], [6.0]])",
    gives: "[[1.],\n [1.]]  f64[2, 1]", section: "2.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (factors, b) = try a.floats(0, 2), n = try factors.shape.square("lu_solve")
    guard b.rank > 0 else { throw .rank(b.shape, wanted: "vectors or matrices", operation: "lu_solve") }
    let pivots = try a.tensor(1).asPositions()
    guard pivots.shape.dims == Array(factors.shape.dims.dropLast()) else {
      throw .mismatch(
        factors.shape, pivots.shape, wanted: "one pivot for each row of each matrix", operation: "lu_solve")
    }
    if let wrong = pivots.ints().first(where: { $0 < 1 || $0 > n }) {
      throw .argument("a pivot is \(wrong), and rows count from 1 to \(n)", operation: "lu_solve")
    }
    let p = try LU.permutations(pivots, n, b.dtype)
    let exchanged = try Tensor.matmul(p.transposed(), b.rank < 2 ? b.asColumns() : b)
    let inner = try apply(SolveTriangular(upper: false, isUnit: true), factors, exchanged)
    let x = try apply(SolveTriangular(upper: true), factors, inner)
    return [b.rank < 2 ? try x.withoutLastAxis() : x]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.squares), .tensor(Tensor([3, 2, 3, 1, 3, 3], [2, 3])),
        .tensor(Tensor(Samples.small.doubles(), [3, 2])))
    ]
  }
}
