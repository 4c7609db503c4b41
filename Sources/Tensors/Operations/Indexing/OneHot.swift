/// Class numbers as rows with a single 1.
struct OneHot: Callable {
  static let signature = Signature(
    "one_hot", .tensor("x"), .init(.int, "classes", default: Argument.none), family: "indexing",
    summary: "class numbers as rows with a single 1", shapes: "[…] → […, classes]",
    example: "one_hot([1, 0], 2)",
    gives: "[[0, 1],\n [1, 0]]  i64[2, 2]", section: "10.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).asPositions()
    let labels = x.ints()
    let classes = a.optionalInt(1) ?? (labels.max() ?? -1) &+ 1
    guard classes >= 0 else { throw .argument("the number of classes is negative", operation: "one_hot") }
    let result = try Tensor.full(0, Shape(x.shape.dims + [classes]), .i64)
    for (i, label) in labels.enumerated() {
      guard label >= 0, label < classes else {
        throw .index(label, size: classes, axis: x.rank, shape: result.shape)
      }
      result.pointer(Int.self)[i * classes + label] = 1
    }
    return [result]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
