import Kernels

/// Sum over axes. Floats are added pairwise in double precision.
struct Sum: ReductionOperation, ForgetsInputs {
  static let signature = Signature.reduction(
    "sum", "the sum of all elements, or along axes", example: "sum([[1, 2], [3, 4]], axis=0)",
    gives: "[4, 6]  i64[2]",
    section: "2.1.3")
  let axes: [Int]
  let keepsDimensions: Bool

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0], shape = try shape([inputs[0].shape])
    if Fusion.waits(x.count), x.dtype.isFloat, let result = try Self.large(x, axes, shape) { return result }
    let lanes = try Lanes(x, axes)
    let result = try Tensor(uninitialized: shape, x.dtype)
    let n = lanes.length
    switch inputs[0].dtype {
    case .f64:
      let out = result.pointer(Double.self)
      try lanes.forEach(Double.self) { out[$0] = gradus_sum_f64(n, $1) }
    case .f32:
      let out = result.pointer(Float.self)
      try lanes.forEach(Float.self) { out[$0] = Float(gradus_sum_f32(n, $1)) }
    default: try Self.addIntegers(lanes, result)
    }
    return result
  }

  /// The sum over the last axes, or over the first, of many floats that lie row by row; nil for others.
  private static func large(_ x: Tensor, _ axes: [Int], _ shape: Shape) throws(TensorError) -> Tensor? {
    let kept = (0..<x.rank).filter { !axes.contains($0) }
    // Axes of size 1 belong to either side.
    let inner = kept.last { x.shape.dims[$0] > 1 } ?? -1
    let first = axes.filter { x.shape.dims[$0] > 1 }
    if first.allSatisfy({ $0 > inner }) { return try Fusion.sum(x, lane: x.shape.size(of: axes), shape) }
    let outer = kept.first { x.shape.dims[$0] > 1 } ?? x.rank
    guard first.allSatisfy({ $0 < outer }), x.isContiguous else { return nil }
    return try rows(x, x.shape.size(of: axes), shape)
  }

  /// The sum of the rows of a matrix.
  private static func rows(_ x: Tensor, _ rows: Int, _ shape: Shape) throws(TensorError) -> Tensor {
    try x.compute()
    let result = try Tensor(uninitialized: shape, x.dtype)
    let partial = try Tensor(uninitialized: [gradus_row_blocks(rows) * result.count], .f64)
    gradus_sum_rows(
      Int32(x.dtype.rawValue), rows, result.count, x.address, partial.pointer(Double.self), result.address)
    return result
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

  /// Every element counts once: the gradient is spread out.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try spread(g, like: inputs[0])]
  }

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
    let extra = rank - target.rank
    let axes = (0..<rank).filter { $0 < extra || target.dims[$0 - extra] == 1 && shape.dims[$0] != 1 }
    let total = axes.isEmpty ? self : try sum(axes, keepingDimensions: true)
    return try total.reshaped(target)
  }
}
