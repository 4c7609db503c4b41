/// Running sum along an axis.
struct CumulativeSum: SingleOperation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature(
    "cumsum", .tensor("x"), .axis("axis", default: .int(-1)), family: "reductions",
    summary: "running sum along an axis",
    example: "cumsum([1, 2, 3])", gives: "[1, 3, 6]  i64[3]", section: "2.2.3")
  let axis: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0]
    let order = (0..<x.rank).filter { $0 != axis } + (x.rank > 0 ? [axis] : [])
    let lanes = try Lanes(x, x.rank > 0 ? [axis] : [])
    let sums = try Tensor(uninitialized: Shape(order.map { x.shape.dims[$0] }), x.dtype)
    switch x.dtype {
    case .f64: try Self.run(lanes, sums, Double.self) { $0 + $1 }
    case .f32: try Self.run(lanes, sums, Float.self) { $0 + $1 }
    default:
      var overflows = false
      try Self.run(lanes, sums, Int.self) {
        let (sum, overflow) = $0.addingReportingOverflow($1)
        overflows = overflows || overflow
        return sum
      }
      if overflows { throw .overflow(operation: "cumsum") }
    }
    var back = [Int](repeating: 0, count: x.rank)
    for (i, axis) in order.enumerated() { back[axis] = i }
    return sums.view(x.shape, back.map { sums.strides[$0] })
  }
  private static func run<T>(_ lanes: Lanes, _ sums: Tensor, _: T.Type, _ add: (T, T) -> T)
    throws(TensorError)
  {
    let out = sums.pointer(T.self), n = lanes.length
    try lanes.forEach(T.self) { lane, x in
      guard n > 0 else { return }
      var total = x[0]
      out[lane * n] = total
      for i in 1..<max(n, 1) {
        total = add(total, x[i])
        out[lane * n + i] = total
      }
    }
  }
  /// Each element counts in all sums after it: the gradient is summed from the end.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    if g.rank == 0 { return [g] }
    return [try apply(CumulativeSum(axis: axis), try g.flipped([axis])).flipped([axis])]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    return [try apply(CumulativeSum(axis: try x.shape.axis(a.int(1), "cumsum")), x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}
