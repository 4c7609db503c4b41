/// Running product along an axis.
struct CumulativeProduct: SingleOperation {
  static let signature = Signature(
    "cumprod", .tensor("x"), .axis("axis", default: .int(-1)), family: "reductions",
    summary: "running product along an axis", example: "cumprod([1, 2, 3])", gives: "[1, 2, 6]  i64[3]",
    section: "12.3")
  let axis: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous(), result = try Tensor(uninitialized: x.shape, x.dtype)
    switch x.dtype {
    case .f64: run(x, result, Double.self) { $0 * $1 }
    case .f32: run(x, result, Float.self) { $0 * $1 }
    default:
      var overflows = false
      run(x, result, Int.self) {
        let (product, overflow) = $0.multipliedReportingOverflow(by: $1)
        overflows = overflows || overflow
        return product
      }
      if overflows { throw .overflow(operation: "cumprod") }
    }
    return result
  }
  private func run<T>(_ x: Tensor, _ result: Tensor, _: T.Type, _ times: (T, T) -> T) {
    let blocks = Blocks(x.shape, axis), row = blocks.inner
    let from = x.pointer(T.self), to = result.pointer(T.self)
    for outer in 0..<blocks.outer {
      for i in 0..<blocks.size {
        let start = (outer * blocks.size + i) * row
        for j in start..<start + row { to[j] = i == 0 ? from[j] : times(to[j - row], from[j]) }
      }
    }
  }
  /// ∂L/∂xᵢ = yᵢ₋₁ sᵢ with sᵢ = gᵢ + xᵢ₊₁ sᵢ₊₁: nothing is divided, so zeros are no special case.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ y: Tensor) throws(TensorError) -> [Tensor?] {
    let before = try y.moved(towardsEnd: true, axis: axis, filledWith: 1)
    let next = try inputs[0].moved(towardsEnd: false, axis: axis, filledWith: 0)
    return [try before * apply(LinearRecurrence(axis: axis, isReversed: true), g, next)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    let axis = try x.shape.axis(a.int(1), "cumprod")
    return x.rank == 0 ? [x] : [try apply(CumulativeProduct(axis: axis), x)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .int(1)), .init(.tensor(Tensor([2, 0, 3, 0.5], [4])), .int(0)),
      .init(.tensor(Tensor([1, 0, 3, 0, 2, -0.5], [2, 3])), .int(-1)),
      .init(.tensor(Tensor([0, 0, 0.5, 0, 2, 1], [3, 2])), .int(0)),
    ]
  }
}
