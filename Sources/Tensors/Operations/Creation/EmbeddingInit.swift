/// What a new embedding holds.
struct EmbeddingInit: CreationOperation {
  static let signature = Signature.creation(
    "embedding_init",
    [
      .init(.int, "count"), .init(.int, "size"), .init(.int, "padding_index", default: Argument.none), .dtype,
    ],
    family: "random", "the rows of a new embedding, standard normal; the padding's row is zero",
    shapes: "→ [count, size]", example: "embedding_init(4, 3, padding_index=1)[1]",
    gives: "[0., 0., 0.]  f64[3]", section: "10.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (count, size) = (a.int(0), a.int(1))
    let rows = try Tensor(uninitialized: [count, size], a.dtype(3) ?? a.context.defaultDType)
    try a.context.generator.fillNormal(rows, "embedding_init")
    guard let padding = a.optionalInt(2) else { return [rows] }
    let row = padding < 0 ? padding &+ count : padding
    guard row >= 0, row < count else {
      throw .index(padding, size: count, axis: 0, shape: rows.shape)
    }
    return [
      try rows.replacing(Array(row * size..<(row + 1) * size), with: Tensor.full(0, [size], rows.dtype))
    ]
  }
}
