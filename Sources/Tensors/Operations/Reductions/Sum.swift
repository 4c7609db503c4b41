import Kernels

/// Sum over axes. Floats are added pairwise in double precision.
struct Sum: ReductionOperation, SeparableOperation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature.reduction(
    "sum", "the sum of all elements, or along axes", example: "sum([[1, 2], [3, 4]], axis=0)",
    gives: "[4, 6]  i64[2]",
    section: "2.1.3")
  let axes: [Int]
  let keepsDimensions: Bool
  static var checksInValue: Bool { true }

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0]
    let shape = x.shape.reduced(axes, keepingDimensions: keepsDimensions)
    let result = try Tensor(uninitialized: shape, x.dtype)
    if axes.count == x.rank, x.rank > 0, try Self.addWaiting(x, result) { return result }
    if x.dtype == .f32 || x.dtype == .f64 {
      try Self.add(x.isContiguous ? x : try x.contiguous(), axes, result)
    } else {
      try Self.addIntegers(try Lanes(x, axes), result)
    }
    return result
  }

  /// Neighbouring axes together, the last ones first; sums of `f32` stay `f64` until the last step.
  private static func add(_ x: Tensor, _ axes: [Int], _ result: Tensor) throws(TensorError) {
    if axes.count == x.rank, x.rank > 0, x.dtype == result.dtype { return try addAll(x, result) }
    let dims = x.shape.dims, axes = axes.filter { $0 < x.rank }.sorted()
    guard let last = axes.last else { return Copying.copy(x.view(result.shape, result.strides), to: result) }
    var first = last
    while first > 0, axes.contains(first - 1) { first -= 1 }
    let outer = dims[..<first].reduce(1, &*), length = dims[first...last].reduce(1, &*)
    let inner = dims[(last + 1)...].reduce(1, &*)
    let rest = axes.filter { $0 < first }
    if rest.isEmpty {
      if x.dtype == .f64, result.dtype == .f64 {
        gradus_sum_f64(outer, length, inner, x.pointer(Double.self), result.pointer(Double.self))
      } else if x.dtype == .f32 {
        gradus_sum_f32(outer, length, inner, x.pointer(Float.self), result.pointer(Float.self))
      } else {
        let wide = try Tensor(uninitialized: result.shape, .f64)
        gradus_sum_f64(outer, length, inner, x.pointer(Double.self), wide.pointer(Double.self))
        Copying.copy(try Copying.convert(wide, to: result.dtype), to: result)
      }
    } else {
      let part = try Tensor(uninitialized: Shape(Array(dims[..<first]) + Array(dims[(last + 1)...])), .f64)
      if x.dtype == .f64 {
        gradus_sum_f64(outer, length, inner, x.pointer(Double.self), part.pointer(Double.self))
      } else {
        gradus_sum_f32_wide(outer, length, inner, x.pointer(Float.self), part.pointer(Double.self))
      }
      try add(part, rest, result)
    }
    if gradus_interrupt_requested() { throw .interrupted }
  }

  /// All elements of a chain that waits, as they are computed, unless its derivative is going to read them.
  private static func addWaiting(_ x: Tensor, _ result: Tensor) throws(TensorError) -> Bool {
    guard let waiting = x.body.storage.pending, waiting.count == x.count, !x.isReadByDerivative,
      let total = try Program.sum(waiting)
    else { return false }
    if x.dtype == .f32 {
      result.pointer(Float.self).pointee = Float(total)
    } else {
      result.pointer(Double.self).pointee = total
    }
    return true
  }

  /// Over all axes it is one row.
  fileprivate static func addAll(_ x: Tensor, _ result: Tensor) throws(TensorError) {
    if x.dtype == .f64 {
      gradus_sum_f64(1, x.count, 1, x.pointer(Double.self), result.pointer(Double.self))
    } else {
      gradus_sum_f32(1, x.count, 1, x.pointer(Float.self), result.pointer(Float.self))
    }
    if gradus_interrupt_requested() { throw .interrupted }
  }

  private static func addIntegers(_ lanes: Lanes, _ result: Tensor) throws(TensorError) {
    let out = result.pointer(Int.self)
    var overflows = false
    try lanes.forEach(Int.self) { lane, x in
      var total = 0
      for i in 0..<lanes.length {
        let (sum, overflow) = total.addingReportingOverflow(x[i])
        total = sum
        overflows = overflows || overflow
      }
      out[lane] = total
    }
    if overflows { throw .overflow(operation: "sum") }
  }

  static let rules = ["g, for every element that was added"]
  /// Every element counts once: the gradient is spread out.
  func derivative(
    of input: Int, _ g: Tensor, _ inputs: Inputs, _ output: Tensor
  ) throws(TensorError) -> Tensor? { try spread(g, like: inputs[0]) }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    return [try apply(Sum(axes: try a.axes(1, of: x.shape, "sum"), keepsDimensions: a.flag(2)), x)]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}

extension Tensor {
  func sum(_ axes: [Int], keepingDimensions: Bool = false) throws(TensorError) -> Tensor {
    try apply(Sum(axes: axes, keepsDimensions: keepingDimensions), self)
  }

  /// The sum over the axes that broadcasting from `shape` would have added or stretched.
  func summed(to target: Shape) throws(TensorError) -> Tensor {
    if target == shape { return self }
    if rank == 1, !requiresGrad, dtype == .f64 || dtype == .f32, !gradus_profile_is_on() {
      let total = try Tensor(uninitialized: target, dtype)
      try Sum.addAll(try contiguous(), total)
      return total
    }
    let extra = rank - target.rank
    let axes = (0..<rank).filter { $0 < extra || target.dims[$0 - extra] == 1 && shape.dims[$0] != 1 }
    let total = axes.isEmpty ? self : try sum(axes, keepingDimensions: true)
    return try total.reshaped(target)
  }
}
