/// All windows of some length along an axis, as a new last axis.
struct SlidingWindows: Callable {
  static let signature = Signature(
    "unfold", .tensor("x"), .axis("axis"), .init(.int, "size"), .init(.int, "step", default: .int(1)),
    family: "shape",
    summary: "all windows of some length along an axis, step apart; a window is the new last axis",
    shapes: "[…, n, …] → […, (n − size)/step + 1, …, size]", example: "unfold([1, 2, 3], 0, 2)",
    gives: "[[1, 2],\n [2, 3]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), size = a.int(2), step = a.int(3)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "unfold") }
    let axis = try x.shape.axis(a.int(1), "unfold"), length = x.shape.dims[axis]
    guard size >= 0, size <= length, step > 0 else {
      throw .argument(
        "windows of \(size), \(step) apart, do not fit an axis of \(length)", operation: "unfold")
    }
    let count = (length - size) / step + 1
    let positions = (0..<count).flatMap { start in (0..<size).map { start * step + $0 } }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    let windows = try x.indexed(before + [.tensor(Tensor(positions, [count, size]))])
    var order = Array(0..<windows.rank)
    order.append(order.remove(at: axis + 1))
    return [try windows.permuted(order)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), .int(2), .int(1))] }
}
