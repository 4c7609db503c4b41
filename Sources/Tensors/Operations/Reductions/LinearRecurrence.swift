/// Each element made from the one before it: yᵢ = bᵢ + aᵢ yᵢ₋₁ along an axis, or from the one after it.
///
/// The derivative of a recurrence is another one, which runs the other way. What running products and their
/// like need is made of this: it divides by nothing, so zeros are no special case.
struct LinearRecurrence: SingleOperation, KeepsIntegers {
  static let signature = CumulativeProduct.signature
  let axis: Int
  /// From the end of the axis to its start.
  let isReversed: Bool
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let b = try inputs[0].contiguous(), a = try inputs[1].contiguous()
    let result = try Tensor(uninitialized: b.shape, b.dtype)
    switch b.dtype {
    case .f64: run(b, a, result, Double.self)
    case .f32: run(b, a, result, Float.self)
    case .i64: if runIntegers(b, a, result) { throw .overflow(operation: "cumprod") }
    default: throw .dtype(b.dtype, wanted: "floats", operation: "cumprod")
    }
    return result
  }
  private func run<T: BinaryFloatingPoint>(_ b: Tensor, _ a: Tensor, _ result: Tensor, _: T.Type) {
    let blocks = Blocks(b.shape, axis), (n, step) = (blocks.size, blocks.inner)
    let b = b.pointer(T.self), a = a.pointer(T.self), y = result.pointer(T.self)
    guard n > 0 else { return }
    for outer in 0..<blocks.outer {
      for inner in 0..<step {
        let first = outer * n * step + inner
        var place = isReversed ? first + (n - 1) * step : first
        var last: T = 0
        for i in 0..<n {
          // Nothing comes before the first, whatever its factor is.
          last = i == 0 ? b[place] : b[place] + a[place] * last
          y[place] = last
          place += isReversed ? -step : step
        }
      }
    }
  }
  /// Whether a number left the range of 64 bits.
  private func runIntegers(_ b: Tensor, _ a: Tensor, _ result: Tensor) -> Bool {
    let blocks = Blocks(b.shape, axis), (n, step) = (blocks.size, blocks.inner)
    let b = b.pointer(Int.self), a = a.pointer(Int.self), y = result.pointer(Int.self)
    var overflows = false
    for outer in 0..<(n > 0 ? blocks.outer : 0) {
      for inner in 0..<step {
        let first = outer * n * step + inner
        var place = isReversed ? first + (n - 1) * step : first, last = 0
        for i in 0..<n {
          let (product, isLarge) = i == 0 ? (0, false) : a[place].multipliedReportingOverflow(by: last)
          let (sum, isLarger) = b[place].addingReportingOverflow(product)
          overflows = overflows || isLarge || isLarger
          last = sum
          y[place] = last
          place += isReversed ? -step : step
        }
      }
    }
    return overflows
  }
  /// tᵢ = gᵢ + aᵢ₊₁ tᵢ₊₁ is the gradient of b, and tᵢ yᵢ₋₁ that of a.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ y: Tensor) throws(TensorError) -> [Tensor?] {
    let next = try inputs[1].moved(towardsEnd: isReversed, axis: axis, filledWith: 0)
    let t = try apply(LinearRecurrence(axis: axis, isReversed: !isReversed), g, next)
    let before = try y.moved(towardsEnd: !isReversed, axis: axis, filledWith: 0)
    return [t, try t * before]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

extension Tensor {
  /// The slices one place further along an axis; what leaves is lost, what enters is one number.
  func moved(towardsEnd: Bool, axis: Int, filledWith value: Double) throws(TensorError) -> Tensor {
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    let rest =
      towardsEnd ? Index.slice(from: 0, to: -1, step: 1) : Index.slice(from: 1, to: nil, step: 1)
    var edge = shape
    edge.dims[axis] = min(1, shape.dims[axis])
    let fill = try Tensor.full(value, edge, dtype), kept = try indexed(before + [rest])
    return try apply(Concatenate(axis: axis), towardsEnd ? [fill, kept] : [kept, fill])[0]
  }

  /// The products of all elements before (or after) each one along an axis; for none of them 1.
  func productsOfOthers(after: Bool, axis: Int) throws(TensorError) -> Tensor {
    let factors = try moved(towardsEnd: !after, axis: axis, filledWith: 1)
    let start = try Tensor.full(0, shape, dtype)
    // Products are a recurrence whose additions happen at its first place alone.
    let first = try start.moved(towardsEnd: !after, axis: axis, filledWith: 1)
    return try apply(LinearRecurrence(axis: axis, isReversed: after), first, factors)
  }
}
