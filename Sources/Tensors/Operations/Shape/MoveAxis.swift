/// One axis, or several, moved to other places.
struct MoveAxis: Callable {
  static let signature = Signature(
    "movedim", .tensor("x"), .init(.ints, "source"), .init(.ints, "target"), aliases: ["moveaxis"],
    family: "shape", summary: "axes moved to other places, the rest staying in order",
    shapes: "[a, b, c], 0, 2 → [b, c, a]", example: "movedim(zeros(2, 3, 4), 0, 2).shape", gives: "(3, 4, 2)")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let source = try a.axes(1, of: x.shape, "movedim"), target = try a.axes(2, of: x.shape, "movedim")
    guard source.count == target.count else {
      throw .argument("as many targets as sources are needed", operation: "movedim")
    }
    var order = [Int](repeating: -1, count: x.rank)
    for (from, to) in zip(source, target) { order[to] = from }
    var rest = (0..<x.rank).filter { !source.contains($0) }[...]
    for i in order.indices where order[i] < 0 { order[i] = rest.removeFirst() }
    return [try x.permuted(order)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(0), .int(2))] }
}
