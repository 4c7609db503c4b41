/// Which norm of a matrix is meant.
enum MatrixNormOrder {
  /// 1, −1, inf, −inf: the largest or smallest sum of a column or row; 2, −2: the largest or smallest
  /// singular value.
  case number(Double)
  case frobenius, nuclear

  init(_ argument: Argument, _ operation: String) throws(TensorError) {
    switch argument {
    case .text("fro"), .none: self = .frobenius
    case .text("nuc"): self = .nuclear
    case .number(let p) where [1, 2, .infinity].contains(p.magnitude): self = .number(p)
    case .int(let p) where p == 1 || p == 2 || p == -1 || p == -2: self = .number(Double(p))
    default:
      throw .argument("p is 1, -1, 2, -2, inf, -inf, \"fro\" or \"nuc\"", operation: operation)
    }
  }
}

/// A norm of matrices, which lie along two axes.
struct MatrixNorm: Callable {
  static let signature = Signature(
    "matrix_norm", .tensor("a"), .init(.numberOrText, "p", default: .text("fro")),
    .init(.axes, "axis", default: .ints([-2, -1])), .init(.flag, "keepdims", default: .flag(false)),
    family: "linear algebra",
    summary:
      "a matrix norm: p=\"fro\" as of a vector, \"nuc\" the sum of singular values, 2 (-2) the largest (smallest) of them, 1 and inf the largest sum of a column or row, -1 and -inf the smallest",
    shapes: "[…, n, m] → […], or […, 1, 1] with keepdims",
    example: "matrix_norm([[3.0, 0.0], [0.0, 4.0]])", gives: "5.  f64[]", section: "2.1.4")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), order = try MatrixNormOrder(a.values[1], "matrix_norm")
    return [
      try x.matrixNorm(
        order, try a.axes(2, of: x.shape, "matrix_norm"), keepingDimensions: a.flag(3), "matrix_norm")
    ]
  }
  static var samples: [OperationEntry.Sample] {
    let orders: [Argument] = [
      .text("fro"), .text("nuc"), .number(2), .number(-2), .number(1), .number(-1), .number(.infinity),
      .number(-.infinity),
    ]
    return orders.map { .init(.tensor(Samples.cube), $0, .ints([0, 1]), .flag(false)) }
  }
}

extension Tensor {
  /// The norm of the matrices that lie along two axes, rows first.
  func matrixNorm(
    _ order: MatrixNormOrder, _ axes: [Int], keepingDimensions: Bool, _ operation: String
  ) throws(TensorError) -> Tensor {
    guard axes.count == 2 else {
      throw .rank(shape, wanted: "the two axes of a matrix", operation: operation)
    }
    let norms: Tensor
    switch order {
    case .frobenius: return try norm(2, axes, keepingDimensions: keepingDimensions)
    case .nuclear: norms = try singularValues(axes, operation).sum([rank - 2])
    case .number(let p) where p.magnitude == 2:
      norms = try singularValues(axes, operation).norm(p > 0 ? .infinity : -.infinity, [rank - 2])
    case .number(let p):
      let (summed, compared) = p.magnitude == 1 ? (axes[0], axes[1]) : (axes[1], axes[0])
      let sums = try norm(1, [summed], keepingDimensions: true)
      norms = try sums.norm(p > 0 ? .infinity : -.infinity, [summed, compared])
    }
    return keepingDimensions ? try norms.reshaped(shape.reduced(axes, keepingDimensions: true)) : norms
  }

  /// Singular values of the matrices that lie along two axes, as the last axis.
  private func singularValues(_ axes: [Int], _ operation: String) throws(TensorError) -> Tensor {
    let others = (0..<rank).filter { !axes.contains($0) }
    return try apply(SingularValues(name: operation), try permuted(others + axes))
  }
}
