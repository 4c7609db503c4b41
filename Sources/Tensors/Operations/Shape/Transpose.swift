/// Two axes exchanged.
struct Transpose: Callable {
  static let signature = Signature(
    "transpose", .tensor("x"), .axis("axis1", default: .int(-2)), .axis("axis2", default: .int(-1)),
    aliases: ["swapdims", "swapaxes"],
    family: "shape", summary: "two axes exchanged, the last two by default; also x.T",
    shapes: "[n, m] → [m, n]",
    example: "transpose([[1, 2], [3, 4]])", gives: "[[1, 3],\n [2, 4]]  i64[2, 2]", section: "2.1.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    if x.rank < 2 { return [x] }
    var order = Array(0..<x.rank)
    order.swapAt(try x.shape.axis(a.int(1), "transpose"), try x.shape.axis(a.int(2), "transpose"))
    return [try x.permuted(order)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(0), .int(2))] }
}
