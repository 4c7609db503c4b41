/// A tensor cut along an axis into pieces of given sizes.
struct Split: Callable {
  static let signature = Signature(
    "split", .tensor("x"), .init(.ints, "sizes"), .axis("axis", default: .int(0)), family: "shape",
    summary: "pieces along an axis: all of one size (the last may be smaller), or of the sizes listed",
    shapes: "[n], (a, b) → [a], [b]", example: "split([1, 2, 3], 2)[0]", gives: "[1, 2]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "split") }
    let axis = try x.shape.axis(a.int(2), "split"), size = x.shape.dims[axis]
    if case .int(let each) = a.values[1] {
      guard each > 0 else {
        throw .argument("a piece must have a positive size, not \(each)", operation: "split")
      }
      let pieces = max(1, size / each + (size % each == 0 ? 0 : 1))
      return try x.pieces((0..<pieces).map { min(each, size - $0 * each) }, axis: axis)
    }
    let sizes = a.ints(1) ?? []
    var total = 0
    for piece in sizes {
      let (sum, overflow) = total.addingReportingOverflow(piece)
      guard piece >= 0, !overflow else { throw .negativeSize(Shape(sizes)) }
      total = sum
    }
    guard total == size else {
      throw .argument("the sizes sum to \(total), and the axis has \(size)", operation: "split")
    }
    return try x.pieces(sizes, axis: axis)
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .ints([1, 2]), .int(1), output: 1)]
  }
}

extension Tensor {
  /// Views of consecutive pieces, whose sizes are known to fit.
  func pieces(_ sizes: [Int], axis: Int) throws(TensorError) -> [Tensor] {
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    var start = 0
    var parts: [Tensor] = []
    for size in sizes {
      parts.append(try indexed(before + [.slice(from: start, to: start + size, step: 1)]))
      start += size
    }
    return parts
  }
}
