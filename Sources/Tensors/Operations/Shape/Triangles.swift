/// The lower triangle of a matrix; zeros above.
struct LowerTriangle: Callable {
  static let signature = Signature(
    "tril", .tensor("x"), .init(.int, "diagonal", default: .int(0)), family: "shape",
    summary: "the elements on and below a diagonal, zeros above", shapes: "[…, n, m] → the same",
    example: "tril(ones((2, 2)))", gives: "[[1., 0.],\n [1., 1.]]  f64[2, 2]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let k = a.int(1)
    return [try a.tensor(0).masked("tril") { row, column in column - row <= k }]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.square), .int(0))] }
}

/// The upper triangle of a matrix; zeros below.
struct UpperTriangle: Callable {
  static let signature = Signature(
    "triu", .tensor("x"), .init(.int, "diagonal", default: .int(0)), family: "shape",
    summary: "the elements on and above a diagonal, zeros below", shapes: "[…, n, m] → the same",
    example: "triu(ones((2, 2)))", gives: "[[1., 1.],\n [0., 1.]]  f64[2, 2]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let k = a.int(1)
    return [try a.tensor(0).masked("triu") { row, column in column - row >= k }]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.square), .int(1))] }
}

extension Tensor {
  /// Zeros where `keep` says no.
  fileprivate func masked(_ operation: String, _ keep: (Int, Int) -> Bool) throws(TensorError) -> Tensor {
    guard rank >= 2 else { throw .rank(shape, wanted: "a matrix", operation: operation) }
    let (n, m) = (shape.dims[rank - 2], shape.dims[rank - 1])
    var flags: [Bool] = []
    flags.reserveCapacity(n * m)
    for row in 0..<n { for column in 0..<m { flags.append(keep(row, column)) } }
    return try apply(Where(), Tensor(flags, [n, m]), self, Tensor.scalar(.int(0), dtype))
  }
}
