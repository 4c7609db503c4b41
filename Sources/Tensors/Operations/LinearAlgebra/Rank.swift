/// The number of independent rows: of singular values that are not 0 up to rounding.
struct Rank: Callable {
  static let signature = Signature(
    "rank", .tensor("a"), aliases: ["matrix_rank"], family: "linear algebra",
    summary: "the number of independent rows (or columns) of a matrix",
    shapes: "[n, m] → []", example: "rank([[1.0, 2.0], [2.0, 4.0]])", gives: "1  i64[]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0).detached()
    let s = try apply(SingularValues(isFull: false), [x])[1]
    let tolerance = x.rankTolerance(s)
    return [Tensor([s.doubles().count { $0 > tolerance }], [])]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
