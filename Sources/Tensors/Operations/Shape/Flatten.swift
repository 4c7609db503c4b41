/// All elements along one axis.
struct Flatten: Callable {
  static let signature = Signature(
    "flatten", .tensor("x"), .axis("start", default: .int(0)), .axis("end", default: .int(-1)),
    aliases: ["ravel"], family: "shape",
    summary: "axes from `start` to `end` merged into one", shapes: "[a, b, c] → [a·b·c], start=1 → [a, b·c]",
    example: "flatten([[1, 2], [3, 4]])", gives: "[1, 2, 3, 4]  i64[4]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let start = try x.shape.axis(a.int(1), "flatten")
    let end = try x.shape.axis(a.int(2), "flatten")
    guard start <= end else {
      throw .argument("start is axis \(start), behind end, which is axis \(end)", operation: "flatten")
    }
    guard x.rank > 0 else { return [try x.reshaped([1])] }
    let merged = x.shape.dims[start...end].reduce(1, *)
    return [
      try x.reshaped(Shape(Array(x.shape.dims[..<start]) + [merged] + Array(x.shape.dims[(end + 1)...])))
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(1), .int(-1)), .init(.tensor(Samples.cube), .int(0), .int(1))]
  }
}
