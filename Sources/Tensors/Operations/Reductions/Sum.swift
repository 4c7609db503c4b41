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
    let lanes = try Lanes(inputs[0], axes)
    let result = try Tensor(uninitialized: try shape([inputs[0].shape]), inputs[0].dtype)
    let n = lanes.length
    switch inputs[0].dtype {
    case .f64:
      let out = result.pointer(Double.self)
      try lanes.forEach(Double.self) { out[$0] = gradus_sum_f64(n, $1, 1) }
    case .f32:
      let out = result.pointer(Float.self)
      try lanes.forEach(Float.self) { out[$0] = Float(gradus_sum_f32(n, $1, 1)) }
    default: try Self.addIntegers(lanes, result)
    }
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
