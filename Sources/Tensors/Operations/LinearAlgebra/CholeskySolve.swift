/// The solution x of (l·lᵀ)·x = b, when l is known: two substitutions.
struct CholeskySolve: Callable {
  static let signature = Signature(
    "cholesky_solve", .tensor("b"), .tensor("l"), .init(.flag, "upper", default: .flag(false)),
    family: "linear algebra",
    summary: "the x with l @ l.T @ x = b, l from cholesky; with upper=true u.T @ u @ x = b",
    shapes: "[…, n, k], […, n, n] → […, n, k]; batches broadcast",
    example: "cholesky_solve([[4.0], [9.0]], [[2.0, 0.0], [0.0, 3.0]])", gives: "[[1.],\n [1.]]  f64[2, 1]",
    section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (b, factor) = try a.floats(0, 1), upper = a.flag(2)
    try factor.shape.square("cholesky_solve")
    let l = upper ? try factor.transposed() : factor
    let inner = try apply(SolveTriangular(upper: false), l, b)
    return [try apply(SolveTriangular(upper: true), try l.transposed(), inner)]
  }
  static var samples: [OperationEntry.Sample] {
    let columns = Tensor(Samples.small.doubles(), [3, 2])
    return [
      .init(.tensor(columns), .tensor(Samples.square), .flag(false)),
      .init(.tensor(columns), .tensor(Samples.squares), .flag(true)),
    ]
  }
}
