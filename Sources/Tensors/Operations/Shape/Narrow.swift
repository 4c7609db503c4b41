/// A part of an axis.
struct Narrow: Callable {
  static let signature = Signature(
    "narrow", .tensor("x"), .axis("axis"), .init(.int, "start"), .init(.int, "length"), family: "shape",
    summary: "so many elements of an axis from a start on", shapes: "[n, …] → [length, …]",
    example: "narrow([1, 2, 3, 4], 0, 1, 2)", gives: "[2, 3]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), length = a.int(3)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "narrow") }
    let axis = try x.shape.axis(a.int(1), "narrow"), size = x.shape.dims[axis]
    let start = a.int(2) < 0 ? a.int(2) &+ size : a.int(2)
    guard start >= 0, start <= size, length >= 0, length <= size - start else {
      throw .argument(
        "axis \(axis) of \(x.shape) has no \(length) elements from \(a.int(2)) on", operation: "narrow")
    }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    return [try x.indexed(before + [.slice(from: start, to: start + length, step: 1)])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), .int(1), .int(2))] }
}

/// One place of an axis.
struct Select: Callable {
  static let signature = Signature(
    "select", .tensor("x"), .axis("axis"), .init(.int, "index"), family: "shape",
    summary: "what stands at one place of an axis, without that axis", shapes: "[n, …] → […]",
    example: "select([[1, 2], [3, 4]], 1, 0)", gives: "[1, 3]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "select") }
    let axis = try x.shape.axis(a.int(1), "select")
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    return [try x.indexed(before + [.at(a.int(2))])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), .int(-1))] }
}
