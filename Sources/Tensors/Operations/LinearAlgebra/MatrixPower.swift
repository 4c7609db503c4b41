/// A matrix multiplied by itself, by repeated squaring; a negative power is that of the inverse.
struct MatrixPower: Callable {
  static let signature = Signature(
    "matrix_power", .tensor("a"), .init(.int, "n"), family: "linear algebra",
    summary: "the n-th power of a square matrix: n=0 the identity, n=-1 the inverse",
    shapes: "[…, n, n] → […, n, n]", example: "matrix_power([[1, 1], [1, 0]], 10)",
    gives: "[[89, 55],\n [55, 34]]  i64[2, 2]", section: "2.1.3")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let n = a.int(1)
    var base = n < 0 ? try a.float(0) : a.tensor(0)
    let size = try base.shape.square("matrix_power")
    if base.dtype == .bool { base = try base.converted(to: .i64) }
    if n == 0 { return [try Tensor.identity(size, base.dtype).expanded(to: base.shape)] }
    if n < 0 { base = try base.inverse("matrix_power") }
    var rest = n.magnitude
    var result: Tensor?
    while true {
      if rest & 1 == 1 {
        let power = base
        result = try result.map { (known) throws(TensorError) in try Tensor.matmul(known, power) } ?? base
      }
      rest >>= 1
      if rest == 0 { break }
      base = try Tensor.matmul(base, base)
    }
    return [result ?? base]
  }
  static var samples: [OperationEntry.Sample] {
    [3, -2, 1].map { .init(.tensor(Samples.squares), .int($0)) }
  }
}
