/// Softmax(Q Kᵀ / √d) V (Vaswani et al. 2017).
struct Attention: Callable {
  static let signature = Signature(
    "scaled_dot_product_attention", .tensor("q"), .tensor("k"), .tensor("v"),
    .init(.optionalTensor, "mask", default: Argument.none), .init(.flag, "causal", default: .flag(false)),
    .init(.number, "scale", default: Argument.none), .init(.number, "dropout", default: .number(0)),
    .init(.flag, "enable_gqa", default: .flag(false)), aliases: ["attention"], family: "networks",
    summary:
      "softmax(q kᵀ/√d) v; a bool mask says who may look at whom, a float one is added; scale replaces 1/√d; "
      + "enable_gqa lets several heads of q share one of k and v",
    shapes: "[…, t, d], […, s, d], […, s, e] → […, t, e]",
    example: "scaled_dot_product_attention([[1.0]], [[1.0]], [[2.0]])", gives: "[[2.]]  f64[1, 1]",
    section: "11.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let name = "scaled_dot_product_attention"
    let q = try a.float(0)
    var k = try a.float(1), v = try a.float(2)
    for x in [q, k, v] where x.rank < 2 {
      throw .rank(x.shape, wanted: "matrices [positions, features]", operation: name)
    }
    if a.flag(7) {
      k = try k.heads(like: q, name)
      v = try v.heads(like: q, name)
    }
    let scale = a.optionalNumber(5) ?? 1 / Double(q.shape.dims[q.rank - 1]).squareRoot()
    if a.optionalTensor(3) == nil, a.number(6) == 0, TiledAttention.fits(q, k, v) {
      return [try apply(TiledAttention(scale: scale, isCausal: a.flag(4)), q, k, v)]
    }
    // Of q, which is smaller than the scores.
    var scores = try Tensor.matmul(q * scale, try k.transposed())  // […, t, s]
    if a.flag(4) { scores = try scores.withoutFuture() }
    let weights: Tensor
    if let mask = a.optionalTensor(3) {
      weights = try scores.masked(mask).attention()
    } else {
      weights = try apply(Softmax(axis: scores.rank - 1), scores)
    }
    return [try Tensor.matmul(weights.dropping(a.number(6), mask: weights.shape, a.context, name), v)]
  }

  static var samples: [OperationEntry.Sample] {
    let heads = Tensor((0..<8).map { [0.31, -0.7, 1.2, 0.45, -1.3, 0.9, 0.62][$0 % 7] }, [4, 1, 2])
    let one = Tensor([0.4, -0.2, 0.7, 0.1, -0.6, 0.3, 0.8, -0.5], [2, 2, 2])
    let mask = Tensor([true, false, true, false, false, false], [2, 3])
    func sample(_ mask: Argument, causal: Bool) -> OperationEntry.Sample {
      .init(
        .tensor(Samples.small), .tensor(Samples.square), .tensor(Samples.square), mask, .flag(causal), .none,
        .number(0), .flag(false))
    }
    return [
      sample(.none, causal: false), sample(.none, causal: true), sample(.tensor(mask), causal: false),
      sample(.tensor(Samples.other), causal: true),
      .init(
        .tensor(heads), .tensor(one), .tensor(one), .none, .flag(false), .number(0.3), .number(0), .flag(true)
      ),
    ]
  }
}

extension Tensor {
  /// Scores `[…, t, s]` without those of positions after one's own.
  func withoutFuture() throws(TensorError) -> Tensor {
    let (t, s) = (shape.dims[rank - 2], shape.dims[rank - 1])
    let isVisible = try Tensor(uninitialized: [t, s], .bool), to = isVisible.pointer(Bool.self)
    for row in 0..<t {
      for column in 0..<s { to[row * s + column] = column <= row }
    }
    return try apply(Where(), isVisible, self, Tensor.scalar(.float(-.infinity), dtype))
  }

  /// Scores with a mask: one of truth values leaves out, one of numbers is added.
  fileprivate func masked(_ mask: Tensor) throws(TensorError) -> Tensor {
    guard mask.dtype == .bool else { return try self + mask }
    return try apply(Where(), mask, self, Tensor.scalar(.float(-.infinity), dtype))
  }

  /// The softmax of masked scores, 0 in the rows of those who may look at no one: a softmax of nothing but −∞
  /// is no number, and has no gradient.
  fileprivate func attention() throws(TensorError) -> Tensor {
    let last = rank - 1
    guard count > 0 else { return self }
    let best = try apply(Max(axes: [last], keepsDimensions: true), detached())
    let isIdle = try Tensor.compare(.equal, best, Tensor.scalar(.float(-.infinity), dtype))
    guard isIdle.bools().contains(true) else { return try apply(Softmax(axis: last), self) }
    let zero = Tensor.scalar(.float(0), dtype)
    let safe = try apply(Softmax(axis: last), apply(Where(), isIdle, zero, self))
    return try apply(Where(), isIdle, zero, safe)
  }

  /// The heads of keys or values `[…, heads, s, d]`, each as often as heads of the queries share it.
  fileprivate func heads(like q: Tensor, _ operation: String) throws(TensorError) -> Tensor {
    guard rank >= 3, q.rank >= 3, shape.dims[rank - 3] > 0,
      q.shape.dims[q.rank - 3] % shape.dims[rank - 3] == 0
    else {
      throw .mismatch(
        q.shape, shape, wanted: "heads of q that share those of k and v equally", operation: operation)
    }
    let axis = rank - 3, own = shape.dims[axis], times = q.shape.dims[q.rank - 3] / own
    if times == 1 { return self }
    return try selected((0..<own * times).map { $0 / times }, axis: axis)
  }
}
