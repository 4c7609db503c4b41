/// A vector on the diagonal of a matrix, or the diagonal of a matrix as a vector.
struct Diagonal: Callable {
  static let signature = Signature(
    "diag", .tensor("x"), .init(.int, "diagonal", default: .int(0)), family: "shape",
    summary: "the diagonal of a matrix, or the matrix with a vector on its diagonal",
    shapes: "[n, m] → [min(n, m)], [n] → [n, n]",
    example: "diag([1, 2])", gives: "[[1, 0],\n [0, 2]]  i64[2, 2]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), k = a.int(1)
    guard k.magnitude < 1 << 31 else { throw .argument("there is no diagonal \(k)", operation: "diag") }
    switch x.rank {
    case 1:
      let n = x.count + Swift.abs(k)
      let zeros = try Tensor.full(0, [n, n], x.dtype)
      let rows = (0..<x.count).map { $0 + Swift.max(0, -k) }
      return [try zeros.replacing(rows.map { $0 * n + $0 + k }, with: x)]
    case 2:
      let (n, m) = (x.shape.dims[0], x.shape.dims[1])
      let rows = (0..<n).filter { (0..<m).contains($0 + k) }
      return [try x.taking(rows.map { $0 * m + $0 + k }, [rows.count])]
    default: throw .rank(x.shape, wanted: "a vector or a matrix", operation: "diag")
    }
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.square), .int(0)), .init(.tensor(Samples.row), .int(1))]
  }
}
