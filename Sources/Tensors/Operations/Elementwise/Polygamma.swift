import Kernels

/// The n-th derivative of digamma.
struct Polygamma: SingleOperation {
  static let signature = Signature(
    "polygamma", .init(.int, "n"), .tensor("x"), family: "elementwise",
    summary: "the n-th derivative of digamma", example: "polygamma(1, [1.0])", gives: "[1.6449]  f64[1]")
  /// From 1: digamma itself has its own operation.
  let order: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].detached().converted(to: .f64).contiguous()
    let result = try Tensor(uninitialized: x.shape, .f64)
    gradus_polygamma(
      Int32(clamping: order), x.count, x.pointer(Double.self), result.pointer(Double.self))
    return try result.converted(to: inputs[0].dtype)
  }
  /// ∂ψₙ/∂x = ψₙ₊₁
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g * apply(Polygamma(order: order + 1), inputs[0])]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let order = a.int(0), x = try a.float(1)
    guard order >= 0, order <= 60 else {
      throw .argument("n is between 0 and 60, not \(order)", operation: "polygamma")
    }
    return [order == 0 ? try apply(Digamma(), x) : try apply(Polygamma(order: order), x)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.int(1), .tensor(Samples.positive)), .init(.int(2), .tensor(Samples.aboveOne))]
  }
}
