/// All elements along one axis.
struct Flatten: Callable {
  static let signature = Signature(
    "flatten", .tensor("x"), .axis("start", default: .int(0)), aliases: ["ravel"], family: "shape",
    summary: "axes from `start` on merged into one", shapes: "[a, b, c] → [a·b·c], start=1 → [a, b·c]",
    example: "flatten([[1, 2], [3, 4]])", gives: "[1, 2, 3, 4]  i64[4]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let start = try x.shape.axis(a.int(1), "flatten")
    let rest = x.shape.dims.dropFirst(start).reduce(1, *)
    return [try x.reshaped(Shape(Array(x.shape.dims.prefix(start)) + [rest]))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}
