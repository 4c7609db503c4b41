/// The Moore–Penrose inverse: v·diag(1/s)·uᵀ, singular values that count as 0 left out.
///
/// The derivative is that at constant rank, which is the only one there is.
struct PseudoInverse: SingleOperation {
  static let signature = Signature(
    "pinv", .tensor("a"), .init(.number, "rtol", default: Argument.none),
    .init(.number, "atol", default: .number(0)), aliases: ["pinverse"], family: "linear algebra",
    summary:
      "the Moore–Penrose inverse of any matrix; singular values up to max(atol, rtol times the largest) count as 0",
    shapes: "[…, n, m] → […, m, n]", example: "pinv([[2.0, 0.0], [0.0, 0.0]])",
    gives: "[[0.5000, 0.0000],\n [0.0000, 0.0000]]  f64[2, 2]", section: "5.4")
  var tolerance = RankTolerance()

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let (n, m) = try inputs[0].matrix("pinv")
    return inputs[0].matrices(m, n)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let a = inputs[0].detached()
    let parts = try apply(
      SingularValueDecomposition(isFull: false, name: "pinv"), [try a.converted(to: .f64)])
    let limits = tolerance.limits(parts[1], a)
    let k = max(parts[1].shape.dims.last ?? 1, 1)
    let inverse = parts[1].doubles().enumerated().map { $1 > limits[$0 / k] ? 1 / $1 : 0 }
    let scaled = try parts[2].transposed() * Tensor(inverse, parts[1].shape).asRows()
    return try Tensor.matmul(scaled, parts[0].transposed()).converted(to: a.dtype)
  }
  /// With p the result, −pᵀ g pᵀ + (1 − a p) gᵀ p pᵀ + pᵀ p gᵀ (1 − p a) (Golub & Pereyra 1973).
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ p: Tensor) throws(TensorError) -> [Tensor?] {
    let a = inputs[0], pt = try p.transposed(), gt = try g.transposed()
    func product(_ x: Tensor, _ rest: Tensor...) throws(TensorError) -> Tensor {
      var result = x
      for y in rest { result = try Tensor.matmul(result, y) }
      return result
    }
    let main = try product(pt, g, pt)
    let left = try gt - product(a, p, gt), right = try gt - product(gt, p, a)
    return [try product(left, p, pt) + product(pt, p, right) - main]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [
      try apply(
        PseudoInverse(tolerance: RankTolerance(relative: a.optionalNumber(1), absolute: a.number(2))),
        try a.float(0))
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [[4, 3], [3, 4], [2, 3, 2]].map { (shape: [Int]) -> OperationEntry.Sample in
      .init(.tensor(Tensor(Samples.cube.doubles(), Shape(shape))), .none, .number(0))
    }
  }
}

/// Up to where singular values count as 0: the larger of an absolute limit and a part of the largest one.
struct RankTolerance {
  /// nil: max(n, m)·ε, unless there is an absolute limit.
  var relative: Double?
  var absolute = 0.0

  /// The limit for each matrix of a stack with these singular values.
  func limits(_ singular: Tensor, _ a: Tensor) -> [Double] {
    let relative = relative ?? (absolute > 0 ? 0 : a.epsilon * Double(a.shape.dims.suffix(2).max() ?? 0))
    let values = singular.doubles(), k = singular.shape.dims.last ?? 0
    return (0..<a.shape.batch.count).map { max(absolute, k == 0 ? 0 : relative * values[$0 * k]) }
  }
}

extension Tensor {
  /// The distance from 1 to the next number of the dtype that this one's arithmetic is done in.
  var epsilon: Double { dtype.computing == .f32 ? Double(Float.ulpOfOne) : Double.ulpOfOne }
}
