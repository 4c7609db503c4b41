/// Losses that ask for a distance, and are 0 once it is large enough.
struct HingeEmbeddingLoss: Callable {
  static let signature: Signature = {
    var signature = Signature.loss(
      "hinge_embedding_loss", "x where y is 1, max(0, margin − x) where y is −1",
      example: "hinge_embedding_loss([0.5, 0.4], [1, -1])", gives: "0.5500  f64[]", section: "")
    signature.parameters.append(.init(.number, "margin", default: .number(1)))
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), zero = Tensor.scalar(.float(0), x.dtype)
    let isSame = try Tensor.compare(.equal, a.tensor(1).detached(), Tensor.scalar(.int(1), .i64))
    let isOther = try Tensor.compare(.equal, a.tensor(1).detached(), Tensor.scalar(.int(-1), .i64))
    let far = try apply(Relu(), try a.number(3) - x)
    let losses = try apply(Where(), isSame, x, try apply(Where(), isOther, far, zero))
    return [try Losses.reduced(losses, a.text(2), "hinge_embedding_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([1, -1, -1, 1, -1, 1], [2, 3])), .text("mean"), .number(1))
    ]
  }
}

/// Asks that x1 be larger than x2 by a margin where y is 1, smaller where it is −1.
struct MarginRankingLoss: Callable {
  static let signature = Signature(
    "margin_ranking_loss", .tensor("x1"), .tensor("x2"), .tensor("y"),
    .init(.number, "margin", default: .number(0)),
    .init(.text, "reduction", default: .text("mean")), family: "losses",
    summary: "max(0, −y (x1 − x2) + margin)", shapes: "all broadcast → []",
    example: "margin_ranking_loss([1.0], [3.0], [1])", gives: "2.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let difference = try a.float(0) - a.float(1)
    let losses = try apply(Relu(), try -(a.tensor(2).detached() * difference) + a.number(3))
    return [try Losses.reduced(losses, a.text(4), "margin_ranking_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Samples.other), .tensor(Tensor([1, -1, 1], [3])), .number(0.3),
        .text("mean"))
    ]
  }
}

/// Asks that an anchor be nearer to a positive example than to a negative one (Schroff et al. 2015).
struct TripletMarginLoss: Callable {
  static let signature = Signature(
    "triplet_margin_loss", .tensor("anchor"), .tensor("positive"), .tensor("negative"),
    .init(.number, "margin", default: .number(1)), .init(.number, "p", default: .number(2)),
    .init(.text, "reduction", default: .text("mean")), family: "losses",
    summary: "max(0, ‖a − p‖ − ‖a − n‖ + margin)", shapes: "[n, d] three times → []",
    example: "triplet_margin_loss([[0.0, 0.0]], [[3.0, 4.0]], [[0.0, 1.0]])", gives: "5.0000  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let anchor = try a.float(0), p = a.number(4)
    func distance(_ other: Tensor) throws(TensorError) -> Tensor {
      // As in PyTorch: the small number keeps the derivative of a distance of 0 finite.
      let difference = try anchor - other + 1e-6
      guard difference.rank > 0 else {
        throw .rank(difference.shape, wanted: "vectors", operation: "triplet_margin_loss")
      }
      return try difference.norm(p, [difference.rank - 1], keepingDimensions: false)
    }
    let losses = try apply(Relu(), try distance(a.float(1)) - distance(a.float(2)) + a.number(3))
    return [try Losses.reduced(losses, a.text(5), "triplet_margin_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Samples.other), .tensor(Samples.positive), .number(4), .number(2),
        .text("mean"))
    ]
  }
}

/// Asks that two vectors point the same way where y is 1, and not where it is −1.
struct CosineEmbeddingLoss: Callable {
  static let signature = Signature(
    "cosine_embedding_loss", .tensor("x1"), .tensor("x2"), .tensor("y"),
    .init(.number, "margin", default: .number(0)), .init(.text, "reduction", default: .text("mean")),
    family: "losses", summary: "1 − cos where y is 1, max(0, cos − margin) where y is −1",
    shapes: "[n, d], [n, d], [n] → []", example: "cosine_embedding_loss([[1.0, 0.0]], [[0.0, 1.0]], [1])",
    gives: "1.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1)
    guard x.rank > 0, y.rank > 0 else {
      throw .rank(x.shape, wanted: "vectors", operation: "cosine_embedding_loss")
    }
    let axis = [max(x.rank, y.rank) - 1], tiny = 1e-12
    let product = try (x * y).sum(axis)
    let lengths = try ((x * x).sum([x.rank - 1]) + tiny) * ((y * y).sum([y.rank - 1]) + tiny)
    let cosine = try product / apply(Sqrt(), lengths)
    let isSame = try Tensor.compare(.equal, a.tensor(2).detached(), Tensor.scalar(.int(1), .i64))
    let losses = try apply(Where(), isSame, try 1 - cosine, try apply(Relu(), try cosine - a.number(3)))
    return [try Losses.reduced(losses, a.text(4), "cosine_embedding_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Samples.positive), .tensor(Tensor([1, -1], [2])), .number(0.1),
        .text("mean"))
    ]
  }
}

/// ln(1 + exp(−y x)) for classes 1 and −1.
struct SoftMarginLoss: Callable {
  static let signature = Signature.loss(
    "soft_margin_loss", "ln(1 + exp(−y x)) for classes y of 1 and −1",
    example: "soft_margin_loss([0.0], [1])",
    gives: "0.6931  f64[]", section: "")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let losses = try apply(Softplus(), try -(a.tensor(1).detached() * a.float(0)))
    return [try Losses.reduced(losses, a.text(2), "soft_margin_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([1, -1, 1], [3])), .text("mean"))]
  }
}

/// The hinge loss of several classes (Weston & Watkins 1999).
struct MultiMarginLoss: Callable {
  static let signature = Signature(
    "multi_margin_loss", .tensor("x"), .tensor("target"), .init(.number, "p", default: .number(1)),
    .init(.number, "margin", default: .number(1)), .init(.text, "reduction", default: .text("mean")),
    family: "losses",
    summary: "mean over classes of max(0, margin − x[right class] + x)ᵖ, the right class left out",
    shapes: "[n, classes], [n] → []; [classes], [] → []", example: "multi_margin_loss([[1.0, 0.5]], [0])",
    gives: "0.2500  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let given = try a.float(0), target = try a.tensor(1).asPositions(), p = a.number(2)
    guard given.rank == 1 || given.rank == 2, target.shape.dims == Array(given.shape.dims.dropLast()),
      given.shape.dims[given.rank - 1] > 0
    else {
      throw .mismatch(
        given.shape, target.shape, wanted: "scores [n, classes] and classes [n]",
        operation: "multi_margin_loss")
    }
    // One row is a batch of one, but for the shape of what is not reduced.
    let x = try given.reshaped([target.count, given.shape.dims[given.rank - 1]])
    guard p == 1 || p == 2 else { throw .argument("p is 1 or 2, not \(p)", operation: "multi_margin_loss") }
    let column = try target.reshaped([target.count, 1])
    let right = try x.gathered(column, axis: 1, "multi_margin_loss")
    var gaps = try apply(Relu(), try x - right + a.number(3))
    if p == 2 { gaps = try apply(Square(), gaps) }
    let places = try x.shape.places(of: column, axis: 1, "multi_margin_loss")
    let zeros = try Tensor.full(0, column.shape, gaps.dtype)
    let losses = try apply(Replace(positions: places), gaps, zeros).sum([1]) / Double(x.shape.dims[1])
    return [try Losses.reduced(losses.reshaped(target.shape), a.text(4), "multi_margin_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([2, 0], [2])), .number(2), .number(1), .text("mean"))]
  }
}
