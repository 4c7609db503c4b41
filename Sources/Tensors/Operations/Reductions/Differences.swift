/// Differences of neighbours along an axis.
struct Differences: Callable {
  static let signature = Signature(
    "diff", .tensor("x"), .init(.int, "n", default: .int(1)), .axis("axis", default: .int(-1)),
    family: "reductions", summary: "differences of neighbours along an axis, n times over",
    shapes: "[…, k] → […, k − n]", example: "diff([1, 4, 9])", gives: "[3, 5]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var x = a.tensor(0)
    let times = a.int(1)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "diff") }
    let axis = try x.shape.axis(a.int(2), "diff")
    guard times >= 0 else { throw .argument("n is \(times), and can't be negative", operation: "diff") }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    for _ in 0..<min(times, x.shape.dims[axis]) {
      x = try Tensor.subtract(
        x.indexed(before + [.slice(from: 1, to: nil, step: 1)]),
        x.indexed(before + [.slice(from: nil, to: -1, step: 1)]))
    }
    return [x]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), .int(1))] }
}
