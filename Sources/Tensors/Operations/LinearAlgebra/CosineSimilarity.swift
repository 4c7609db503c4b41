/// x·y / (‖x‖ ‖y‖): the cosine of the angle between vectors.
struct CosineSimilarity: Callable {
  static let signature = Signature(
    "cosine_similarity", .tensor("x"), .tensor("y"), .axis("axis", default: .int(-1)),
    family: "linear algebra",
    summary: "the cosine of the angle between vectors along an axis", shapes: "[…, n], […, n] → […]",
    example: "cosine_similarity([1.0, 0.0], [1.0, 0.0])", gives: "1.  f64[]", section: "2.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let shape = try Shape.broadcast(a.tensor(0).shape, a.tensor(1).shape, "cosine_similarity")
    let x = try a.float(0).expanded(to: shape), y = try a.float(1).expanded(to: shape)
    let axis = [try shape.axis(a.int(2), "cosine_similarity")]
    let lengths = try apply(Sqrt(), (x * x).sum(axis)) * apply(Sqrt(), (y * y).sum(axis))
    // As in PyTorch, lengths below 1e-8 count as 1e-8.
    let floor = Tensor.scalar(.float(1e-8), lengths.dtype)
    return [try (x * y).sum(axis) / Tensor.maximum(lengths, floor)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.other), .int(1))]
  }
}
