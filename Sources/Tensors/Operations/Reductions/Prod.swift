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

  /// ∂(∏x)/∂xᵢ is the product of the others: y/xᵢ, or, where there are zeros, those before times those after.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let x = inputs[0], zero = Tensor.scalar(.float(0), x.dtype)
    let hasZero = try Tensor.compare(.equal, x.detached(), zero).bools().contains(true)
    guard hasZero else { return [try spread(g * output, like: x) / x] }
    let order = (0..<x.rank).filter { !axes.contains($0) } + axes
    let turned = try x.permuted(order)
    let lanes = try turned.reshaped([x.count / max(1, reducedCount(x)), reducedCount(x)])
    let others =
      try lanes.productsOfOthers(after: false, axis: 1) * lanes.productsOfOthers(after: true, axis: 1)
    var back = order
    for (i, axis) in order.enumerated() { back[axis] = i }
    return [try spread(g, like: x) * others.reshaped(turned.shape).permuted(back)]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    return [try apply(Prod(axes: try a.axes(1, of: x.shape, "prod"), keepsDimensions: a.flag(2)), x)]
  }
  static var samples: [OperationEntry.Sample] {
    Samples.reductions + [
      .init(.tensor(Tensor([1, 0, 3, 0, 2, 0], [2, 3])), .int(1), .flag(false)),
      .init(.tensor(Tensor([1, 0, 3, 0, 2, 4], [2, 3])), .none, .flag(true)),
    ]
  }
}
