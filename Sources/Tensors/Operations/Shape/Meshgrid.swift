/// Coordinates of a grid: each vector along an axis of its own, repeated over the others.
struct Meshgrid: Callable {
  static let signature = Signature(
    "meshgrid", .init(.tensors, "tensors", isVariadic: true), .init(.text, "indexing", default: .text("ij")),
    family: "shape",
    summary:
      "coordinates of a grid: one tensor per vector, first axis first (indexing=\"xy\": second axis first)",
    shapes: "[n], [m] → [n, m], [n, m]", example: "meshgrid(([1, 2], [3, 4]))[1]",
    gives: "[[3, 4],\n [3, 4]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let vectors = a.tensors(0)
    for x in vectors where x.rank > 1 { throw .rank(x.shape, wanted: "vectors", operation: "meshgrid") }
    let grid = try Shape(vectors.map(\.count)).checked()
    var result: [Tensor] = []
    for (axis, x) in vectors.enumerated() {
      var dims = [Int](repeating: 1, count: vectors.count)
      dims[axis] = x.count
      result.append(try x.reshaped(Shape(dims)).expanded(to: grid))
    }
    switch a.text(1) {
    case "ij": return result
    case "xy" where vectors.count < 2: return result
    case "xy":
      var turned: [Tensor] = []
      for x in result { turned.append(try x.permuted([1, 0] + Array(2..<vectors.count))) }
      return turned
    default: throw .argument("indexing is \"ij\" or \"xy\", not \"\(a.text(1))\"", operation: "meshgrid")
    }
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensors([Samples.row, Tensor([0.2, 0.9], [2])]), .text("ij"), output: 1),
      .init(.tensors([Samples.row, Tensor([0.2, 0.9], [2])]), .text("xy"), output: 0),
    ]
  }
}
