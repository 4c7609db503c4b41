import Glibc

/// Sign and logarithm of the absolute determinant, which neither overflow nor underflow.
struct LogDeterminant: Operation {
  static let signature = Signature(
    "slogdet", .tensor("a"), family: "linear algebra",
    summary: "sign and logarithm of the absolute determinant; 0 and -inf for a singular matrix",
    shapes: "[…, n, n] → […], […]", example: "slogdet([[2.0, 0.0], [0.0, 4.0]])[1]",
    gives: "2.0794  f64[]", section: "2.1.5")
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    try inputs[0].square("slogdet")
    return [inputs[0].batch, inputs[0].batch]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let lu = try LUFactors(inputs[0], "slogdet")
    let pivots = (0..<lu.factors.count).map(lu.signedPivots)
    let signs = pivots.map { list in
      list.contains(0) ? 0.0 : list.count { $0 < 0 }.isMultiple(of: 2) ? 1.0 : -1.0
    }
    let sizes = pivots.map { $0.reduce(0.0) { $0 + log($1.magnitude) } }
    return [signs, sizes].map { Tensor($0, lu.factors.batch, inputs[0].dtype) }
  }
  /// ∂ ln |det a|/∂a = a⁻ᵀ; the sign does not move.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    guard let g = gradients[1] else { return [nil] }
    return [try g.asScalars() * inputs[0].inverse("the derivative of slogdet").transposed()]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try apply(LogDeterminant(), [try a.float(0)])
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.square), output: 1), .init(.tensor(Samples.squares), output: 1)]
  }
}
