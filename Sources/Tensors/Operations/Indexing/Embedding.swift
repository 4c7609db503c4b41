/// Rows of a table by their numbers.
struct Embedding: Callable {
  static let signature = Signature(
    "embedding", .tensor("table"), .tensor("index"), family: "indexing",
    summary: "rows of a table by their numbers",
    shapes: "[n, d], […] → […, d]", example: "embedding([[1, 2], [3, 4]], [1, 1])",
    gives: "[[3, 4],\n [3, 4]]  i64[2, 2]",
    section: "10.7")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let table = a.tensor(0), index = try a.tensor(1).asPositions()
    guard table.rank == 2 else { throw .rank(table.shape, wanted: "a table [n, d]", operation: "embedding") }
    return [try table.indexed([.tensor(index)])]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.square), .tensor(Tensor([2, 0, 2, 1], [2, 2])))]
  }
}
