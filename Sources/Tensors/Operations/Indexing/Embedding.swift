/// Rows of a table by their numbers.
struct Embedding: Callable {
  static let signature = Signature(
    "embedding", .tensor("table"), .tensor("index"), .init(.int, "padding_idx", default: Argument.none),
    family: "indexing",
    summary: "rows of a table by their numbers; the row padding_idx gets no gradient",
    shapes: "[n, d], […] → […, d]", example: "embedding([[1, 2], [3, 4]], [1, 1])",
    gives: "[[3, 4],\n [3, 4]]  i64[2, 2]",
    section: "10.7")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    // PyTorch's order is the other way round.
    let isTurned = a.tensor(0).dtype.isInteger && a.tensor(1).dtype.isFloat && a.tensor(1).rank == 2
    let (table, index) = (a.tensor(isTurned ? 1 : 0), try a.tensor(isTurned ? 0 : 1).asPositions())
    guard table.rank == 2 else { throw .rank(table.shape, wanted: "a table [n, d]", operation: "embedding") }
    let (size, width) = (table.shape.dims[0], table.shape.dims[1])
    let positions = try index.positions(inside: size, axis: 0, table.shape)
    var rows = try table.selected(positions, axis: 0)
    if let given = a.optionalInt(2) {
      let padding = given < 0 ? given &+ size : given
      guard padding >= 0, padding < size else {
        throw .index(given, size: size, axis: 0, shape: table.shape)
      }
      let isPadding = Tensor(positions.map { $0 == padding }, [positions.count, 1])
      rows = try apply(Where(), isPadding, rows.detached(), rows)
    }
    return [try rows.reshaped(Shape(index.shape.dims + [width]))]
  }
  static var samples: [OperationEntry.Sample] {
    // The gradient of a row for padding is none, whatever differences say: the last row is asked for by no one.
    let index = Argument.tensor(Tensor([2, 0, 2, 1], [2, 2])), table = Tensor(Samples.cube.doubles(), [4, 3])
    return [
      .init(.tensor(Samples.square), index, .none),
      .init(.tensor(table), index, .int(-1)),
    ]
  }
}
