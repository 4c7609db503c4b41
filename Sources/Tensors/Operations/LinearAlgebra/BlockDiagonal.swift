/// Matrices one after the other along the diagonal, zeros beside them.
struct BlockDiagonal: Callable {
  static let signature = Signature(
    "block_diag", .init(.tensors, "tensors", isVariadic: true), family: "linear algebra",
    summary:
      "matrices along the diagonal of a larger one; a vector counts as one row, a number as one element",
    shapes: "[n, m], [k, l] → [n + k, m + l]", example: "block_diag([[1, 2]], [[3], [4]])",
    gives: "[[1, 2, 0],\n [0, 0, 3],\n [0, 0, 4]]  i64[3, 3]", section: "2.1.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var blocks: [Tensor] = []
    for x in a.tensors(0) {
      guard x.rank <= 2 else {
        throw .rank(x.shape, wanted: "matrices, vectors or numbers", operation: "block_diag")
      }
      blocks.append(try x.reshaped(Shape([Int](repeating: 1, count: 2 - x.rank) + x.shape.dims)))
    }
    blocks = try blocks.unified("block_diag")
    let width = blocks.reduce(0) { $0 + $1.shape.dims[1] }
    var rows: [Tensor] = [], start = 0
    for block in blocks {
      let end = start + block.shape.dims[1]
      rows.append(try block.padded([start, width - end], with: 0))
      start = end
    }
    return [try apply(Concatenate(axis: 0), rows)[0]]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensors([Samples.small, Samples.row, Samples.square, Tensor([0.3], [])]))]
  }
}
