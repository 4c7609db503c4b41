/// Product over axes.
struct Prod: ReductionOperation {
  static let signature = Signature.reduction(
    "prod", "the product of all elements, or along axes", example: "prod([2, 3, 4])", gives: "24  i64[]")
  let axes: [Int]
  let keepsDimensions: Bool

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let lanes = try Lanes(inputs[0], axes)
    let result = try Tensor(uninitialized: try shape([inputs[0].shape]), inputs[0].dtype)
    switch inputs[0].dtype {
    case .f64: try Self.multiply(lanes, result, Double.self, 1) { $0 * $1 }
    case .f32: try Self.multiply(lanes, result, Float.self, 1) { $0 * $1 }
    default:
      var overflows = false
      try Self.multiply(lanes, result, Int.self, 1) {
        let (product, overflow) = $0.multipliedReportingOverflow(by: $1)
        overflows = overflows || overflow
        return product
      }
      if overflows { throw .overflow(operation: "prod") }
    }
    return result
  }
  private static func multiply<T>(
    _ lanes: Lanes, _ result: Tensor, _: T.Type, _ one: T, _ times: (T, T) -> T
  ) throws(TensorError) {
    let out = result.pointer(T.self)
    try lanes.forEach(T.self) { lane, x in
      var product = one
      for i in 0..<lanes.length { product = times(product, x[i]) }
      out[lane] = product
    }
  }

  /// ∂(∏x)/∂xᵢ is the product of the others: y/xᵢ, or, where a lane has one zero, the product of the rest.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let x = inputs[0]
    let zero = Tensor.scalar(.float(0), x.dtype), one = Tensor.scalar(.float(1), x.dtype)
    let isZero = try Tensor.compare(.equal, x.detached(), zero)
    let safe = try apply(Where(), isZero, one, x)
    let rest = try apply(Prod(axes: axes, keepsDimensions: keepsDimensions), safe)
    let zeros = try isZero.converted(to: x.dtype).sum(axes, keepingDimensions: keepsDimensions)
    let others = try spread(rest, like: x) / safe
    let isOnly = try Tensor.compare(.equal, spread(zeros, like: x), isZero.converted(to: x.dtype))
    return [try spread(g, like: x) * apply(Where(), isOnly, others, zero)]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    return [try apply(Prod(axes: try a.axes(1, of: x.shape, "prod"), keepsDimensions: a.flag(2)), x)]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}
