/// Where the elements are that are not 0.
struct Nonzero: Callable {
  static let signature = Signature(
    "nonzero", .tensor("x"), aliases: ["argwhere"], family: "indexing",
    summary: "positions of the elements that are not 0, one row each",
    shapes: "k of them in rank r → [k, r]", example: "nonzero([0, 3, 4])", gives: "[[1],\n [2]]  i64[2, 1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let columns = try a.tensor(0).nonzeroPositions()
    return [columns.isEmpty ? Tensor([Int](), [0, 0]) : try Tensor.stacked(columns, axis: 1)]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
