/// The condition number ‖a‖·‖a⁻¹‖: by how much a relative error in b can grow in the solution of a·x = b.
struct Condition: Callable {
  static let signature = Signature(
    "cond", .tensor("a"), .init(.numberOrText, "p", default: .number(2)), family: "linear algebra",
    summary:
      "the condition number: how much relative errors can grow in solve(a, b); p as in matrix_norm; inf for a singular matrix",
    shapes: "[…, n, n] → []; for p=2 and p=-2 any […, n, m] → […]",
    example: "cond([[1.0, 0.0], [0.0, 4.0]])", gives: "4.  f64[]", section: "5.4")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), order = try MatrixNormOrder(a.values[1], "cond")
    if case .number(let p) = order, p.magnitude == 2 { return [try ofSingularValues(x, p)] }
    try x.shape.square("cond")
    let axes = [x.rank - 2, x.rank - 1]
    let flags = Tensor(try LUFactors(x.detached(), "cond").isSingular, x.shape.batch)
    let isSingular = try flags.asScalars()
    // Singular matrices have no inverse to take the norm of: another stands in.
    let regular = try apply(
      Where(), isSingular, try Tensor.identity(x.shape.dims[axes[0]], x.dtype), x)
    func norm(_ matrix: Tensor) throws(TensorError) -> Tensor {
      try matrix.matrixNorm(order, axes, keepingDimensions: false, "cond")
    }
    let numbers = try norm(regular) * norm(try regular.inverse("cond"))
    return [try apply(Where(), flags, Tensor.scalar(.float(.infinity), x.dtype), numbers)]
  }

  /// The largest singular value over the smallest, or the reciprocal of that.
  private static func ofSingularValues(_ x: Tensor, _ p: Double) throws(TensorError) -> Tensor {
    let s = try apply(SingularValues(name: "cond"), x), last = s.shape.dims[s.rank - 1] - 1
    guard last >= 0 else { throw .emptyReduction("cond", x.shape) }
    let (largest, smallest) = (try s.indexed([.ellipsis, .at(0)]), try s.indexed([.ellipsis, .at(last)]))
    if p < 0 { return try smallest / largest }
    let zero = Tensor.scalar(.float(0), x.dtype), infinity = Tensor.scalar(.float(.infinity), x.dtype)
    let isSingular = try Tensor.compare(.equal, smallest.detached(), zero)
    return try apply(Where(), isSingular, infinity, largest / smallest)
  }

  static var samples: [OperationEntry.Sample] {
    let orders: [Argument] = [
      .number(2), .number(-2), .text("fro"), .text("nuc"), .number(1), .number(-1), .number(.infinity),
      .number(-.infinity),
    ]
    return orders.map { .init(.tensor(Samples.turning), $0) }
  }
}
