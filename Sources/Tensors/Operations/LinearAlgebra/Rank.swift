/// The number of independent rows: of singular values that are not 0 up to rounding.
struct Rank: Callable {
  static let signature = Signature(
    "rank", .tensor("a"), .init(.number, "rtol", default: Argument.none),
    .init(.number, "atol", default: .number(0)), aliases: ["matrix_rank"], family: "linear algebra",
    summary:
      "the number of independent rows (or columns) of a matrix; singular values up to max(atol, rtol times the largest) count as 0",
    shapes: "[…, n, m] → […]", example: "rank([[1.0, 2.0], [2.0, 4.0]])", gives: "1  i64[]", section: "2.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0).detached()
    let s = try apply(SingularValues(name: "rank"), x)
    let limits = RankTolerance(relative: a.optionalNumber(1), absolute: a.number(2)).limits(s, x)
    let values = s.doubles(), k = s.shape.dims[s.rank - 1]
    let ranks = limits.enumerated().map { i, limit in values[i * k..<(i + 1) * k].count { $0 > limit } }
    return [Tensor(ranks, x.shape.batch)]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
