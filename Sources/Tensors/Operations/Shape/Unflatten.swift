/// One axis split into several.
struct Unflatten: Callable {
  static let signature = Signature(
    "unflatten", .tensor("x"), .axis("axis"), .init(.ints, "sizes"), family: "shape",
    summary: "one axis split into several; one size may be -1", shapes: "[n, a·b] → [n, a, b]",
    example: "unflatten([1, 2, 3, 4], 0, (2, 2))", gives: "[[1, 2],\n [3, 4]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "unflatten") }
    let axis = try x.shape.axis(a.int(1), "unflatten")
    let dims = x.shape.dims
    return [try x.reshaped(Shape(Array(dims[..<axis]) + (a.ints(2) ?? []) + Array(dims[(axis + 1)...])))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(0), .ints([2, 1]))] }
}
