/// The elements where a mask holds, as a vector.
struct MaskedSelect: Callable {
  static let signature = Signature(
    "masked_select", .tensor("x"), .tensor("mask"), family: "indexing",
    summary: "the elements where a mask holds, as a vector; x[mask] for a mask of x’s shape",
    shapes: "x and mask broadcast → [k]", example: "masked_select([1, 2, 3], [true, false, true])",
    gives: "[1, 3]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let shape = try Shape.broadcast(a.tensor(0).shape, a.tensor(1).shape, "masked_select")
    let mask = try a.tensor(1).converted(to: .bool).expanded(to: shape).bools()
    let chosen = mask.indices.filter { mask[$0] }
    return [try a.tensor(0).expanded(to: shape).taking(chosen, [chosen.count])]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([true, false, true], [3])))]
  }
}
