/// Copies side by side along each axis.
struct Repeat: Callable {
  static let signature = Signature(
    "repeat", .tensor("x"), .init(.shape, "times"), aliases: ["tile"], family: "shape",
    summary: "so many copies along each axis", shapes: "[n, m], (a, b) → [a·n, b·m]",
    example: "repeat([1, 2], (2,))",
    gives: "[1, 2, 1, 2]  i64[4]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    var times = a.ints(1) ?? []
    guard times.allSatisfy({ $0 >= 0 }) else { throw .negativeSize(Shape(times)) }
    if times.count < x.rank { times = [Int](repeating: 1, count: x.rank - times.count) + times }
    let dims = [Int](repeating: 1, count: times.count - x.rank) + x.shape.dims
    // [n] → [1, n] → [k, n] → [k·n], for all axes at once.
    let pairs = Shape(zip(dims, times).flatMap { [1, $0.0] })
    let wide = Shape(zip(times, dims).flatMap { [$0.0, $0.1] })
    let final = Shape(zip(times, dims).map { $0.0 &* $0.1 })
    return [try x.reshaped(pairs).expanded(to: try wide.checked()).reshaped(final)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .ints([2, 3]))] }
}
