/// Each element (or slice along an axis) several times in a row.
struct RepeatInterleave: Callable {
  static let signature = Signature(
    "repeat_interleave", .tensor("x"), .init(.ints, "repeats"), .axis("axis", default: Argument.none),
    family: "shape", summary: "each element, or each slice along an axis, several times in a row",
    shapes: "[n, …] → [n·k, …]; without axis flattened", example: "repeat_interleave([1, 2], 2)",
    gives: "[1, 1, 2, 2]  i64[4]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var x = a.tensor(0)
    if a.optionalInt(2) == nil || x.rank == 0 { x = try x.reshaped([x.count]) }
    let axis = try x.shape.axis(a.optionalInt(2) ?? 0, "repeat_interleave"), size = x.shape.dims[axis]
    var repeats = a.ints(1) ?? []
    if repeats.count == 1 { repeats = [Int](repeating: repeats[0], count: size) }
    guard repeats.count == size, repeats.allSatisfy({ $0 >= 0 && $0 <= 1 << 30 }) else {
      throw .argument(
        "one number of repeats is needed, or one for each of \(size), none negative",
        operation: "repeat_interleave")
    }
    let total = repeats.reduce(0) { $0 &+ $1 }
    var shape = x.shape
    shape.dims[axis] = total
    guard total >= 0, try shape.checked().count <= MachineMemory.total / 8 else {
      throw .memory(elements: shape.count, dtype: x.dtype)
    }
    let positions = repeats.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    return [try x.indexed(before + [.tensor(Tensor(positions, [total]))])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .ints([2, 0, 1]), .int(1))] }
}
