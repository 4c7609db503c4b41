/// A tensor cut along an axis into so many pieces, equal but for the last.
struct Chunk: Callable {
  static let signature = Signature(
    "chunk", .tensor("x"), .init(.int, "pieces"), .axis("axis", default: .int(0)), family: "shape",
    summary: "at most so many pieces along an axis, equal but for the last", shapes: "[n, …] → k of [n/k, …]",
    example: "chunk([1, 2, 3, 4], 2)[1]", gives: "[3, 4]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), pieces = a.int(1)
    guard pieces > 0 else {
      throw .argument("the number of pieces must be positive, not \(pieces)", operation: "chunk")
    }
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "chunk") }
    let axis = try x.shape.axis(a.int(2), "chunk"), size = x.shape.dims[axis]
    let each = max(1, size / pieces + (size % pieces == 0 ? 0 : 1))
    let count = max(1, size / each + (size % each == 0 ? 0 : 1))
    return try x.pieces((0..<count).map { min(each, size - $0 * each) }, axis: axis)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(2), .int(1), output: 0)] }
}
