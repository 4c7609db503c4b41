/// An orthonormal basis of the vectors that a matrix sends to zero.
struct NullSpace: Callable {
  static let signature = Signature(
    "null_space", .tensor("a"), .init(.number, "rtol", default: Argument.none), family: "linear algebra",
    summary:
      "an orthonormal basis, in columns, of the x with a @ x = 0; singular values up to rtol times the largest count as 0",
    shapes: "[n, m] → [m, m − rank]; stacks whose matrices have one rank",
    example: "abs(null_space([[1.0, 0.0], [0.0, 0.0]]))", gives: "[[0.],\n [1.]]  f64[2, 1]", section: "2.1.5"
  )
  /// No gradient flows: a basis is not a function of the matrix.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0).detached(), (_, m) = try x.shape.matrix("null_space")
    let parts = try apply(SingularValueDecomposition(isFull: true, name: "null_space"), [x])
    let limits = RankTolerance(relative: a.optionalNumber(1)).limits(parts[1], x)
    let values = parts[1].doubles(), k = parts[1].shape.dims[parts[1].rank - 1]
    let ranks = limits.enumerated().map { i, limit in values[i * k..<(i + 1) * k].count { $0 > limit } }
    let rank = ranks.first ?? k
    guard ranks.allSatisfy({ $0 == rank }) else {
      throw .argument("the matrices of a stack of shape \(x.shape) differ in rank", operation: "null_space")
    }
    let rows: [Index] = [
      .ellipsis, .slice(from: rank, to: m, step: 1), .slice(from: nil, to: nil, step: 1),
    ]
    return [try parts[2].indexed(rows).transposed()]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
