/// A diagonal of the last two axes, or of others.
struct DiagonalOfAxes: Callable {
  static let signature = Signature(
    "diagonal", .tensor("x"), .init(.int, "offset", default: .int(0)), .axis("axis1", default: .int(0)),
    .axis("axis2", default: .int(1)), family: "shape",
    summary: "the diagonals of the matrices that two axes make, as a new last axis",
    shapes: "[n, m, …] → […, min(n, m)]", example: "diagonal([[1, 2], [3, 4]])", gives: "[1, 4]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), offset = a.int(1)
    guard x.rank >= 2 else { throw .rank(x.shape, wanted: "a matrix", operation: "diagonal") }
    let first = try x.shape.axis(a.int(2), "diagonal"), second = try x.shape.axis(a.int(3), "diagonal")
    guard first != second else { throw .repeatedAxis(a.int(3), operation: "diagonal") }
    let rest = (0..<x.rank).filter { $0 != first && $0 != second }
    let turned = try x.permuted(rest + [first, second])
    let (n, m) = (x.shape.dims[first], x.shape.dims[second])
    guard offset.magnitude < 1 << 40 else {
      throw .argument("there is no diagonal \(offset)", operation: "diagonal")
    }
    let rows = (0..<n).filter { (0..<m).contains($0 + offset) }
    let columns = rows.map { $0 + offset }
    return [
      try turned.indexed([
        .ellipsis, .tensor(Tensor(rows, [rows.count])), .tensor(Tensor(columns, [rows.count])),
      ])
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(-1), .int(1), .int(2))]
  }
}

/// Vectors as the diagonals of matrices: the inverse of `diagonal`.
struct DiagonalEmbedding: Callable {
  static let signature = Signature(
    "diag_embed", .tensor("x"), .init(.int, "offset", default: .int(0)), family: "shape",
    summary: "matrices with the last axis on a diagonal, zeros elsewhere", shapes: "[…, n] → […, n, n]",
    example: "diag_embed([1, 2])", gives: "[[1, 0],\n [0, 2]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), offset = a.int(1)
    guard x.rank > 0, offset.magnitude < 1 << 31 else {
      throw .rank(x.shape, wanted: "vectors, and a diagonal that is near", operation: "diag_embed")
    }
    let n = x.shape.dims[x.rank - 1], size = n + Int(offset.magnitude)
    let rows = (0..<n).map { $0 + max(0, -offset) }
    let zeros = try Tensor.full(0, Shape(x.shape.dims.dropLast() + [size, size]), x.dtype)
    let matrices = n == 0 ? 0 : x.count / n
    let positions = (0..<matrices).flatMap { i in rows.map { i * size * size + $0 * size + $0 + offset } }
    return [try zeros.replacing(positions, with: x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .int(1))] }
}

/// Positions of the lower or upper triangle of a matrix.
struct TriangleIndices: CreationOperation {
  static let signature = Signature.creation(
    "tril_indices", [.init(.int, "rows"), .init(.int, "columns"), .init(.int, "offset", default: .int(0))],
    "row and column numbers of the elements on and below a diagonal", shapes: "→ [2, k]",
    example: "tril_indices(2, 2)", gives: "[[0, 1, 1],\n [0, 0, 1]]  i64[2, 3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let k = a.int(2)
    return [try positions(a, "tril_indices") { row, column in column - row <= k }]
  }

  static func positions(
    _ a: Arguments, _ name: String, _ keep: (Int, Int) -> Bool
  ) throws(TensorError) -> Tensor {
    let (n, m) = (a.int(0), a.int(1))
    guard try Shape([n, m]).checked().count <= MachineMemory.total / 16 else {
      throw .memory(elements: n * m, dtype: .i64)
    }
    if n == 0 || m == 0 { return Tensor([Int](), [2, 0]) }
    let places = (0..<n).flatMap { row in (0..<m).filter { keep(row, $0) }.map { (row, $0) } }
    return Tensor(places.map(\.0) + places.map(\.1), [2, places.count])
  }
}

/// Positions of the upper triangle of a matrix.
struct UpperTriangleIndices: CreationOperation {
  static let signature = Signature.creation(
    "triu_indices", [.init(.int, "rows"), .init(.int, "columns"), .init(.int, "offset", default: .int(0))],
    "row and column numbers of the elements on and above a diagonal", shapes: "→ [2, k]",
    example: "triu_indices(2, 2)", gives: "[[0, 0, 1],\n [0, 1, 1]]  i64[2, 3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let k = a.int(2)
    return [try TriangleIndices.positions(a, "triu_indices") { row, column in column - row >= k }]
  }
}
