/// Softmax(Q Kᵀ / √d) V (Vaswani et al. 2017).
struct Attention: Callable {
  static let signature = Signature(
    "scaled_dot_product_attention", .tensor("q"), .tensor("k"), .tensor("v"),
    .init(.optionalTensor, "mask", default: Argument.none), .init(.flag, "causal", default: .flag(false)),
    aliases: ["attention"], family: "networks",
    summary: "softmax(q kᵀ/√d) v; a bool mask says who may look at whom, a float one is added",
    shapes: "[…, t, d], […, s, d], […, s, e] → […, t, e]",
    example: "scaled_dot_product_attention([[1.0]], [[1.0]], [[2.0]])", gives: "[[2.]]  f64[1, 1]",
    section: "11.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let name = "scaled_dot_product_attention"
    let q = try a.float(0), k = try a.float(1), v = try a.float(2)
    for x in [q, k, v] where x.rank < 2 {
      throw .rank(x.shape, wanted: "matrices [positions, features]", operation: name)
    }
    let width = Double(q.shape.dims[q.rank - 1]).squareRoot()
    var scores = try Tensor.matmul(q, try k.transposed()) / width  // […, t, s]
    let (t, s) = (scores.shape.dims[scores.rank - 2], scores.shape.dims[scores.rank - 1])
    let never = Tensor.scalar(.float(-.infinity), scores.dtype)
    if a.flag(4) {
      let isVisible = (0..<t).flatMap { row in (0..<s).map { $0 <= row } }
      scores = try apply(Where(), Tensor(isVisible, [t, s]), scores, never)
    }
    if let mask = a.optionalTensor(3) {
      scores = mask.dtype == .bool ? try apply(Where(), mask, scores, never) : try scores + mask
    }
    return [try Tensor.matmul(try apply(Softmax(axis: scores.rank - 1), scores), v)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.square), .tensor(Samples.square), .none, .flag(false)),
      .init(.tensor(Samples.small), .tensor(Samples.square), .tensor(Samples.square), .none, .flag(true)),
    ]
  }
}
